import type { HourRow } from '../api/types';

export interface Backtest {
  /** How often it would have begun to fire. */
  times: number;
  /** The start of the latest such hour. */
  latest: string | null;
}

interface Tested {
  type: string;
  metric: string | null;
  operator: string | null;
  value: number | null;
  period: string;
}

/**
 * When a rule would have fired, from hour rows in order: hours in a row for which it holds are one time. An hour's peak stands for
 * people in the store, so that a rule that must hold for minutes may have fired less often. Null when hours can't tell.
 */
export function backtest(rule: Tested, rows: HourRow[], capacity: number | null): Backtest | null {
  const { operator, value } = rule;
  const pick = numberOf(rule, capacity);
  if (pick === null || operator === null || value === null) return null;
  let times = 0;
  let latest: string | null = null;
  let held = false;
  for (const row of rows) {
    const number = pick(row);
    const holds = number !== null && compare(number, operator, value);
    if (holds && !held) {
      times++;
      latest = row.hour_start;
    }
    held = holds;
  }
  return { times, latest };
}

function numberOf(rule: Tested, capacity: number | null): ((row: HourRow) => number | null) | null {
  if (rule.type === 'occupancy') {
    if (rule.metric !== 'utilization') return (row) => row.peak_occupancy;
    return capacity ? (row) => (row.peak_occupancy === null ? null : row.peak_occupancy / capacity) : null;
  }
  if (rule.type !== 'metric' || rule.period !== 'hour') return null;
  switch (rule.metric) {
    case 'entries':
      return (row) => row.total_entries;
    case 'exits':
      return (row) => row.total_exits;
    case 'net_flow':
      return (row) => row.net_flow;
    case 'peak_occupancy':
      return (row) => row.peak_occupancy;
    case 'passing_traffic':
      return (row) => row.total_passing_traffic;
    case 'capture_rate':
      return (row) => row.capture_rate;
    default:
      return null;
  }
}

function compare(number: number, operator: string, value: number): boolean {
  switch (operator) {
    case '>':
      return number > value;
    case '>=':
      return number >= value;
    case '<':
      return number < value;
    default:
      return number <= value;
  }
}
