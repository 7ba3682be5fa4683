import type { Metric } from '../logic/analytics';
import { decimals, people, rate } from '../logic/numbers';
import { words } from '../words';

/** How a metric's number is written. */
export function metricFormat(metric: Metric): (value: number | null) => string {
  switch (metric) {
    case 'capture':
      return rate;
    case 'occupancy':
      return (value) => decimals(value, 1);
    case 'stay':
      return (value) => (value === null ? people(null) : words().time.minutes(Math.round(value)));
    default:
      return people;
  }
}
