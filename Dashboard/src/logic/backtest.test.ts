import { describe, expect, it } from 'vitest';
import type { HourRow } from '../api/types';
import { backtest } from './backtest';

const rows = [50, 95, 97, 40, null, 99].map((peak, hour) => ({ hour_start: `h${hour}`, peak_occupancy: peak, total_entries: peak }) as HourRow);
const rule = { type: 'occupancy', metric: 'utilization', operator: '>', value: 0.9, period: 'now' };

describe('backtest', () => {
  it('counts hours in a row once, and a gap ends them', () => {
    expect(backtest(rule, rows, 100)).toEqual({ times: 2, latest: 'h5' });
    expect(backtest({ ...rule, metric: 'occupancy', value: 96 }, rows, null)).toEqual({ times: 2, latest: 'h5' });
    expect(backtest({ ...rule, type: 'metric', metric: 'entries', operator: '<=', value: 50, period: 'hour' }, rows, null)).toEqual({ times: 2, latest: 'h3' });
  });

  it('says nothing where hours can’t tell', () => {
    expect(backtest(rule, rows, null)).toBeNull();
    expect(backtest({ ...rule, type: 'sensor_offline' }, rows, 100)).toBeNull();
    expect(backtest({ ...rule, value: null }, rows, 100)).toBeNull();
  });
});
