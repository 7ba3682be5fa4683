import { useMemo } from 'react';
import { useSearchParams } from 'wouter';
import { useHours } from '../api/queries';
import type { Store } from '../api/types';
import { hoursOfDay, type HourPoint } from '../logic/hours';
import { addDays, businessDate, instantOf, isDate } from '../logic/time';
import { useNow } from '../logic/useNow';

export const COMPARISONS = ['week', 'yesterday', 'year', 'none'] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** How far back the compared day is: whole weeks, so that weekdays meet. */
const BACK: Record<Comparison, number | null> = { week: 7, yesterday: 1, year: 364, none: null };

export interface StoreDay {
  today: string;
  date: string;
  points: HourPoint[];
  /** When the day began, and now (to the minute), in milliseconds. */
  start: number;
  now: number;
  loaded: boolean;
  error: Error | null;
  retry: () => void;
  comparison: Comparison;
  otherDate: string | null;
  /** The compared day's hours; empty without a comparison, or while it loads. */
  other: HourPoint[];
  choose: (date: string) => void;
  compare: (comparison: Comparison) => void;
}

/** One business day of a store and the day it is compared with; both live in the address, so that a link shows the same. */
export function useStoreDay(store: Store): StoreDay {
  const [parameters, setParameters] = useSearchParams();
  // To the minute: charts must not be drawn again with every tick of the clock.
  const now = Math.floor(useNow() / 60_000) * 60_000;
  const { id, timezone, day_start: dayStart } = store;
  const today = businessDate(now, timezone, dayStart);
  const asked = parameters.get('day');
  const date = isDate(asked) && asked <= today ? asked : today;
  const comparison = COMPARISONS.find((one) => one === parameters.get('compare')) ?? 'week';
  const back = BACK[comparison];
  const otherDate = back === null ? null : addDays(date, -back);

  const hours = useHours(id, date, date === today);
  const before = useHours(id, otherDate ?? date, false, otherDate !== null);
  const points = useMemo(() => hoursOfDay(hours.data ?? [], date, timezone, dayStart, now), [hours.data, date, timezone, dayStart, now]);
  const other = useMemo(
    () => (otherDate === null ? [] : hoursOfDay(before.data ?? [], otherDate, timezone, dayStart, now)),
    [before.data, otherDate, timezone, dayStart, now],
  );

  function set(name: string, value: string | null) {
    setParameters((all) => {
      const next = new URLSearchParams(all);
      if (value === null) next.delete(name);
      else next.set(name, value);
      return next;
    }, { replace: true });
  }

  return {
    today, date, points, start: instantOf(date, dayStart, timezone), now,
    loaded: hours.data !== undefined,
    error: hours.data === undefined ? hours.error : null,
    retry: () => void hours.refetch(),
    comparison, otherDate, other,
    // Today is the address without a day, so that a page left open overnight moves on by itself.
    choose: (day) => set('day', day === today || !isDate(day) ? null : day),
    compare: (wanted) => set('compare', wanted === 'week' ? null : wanted),
  };
}
