import { download } from '../frame/download';

const SCALE = 2;

/** The chart within an element as a PNG of twice its size, on the page's own surface. */
export async function exportPng(holder: HTMLElement | null, name: string): Promise<void> {
  const svg = holder?.querySelector<SVGSVGElement>('svg[xmlns], svg');
  if (!svg) return;
  const { width, height } = svg.getBoundingClientRect();
  const text = new XMLSerializer().serializeToString(svg).replaceAll('font-family: inherit', 'font-family: sans-serif').replaceAll('inherit', 'sans-serif');
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = width * SCALE;
  canvas.height = height * SCALE;
  const context = canvas.getContext('2d');
  if (!context) return;
  context.fillStyle = getComputedStyle(document.documentElement).getPropertyValue('--surface');
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (blob) download(name, blob);
}
