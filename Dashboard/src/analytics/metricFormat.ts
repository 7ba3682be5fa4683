import type { DayRow } from '../api/types';
import { currencyOf, type Metric } from '../logic/analytics';
import { decimals, money, people, rate } from '../logic/numbers';
import { words } from '../words';

/** How a metric's number is written; money in the currency of the rows that it is made of. */
export function metricFormat(metric: Metric, rows: DayRow[]): (value: number | null) => string {
  switch (metric) {
    case 'capture':
    case 'conversion':
      return rate;
    case 'occupancy':
      return (value) => decimals(value, 1);
    case 'stay':
      return (value) => (value === null ? people(null) : words().time.minutes(Math.round(value)));
    case 'revenue':
    case 'perVisitor': {
      const currency = currencyOf(rows);
      return (value) => money(value, currency, metric === 'revenue' ? 0 : 2);
    }
    default:
      return people;
  }
}
