import { describe, expect, it } from 'vitest';
import { newer } from './versions';

describe('newer', () => {
  it('keeps the highest version, whatever order states come in', () => {
    const arrivals = [3, 1, 7, 6, 7].map((version, order) => ({ version, order }));
    const kept = arrivals.reduce<(typeof arrivals)[number] | undefined>((held, next) => newer(held, next), undefined);
    expect(kept).toEqual({ version: 7, order: 2 });
  });

  it('tells versions apart beyond 32 bits', () => {
    const held = { version: 2 ** 52 };
    expect(newer(held, { version: 2 ** 52 - 1 })).toBe(held);
    expect(newer(held, { version: 2 ** 52 + 1 }).version).toBe(2 ** 52 + 1);
  });
});
