import type { DayRow } from '../api/types';
import { addDays, addMonths, isDate, weekdayOf } from './time';

export const METRICS = ['entries', 'exits', 'passing', 'capture', 'occupancy', 'peak', 'stay', 'conversion', 'transactions', 'revenue', 'perVisitor'] as const;
export type Metric = (typeof METRICS)[number];

/** What of an hour of the week is asked for beside a metric: the API has means of these four. */
export const WEEK_METRICS = ['entries', 'exits', 'occupancy', 'peak'] as const;
export type WeekMetric = (typeof WEEK_METRICS)[number];

export function weekMetric(metric: Metric): WeekMetric {
  return WEEK_METRICS.find((one) => one === metric) ?? 'entries';
}

/** One number of many days, weeks or months, as metrics are defined: sums, maxima, and ratios of sums; null when nothing was counted. */
export function aggregate(metric: Metric, rows: DayRow[]): number | null {
  const sum = (pick: (row: DayRow) => number | null) => {
    const known = rows.flatMap((row) => pick(row) ?? []);
    return known.length === 0 ? null : known.reduce((total, value) => total + value, 0);
  };
  const ratio = (above: number | null, below: number | null) => (above === null || !below ? null : above / below);
  switch (metric) {
    case 'entries':
      return sum((r) => r.total_entries);
    case 'exits':
      return sum((r) => r.total_exits);
    case 'passing':
      return sum((r) => r.total_passing_traffic);
    case 'capture': {
      const passed = rows.filter((r) => r.total_passing_traffic);
      const rate = ratio(passed.reduce((total, r) => total + (r.total_entries ?? 0), 0), sum((r) => r.total_passing_traffic));
      return rate === null ? null : 100 * rate;
    }
    case 'occupancy':
      return ratio(sum((r) => r.avg_occupancy), rows.filter((r) => r.avg_occupancy !== null).length);
    case 'peak': {
      const known = rows.flatMap((r) => r.peak_occupancy ?? []);
      return known.length === 0 ? null : Math.max(...known);
    }
    case 'stay': {
      const stayed = rows.filter((r) => r.avg_dwell_minutes !== null && r.total_entries);
      return ratio(stayed.length === 0 ? null : stayed.reduce((total, r) => total + (r.avg_dwell_minutes ?? 0) * (r.total_entries ?? 0), 0), stayed.reduce((total, r) => total + (r.total_entries ?? 0), 0));
    }
    case 'conversion': {
      const rate = ratio(sum((r) => (r.store_conversion_rate === null ? null : r.transactions)), sum(visitorsOfSales));
      return rate === null ? null : 100 * rate;
    }
    case 'transactions':
      return sum((r) => r.transactions);
    case 'revenue':
      return currencyOf(rows) === null ? null : sum((r) => r.revenue);
    case 'perVisitor':
      return currencyOf(rows) === null ? null : ratio(sum((r) => r.revenue), sum((r) => (r.revenue === null ? null : visitorsOfSales(r) ?? r.total_entries)));
  }
}

/** A row of several days may have sales on some of them: conversion is of the visitors of those days. */
function visitorsOfSales(row: DayRow): number | null {
  if (row.store_conversion_rate === null || row.transactions === null) return null;
  return row.store_conversion_rate > 0 ? row.transactions / row.store_conversion_rate : row.total_entries;
}

/** The one currency of the rows; null without sales, or with sums that can't be added. */
export function currencyOf(rows: DayRow[]): string | null {
  const all = new Set(rows.flatMap((row) => row.currency ?? []));
  return all.size === 1 ? ([...all][0] ?? null) : null;
}

/** The metric of each period that is named by its first day. */
export function byPeriod(metric: Metric, rows: DayRow[], periods: string[]): (number | null)[] {
  const own = new Map<string, DayRow[]>(periods.map((date) => [date, []]));
  for (const row of rows) own.get(row.date)?.push(row);
  return periods.map((date) => aggregate(metric, own.get(date) ?? []));
}

export const RANGES = ['7', '28', '91', '364', 'custom'] as const;
export type RangeName = (typeof RANGES)[number];

export const STEPS = ['day', 'week', 'month'] as const;
export type Step = (typeof STEPS)[number];

export const BEFORES = ['none', 'period', 'year'] as const;
export type Before = (typeof BEFORES)[number];

/** Everything that a view of the analytics page shows; it is the address, and the address is it. */
export interface View {
  metric: Metric;
  range: RangeName;
  by: Step;
  /** Both inclusive. */
  from: string;
  to: string;
  before: Before;
  /** Empty: all. */
  stores: string[];
}

export function readView(parameters: URLSearchParams, today: string): View {
  const of = <T extends string>(name: string, among: readonly T[], otherwise: T) => among.find((one) => one === parameters.get(name)) ?? otherwise;
  const asked = of('range', RANGES, '28');
  const from = parameters.get('from');
  const to = parameters.get('to');
  const custom = asked === 'custom' && isDate(from) && isDate(to) && from <= to && to <= today;
  const range = asked === 'custom' && !custom ? '28' : asked;
  const by = of('by', STEPS, range === '364' ? 'week' : 'day');
  return {
    metric: of('metric', METRICS, 'entries'),
    range, by,
    ...(custom ? { from, to } : whole(Number(range), by, today)),
    before: of('before', BEFORES, 'period'),
    stores: (parameters.get('stores') ?? '').split(',').filter(Boolean),
  };
}

/** The last so many days in whole steps: the running one would look like a fall. */
function whole(days: number, by: Step, today: string): { from: string; to: string } {
  switch (by) {
    case 'day':
      return { from: addDays(today, -days), to: addDays(today, -1) };
    case 'week': {
      const to = addDays(today, -1 - weekdayOf(today));
      return { from: addDays(to, 1 - Math.ceil(days / 7) * 7), to };
    }
    case 'month': {
      const first = `${today.slice(0, 7)}-01`;
      return { from: addMonths(first, -Math.max(1, Math.round(days / 30.4))), to: addDays(first, -1) };
    }
  }
}

/** The time that a view is compared with: whole weeks before, so that weekdays meet, or whole months; null without a comparison. */
export function beforeOf({ before, by, from, to }: View): { from: string; to: string } | null {
  if (before === 'none') return null;
  if (by === 'month' && from.endsWith('-01') && addDays(to, 1).endsWith('-01')) {
    const end = addDays(to, 1);
    const months = before === 'year' ? 12 : (Number(end.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(end.slice(5, 7)) - Number(from.slice(5, 7));
    return { from: addMonths(from, -months), to: addDays(addMonths(end, -months), -1) };
  }
  const days = datesOf(from, to).length;
  const back = before === 'year' ? 364 : Math.ceil(days / 7) * 7;
  return { from: addDays(from, -back), to: addDays(to, -back) };
}

export function datesOf(from: string, to: string): string[] {
  const dates: string[] = [];
  for (let date = from; date <= to && dates.length < 1100; date = addDays(date, 1)) dates.push(date);
  return dates;
}

/** The first days of the periods that rows are of; days without any row are there too. */
export function periodsOf(view: { by: Step; from: string; to: string }, rows: DayRow[]): string[] {
  return view.by === 'day' ? datesOf(view.from, view.to) : [...new Set(rows.map((row) => row.date))].sort();
}

export interface WeekHour {
  weekday: number;
  hour: number;
  avg_entries: number | null;
  avg_exits: number | null;
  avg_occupancy: number | null;
  peak_occupancy: number | null;
}

/** Seven days from Monday of 24 hours: what an hour of the week usually has, all stores together, or the highest peak of any. */
export function weekOf(metric: WeekMetric, answers: WeekHour[][]): (number | null)[][] {
  const field = { entries: 'avg_entries', exits: 'avg_exits', occupancy: 'avg_occupancy', peak: 'peak_occupancy' } as const;
  const week = Array.from({ length: 7 }, () => Array.from({ length: 24 }, (): number | null => null));
  for (const row of answers.flat()) {
    const day = week[row.weekday - 1];
    const value = row[field[metric]];
    if (!day || value === null) continue;
    const held = day[row.hour] ?? null;
    day[row.hour] = held === null ? value : metric === 'peak' ? Math.max(held, value) : held + value;
  }
  return week;
}
