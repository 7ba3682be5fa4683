import { describe, expect, it } from 'vitest';
import { bestGrid, GAP, mostTiles } from './tiles';

describe('tiles on a wall', () => {
  it('always fit, as many as there may be', () => {
    for (const [width, height] of [[1392, 740], [3792, 1980], [342, 600], [1000, 300]] as const) {
      for (let count = 1; count <= mostTiles(width, height); count++) {
        const { columns, tileHeight } = bestGrid(width, height, count);
        const rows = Math.ceil(count / columns);
        expect(rows * tileHeight + (rows - 1) * GAP).toBeLessThanOrEqual(height + 1);
      }
    }
  });

  it('are larger when there are few', () => {
    const height = (count: number) => bestGrid(1392, 740, count).tileHeight;
    expect(height(1)).toBeGreaterThan(height(4));
    expect(height(4)).toBeGreaterThan(height(12));
  });

  it('grow with the screen, and there is one at least', () => {
    expect(bestGrid(3792, 1980, 12).tileHeight).toBeGreaterThan(bestGrid(1392, 740, 12).tileHeight);
    expect(mostTiles(100, 50)).toBe(1);
  });
});
