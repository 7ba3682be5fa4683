import { HOUR, type HourPoint } from './hours';

/** Entries of another day up to the same time of day: whole hours, and of the running one the share that has passed. Null when a passed hour is missing. */
export function entriesToThisTime(other: HourPoint[], elapsed: number): number | null {
  let sum = 0;
  for (const [index, point] of other.entries()) {
    const share = Math.min(1, Math.max(0, elapsed / HOUR - index));
    if (share === 0) break;
    // Hours outside opening times have no expectation and often no row; nothing was counted then.
    if (point.entries === null && point.completeness !== null) return null;
    sum += (point.entries ?? 0) * share;
  }
  return other.some((p) => p.entries !== null) ? sum : null;
}

/** (this − then) / then; null when then is 0 or missing. */
export function changeOf(now: number | null | undefined, then: number | null | undefined): number | null {
  return now === null || now === undefined || !then ? null : (now - then) / then;
}

/** Whether another time was measured well enough to compare with: at least 90 % as many hours with readings. */
export function comparable(now: { total_entries: number | null }[], then: { total_entries: number | null }[]): boolean {
  const counted = (rows: { total_entries: number | null }[]) => rows.filter((row) => row.total_entries !== null).length;
  return counted(then) > 0 && counted(then) >= 0.9 * counted(now);
}

/** Mean stay in minutes by Little's law over the hours so far, of at least 10 entries. */
export function meanStay(points: HourPoint[]): number | null {
  const counted = points.filter((p) => p.state === 'past' && p.entries !== null && p.occupancy !== null);
  const entries = counted.reduce((sum, p) => sum + (p.entries ?? 0), 0);
  const personMinutes = counted.reduce((sum, p) => sum + (p.occupancy ?? 0) * 60, 0);
  return entries < 10 ? null : personMinutes / entries;
}
