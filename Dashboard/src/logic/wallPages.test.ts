import { expect, it } from 'vitest';
import { wallPages } from './wallPages';

const store = (region: string | null, n = 1) => Array.from({ length: n }, () => ({ store: { region } }));

it('shows regions in turn, large ones in parts, and loses no store', () => {
  const pages = wallPages([...store('South', 5), ...store(null), ...store('North', 2)], 2);
  expect(pages.map((p) => [p.region, p.entries.length, p.part, p.parts])).toEqual([
    ['', 1, 1, 1], ['North', 2, 1, 1], ['South', 2, 1, 3], ['South', 2, 2, 3], ['South', 1, 3, 3],
  ]);
});

it('shows the whole fleet at once where it fits', () => {
  expect(wallPages([...store('South', 2), ...store('North')], 3)).toMatchObject([{ region: null, parts: 1 }]);
});

it('has no page without a store, and one store per page at least', () => {
  expect(wallPages([], 4)).toEqual([]);
  expect(wallPages(store('A', 2), 0)).toHaveLength(2);
});
