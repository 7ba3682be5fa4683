/** The d of an SVG path through values at even steps, in a box of width × height, largest value on top; a gap breaks the line. */
export function sparkPath(values: (number | null)[], steps: number, highest: number, width: number, height: number): string {
  let d = '';
  let pen = false;
  values.forEach((value, index) => {
    if (value === null) {
      pen = false;
      return;
    }
    const x = steps <= 1 ? 0 : (index / (steps - 1)) * width;
    const y = height - (highest > 0 ? value / highest : 0) * height;
    d += `${pen ? 'L' : 'M'}${round(x)} ${round(y)}`;
    pen = true;
  });
  return d;
}

/** The area between the line and the bottom, run by run. */
export function sparkArea(values: (number | null)[], steps: number, highest: number, width: number, height: number): string {
  const line = sparkPath(values, steps, highest, width, height);
  return line
    .split('M')
    .filter(Boolean)
    .map((run) => {
      const first = run.split(' ', 1)[0] ?? '0';
      const last = run.split('L').at(-1)?.split(' ', 1)[0] ?? first;
      return `M${run}L${last} ${height}L${first} ${height}Z`;
    })
    .join('');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
