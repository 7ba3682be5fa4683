import type { Forecast } from '../api/types';
import type { HourPoint } from './hours';
import { millis } from './time';

/** What is to be expected of an hour: the middle, and between what it will be with the forecast's coverage. */
export interface Expected {
  middle: number;
  low: number;
  high: number;
}

/** What is to be expected of each hour of a day; null for hours that have begun, are closed, or have no forecast. */
export function expectedOf(points: HourPoint[], forecast: Forecast | undefined): (Expected | null)[] {
  const byStart = new Map(forecast?.data.map((hour) => [millis(hour.hour_start), hour]));
  return points.map((point) => {
    const hour = point.state === 'future' ? byStart.get(point.start) : undefined;
    return hour ? { middle: hour.total_entries, low: hour.total_entries_low, high: hour.total_entries_high } : null;
  });
}
