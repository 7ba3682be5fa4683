import type { Store, StoreLive } from '../api/types';
import { byAttention, byName, utilization, type Attention } from './attention';

export const ORDERS = ['attention', 'name', 'occupancy', 'utilization', 'entries'] as const;
export type Order = (typeof ORDERS)[number];

export interface Ordered {
  store: Store;
  attention: Attention;
  live: StoreLive | undefined;
}

/** Compares two stores; the larger number first, a missing one last, equals by name. */
export function comparer(order: Order): (a: Ordered, b: Ordered) => number {
  switch (order) {
    case 'attention':
      return byAttention;
    case 'name':
      return (a, b) => byName(a.store, b.store);
    case 'occupancy':
      return byNumber((live) => live.occupancy);
    case 'utilization':
      return byNumber(utilization);
    case 'entries':
      return byNumber((live) => live.entries_today);
  }
}

function byNumber(pick: (live: StoreLive) => number | null): (a: Ordered, b: Ordered) => number {
  const value = ({ live }: Ordered) => (live === undefined ? null : pick(live)) ?? -1;
  return (a, b) => value(b) - value(a) || byName(a.store, b.store);
}
