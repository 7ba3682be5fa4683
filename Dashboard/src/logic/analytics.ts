import type { HourRow } from '../api/types';
import { addDays, isDate, localHour, weekdayOf } from './time';

export const METRICS = ['entries', 'exits', 'passing', 'occupancy', 'peak', 'capture', 'stay'] as const;
export type Metric = (typeof METRICS)[number];

/** An hour row with its place on the store's own calendar. */
export interface PlacedHour {
  row: HourRow;
  date: string;
  hour: number;
}

export function place(rows: HourRow[], zone: string, dayStart: string | null): PlacedHour[] {
  return rows.map((row) => ({ row, ...localHour(row.hour_start, zone, dayStart) }));
}

/** One number of many hours, as metrics are defined: sums, maxima, and ratios of sums; null when nothing was counted. */
export function aggregate(metric: Metric, rows: HourRow[]): number | null {
  const sum = (pick: (row: HourRow) => number | null) => {
    const known = rows.flatMap((row) => pick(row) ?? []);
    return known.length === 0 ? null : known.reduce((total, value) => total + value, 0);
  };
  switch (metric) {
    case 'entries':
      return sum((r) => r.total_entries);
    case 'exits':
      return sum((r) => r.total_exits);
    case 'passing':
      return sum((r) => r.total_passing_traffic);
    case 'occupancy': {
      const known = rows.filter((r) => r.avg_occupancy !== null);
      return known.length === 0 ? null : (sum((r) => r.avg_occupancy) ?? 0) / known.length;
    }
    case 'peak': {
      const known = rows.flatMap((r) => r.peak_occupancy ?? []);
      return known.length === 0 ? null : Math.max(...known);
    }
    case 'capture': {
      const passing = sum((r) => r.total_passing_traffic);
      const entries = sum((r) => r.total_entries);
      return entries === null || !passing ? null : (100 * entries) / passing;
    }
    case 'stay': {
      const entries = sum((r) => r.total_entries) ?? 0;
      const personMinutes = (sum((r) => r.avg_occupancy) ?? 0) * 60;
      return entries < 10 ? null : personMinutes / entries;
    }
  }
}

/** The metric of each day. */
export function byDay(metric: Metric, hours: PlacedHour[], dates: string[]): (number | null)[] {
  const days = new Map<string, HourRow[]>(dates.map((date) => [date, []]));
  for (const { date, row } of hours) days.get(date)?.push(row);
  return dates.map((date) => aggregate(metric, days.get(date) ?? []));
}

/** What an hour of the week usually has, from Monday on: the mean of that hour's days, all stores of a day together. */
export function hourOfWeek(metric: Metric, hours: PlacedHour[]): (number | null)[][] {
  const cells = new Map<string, Map<string, HourRow[]>>();
  for (const { date, hour, row } of hours) {
    const cell = `${weekdayOf(date)} ${hour}`;
    const days = cells.get(cell) ?? new Map<string, HourRow[]>();
    cells.set(cell, days.set(date, [...(days.get(date) ?? []), row]));
  }
  return Array.from({ length: 7 }, (_, day) =>
    Array.from({ length: 24 }, (_, hour) => {
      const days = cells.get(`${day} ${hour}`);
      if (!days) return null;
      // A rate is of the totals, never a mean of rates.
      if (metric === 'capture' || metric === 'stay') return aggregate(metric, [...days.values()].flat());
      const values = [...days.values()].flatMap((rows) => aggregate(metric, rows) ?? []);
      return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
    }),
  );
}

export const RANGES = ['7', '28', '91', 'custom'] as const;
export type RangeName = (typeof RANGES)[number];

export const BEFORES = ['none', 'period', 'year'] as const;
export type Before = (typeof BEFORES)[number];

/** Everything that a view of the analytics page shows; it is the address, and the address is it. */
export interface View {
  metric: Metric;
  range: RangeName;
  /** Both inclusive. */
  from: string;
  to: string;
  before: Before;
  /** Empty: as many of all as the limit allows. */
  stores: string[];
}

export function readView(parameters: URLSearchParams, today: string): View {
  const of = <T extends string>(name: string, among: readonly T[], otherwise: T) => among.find((one) => one === parameters.get(name)) ?? otherwise;
  const range = of('range', RANGES, '28');
  const from = parameters.get('from');
  const to = parameters.get('to');
  const custom = range === 'custom' && isDate(from) && isDate(to) && from <= to && to <= today;
  const days = range === 'custom' ? 28 : Number(range);
  return {
    metric: of('metric', METRICS, 'entries'),
    range: custom || range !== 'custom' ? range : '28',
    // Whole days: the running one would look like a fall.
    from: custom ? from : addDays(today, -days),
    to: custom ? to : addDays(today, -1),
    before: of('before', BEFORES, 'period'),
    stores: (parameters.get('stores') ?? '').split(',').filter(Boolean),
  };
}

export function datesOf(from: string, to: string): string[] {
  const dates: string[] = [];
  for (let date = from; date <= to && dates.length < 400; date = addDays(date, 1)) dates.push(date);
  return dates;
}

/** How many days the compared time lies back: whole weeks, so that weekdays meet. */
export function daysBack(before: Before, days: number): number | null {
  return before === 'none' ? null : before === 'year' ? 364 : Math.ceil(days / 7) * 7;
}

/** Hour rows of more store-days than this are too much for one page. */
const MOST_STORE_DAYS = 560;

export function mostStores(days: number): number {
  return Math.max(1, Math.floor(MOST_STORE_DAYS / Math.max(1, days)));
}
