import type { HourRow } from '../api/types';
import { words } from '../words';
import { people, percent } from './numbers';
import { addDays, clock, instantOf, millis, offset, utcOffset } from './time';

export interface HourPoint {
  start: number;
  /** "13:00"; the repeated hour in autumn also names its offset. */
  label: string;
  entries: number | null;
  exits: number | null;
  occupancy: number | null;
  peak: number | null;
  /** Share of the expected readings that came, 0…1; null when unknown. */
  completeness: number | null;
  state: 'past' | 'open' | 'future';
}

export const HOUR = 3_600_000;

/** All 23, 24 or 25 hours of a store's day in order. An hour without a row is a gap, never a zero. */
export function hoursOfDay(rows: HourRow[], date: string, zone: string, dayStart: string | null, now: number): HourPoint[] {
  const byStart = new Map(rows.map((row) => [millis(row.hour_start), row]));
  const end = instantOf(addDays(date, 1), dayStart, zone);
  const starts = new Set(byStart.keys());
  for (let at = instantOf(date, dayStart, zone); at < end; at += HOUR) starts.add(at);

  const ordered = [...starts].sort((a, b) => a - b);
  const labels = ordered.map((at) => clock(at, zone));
  return ordered.map((start, index) => {
    const row = byStart.get(start);
    const label = labels[index] ?? '';
    const twice = labels.indexOf(label) !== labels.lastIndexOf(label);
    return {
      start,
      label: twice ? `${label} ${utcOffset(offset(start, zone))}` : label,
      entries: row?.total_entries ?? null,
      exits: row?.total_exits ?? null,
      occupancy: row?.avg_occupancy ?? null,
      peak: row?.peak_occupancy ?? null,
      completeness: row?.data_completeness ?? null,
      state: start > now ? 'future' : start + HOUR > now ? 'open' : 'past',
    };
  });
}

/** Below this share of the expected readings a total must say so. */
const COMPLETE = 0.98;

/** Mean completeness of the hours so far that expect readings; null when that is not known. */
export function completeness(points: HourPoint[]): number | null {
  const known = points.flatMap((p) => (p.state === 'future' || p.completeness === null ? [] : [p.completeness]));
  return known.length === 0 ? null : known.reduce((sum, share) => sum + share, 0) / known.length;
}

/** "Entries 312, busiest hour 13:00 with 58": the chart for those who do not see it. */
export function describeHours(points: HourPoint[]): string {
  const counted = points.filter((p) => p.entries !== null);
  if (counted.length === 0) return words().hours.none;
  const sum = (pick: (p: HourPoint) => number | null) => counted.reduce((total, p) => total + (pick(p) ?? 0), 0);
  const busiest = counted.reduce((best, p) => ((p.entries ?? 0) > (best.entries ?? 0) ? p : best));
  const missing = points.filter((p) => p.state === 'past' && p.entries === null).length;
  const w = words().hours;
  const gap = missing === 0 ? '' : ` ${w.gap(missing)}`;
  const share = completeness(points);
  const partial = share === null || share >= COMPLETE ? '' : ` ${w.partial(percent(Math.floor(share * 100) / 100))}`;
  return w.summary(people(sum((p) => p.entries)), people(sum((p) => p.exits)), busiest.label, people(busiest.entries ?? 0)) + gap + partial;
}
