/** What the server takes: the body of a call, and pictures that a browser shows without effort. */
const MOST_BYTES = 1 << 20;
const SIDES = [2400, 1800, 1200, 800];
const TAKEN = ['image/png', 'image/jpeg', 'image/webp'];

/** A picture that the server takes: the file itself, or what it shows drawn smaller, vector drawings as pixels. */
export async function shrinkPicture(file: File): Promise<Blob> {
  const url = URL.createObjectURL(file);
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    // A drawing without a size of its own has that of its frame, or none.
    const [width, height] = image.naturalWidth > 0 && image.naturalHeight > 0 ? [image.naturalWidth, image.naturalHeight] : [4, 3];
    const largest = Math.max(width, height);
    if (TAKEN.includes(file.type) && file.size <= MOST_BYTES && largest <= (SIDES[0] ?? 0)) return file;
    const vector = file.type === 'image/svg+xml';
    for (const side of SIDES) {
      const scale = vector ? side / largest : Math.min(1, side / largest);
      const drawn = await draw(image, Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale)));
      if (drawn && drawn.size <= MOST_BYTES) return drawn;
    }
    throw new Error('No size of it is small enough.');
  } finally {
    URL.revokeObjectURL(url);
  }
}

function draw(image: HTMLImageElement, width: number, height: number): Promise<Blob | null> {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (!context) return Promise.resolve(null);
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.drawImage(image, 0, 0, width, height);
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/webp', 0.9));
}
