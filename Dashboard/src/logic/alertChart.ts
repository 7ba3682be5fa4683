import type { HourRow } from '../api/types';
import { millis } from './time';

const FIELDS = {
  occupancy: 'peak_occupancy', peak_occupancy: 'peak_occupancy', utilization: 'utilization', entries: 'total_entries', exits: 'total_exits', net_flow: 'net_flow',
  passing_traffic: 'total_passing_traffic', capture_rate: 'capture_rate',
} as const;

export type ChartedField = (typeof FIELDS)[keyof typeof FIELDS];

/** Which number of an hour shows what an alert is about; a sensor's silence shows in its readings. Null when none does. */
export function chartedField(metric: string | null, ofSensor: boolean): ChartedField | null {
  if (metric !== null && metric in FIELDS) return FIELDS[metric as keyof typeof FIELDS];
  return ofSensor ? 'total_entries' : null;
}

/** The field of each part of the time at even steps; a part without a row is a gap. */
export function aroundAlert(rows: HourRow[], field: ChartedField, from: number, to: number, minutes: number): { values: (number | null)[]; from: number; to: number } {
  const step = minutes * 60_000;
  const byStart = new Map(rows.map((row) => [millis(row.hour_start), row[field]]));
  const starts = [...byStart.keys()].sort((a, b) => a - b);
  // Rows begin where the store's hours do, which need not be ours: 5:30 ahead of UTC, say.
  const first = starts[0] ?? from;
  const values: (number | null)[] = [];
  for (let at = first; at < to; at += step) values.push(byStart.get(at) ?? null);
  return { values, from: first, to: first + values.length * step };
}

/** Where in a time an instant lies, 0 to 1. */
export function shareOfTime(at: number, from: number, to: number): number {
  return to <= from ? 0 : Math.min(1, Math.max(0, (at - from) / (to - from)));
}
