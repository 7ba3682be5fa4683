/** A tile is read from across the room: at least this large, and larger on a larger screen. In CSS pixels. */
const MIN_WIDTH = 300;
const MIN_HEIGHT = 180;
export const GAP = 16;
/** Width by height that a tile looks best with. */
const SHAPE = 1.6;
/** And the narrowest that it may be stretched to, to fill the screen. */
const NARROWEST = 1.15;

/** How many readable tiles a box holds; one at least. */
export function mostTiles(width: number, height: number): number {
  const { columns, rows } = limits(width, height);
  return columns * rows;
}

function limits(width: number, height: number): { columns: number; rows: number } {
  const scale = Math.max(1, Math.sqrt(width / 1440));
  return {
    columns: Math.max(1, Math.floor((width + GAP) / (MIN_WIDTH * scale + GAP))),
    rows: Math.max(1, Math.floor((height + GAP) / (MIN_HEIGHT * scale + GAP))),
  };
}

/** The number of columns, and the tiles' height, that make so many tiles the largest in a box. */
export function bestGrid(width: number, height: number, count: number): { columns: number; tileHeight: number } {
  const most = limits(width, height).columns;
  let best = { columns: 1, tileHeight: MIN_HEIGHT, size: 0 };
  for (let columns = 1; columns <= most; columns++) {
    const rows = Math.ceil(count / columns);
    const tileWidth = (width - (columns - 1) * GAP) / columns;
    const room = (height - (rows - 1) * GAP) / rows;
    const tileHeight = Math.floor(Math.max(MIN_HEIGHT, Math.min(room, tileWidth / NARROWEST)));
    const fits = rows * (tileHeight + GAP) - GAP <= height + 1;
    const size = (fits ? 1 : 0.001) * Math.min(tileWidth, tileHeight * SHAPE) * tileHeight;
    if (size > best.size) best = { columns, tileHeight, size };
  }
  return { columns: best.columns, tileHeight: best.tileHeight };
}
