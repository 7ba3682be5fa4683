import { expect, it } from 'vitest';
import type { Store, StoreLive } from '../api/types';
import { comparer, type Order, type Ordered } from './fleetOrder';

const entry = (name: string, rank: number, live?: Partial<StoreLive>): Ordered =>
  ({ store: { name } as Store, attention: { tone: 'ok', reason: null, rank }, live: live as StoreLive | undefined });

const stores = [
  entry('B', 6, { occupancy: 10, capacity: 20, entries_today: 5 }),
  entry('A', 6, { occupancy: 10, capacity: null, entries_today: 50 }),
  entry('C', 0, { occupancy: 90, capacity: 900, entries_today: 7 }),
  entry('D', 4),
];

const order = (by: Order) => stores.toSorted(comparer(by)).map(({ store }) => store.name).join('');

it('puts stores in the asked order, those without the number last, equals by name', () => {
  expect(order('attention')).toBe('CDAB');
  expect(order('name')).toBe('ABCD');
  expect(order('occupancy')).toBe('CABD');
  expect(order('utilization')).toBe('BCAD');
  expect(order('entries')).toBe('ACBD');
});
