import { describe, expect, it } from 'vitest';
import type { HourRow } from '../api/types';
import { aroundAlert, chartedField, shareOfTime } from './alertChart';

const row = (start: string, peak: number | null) => ({ hour_start: start, peak_occupancy: peak }) as HourRow;
const at = (text: string) => Date.parse(text);

describe('the chart beside an alert', () => {
  it('shows the number that the rule watches, of a silent sensor its readings, else nothing', () => {
    expect(chartedField('occupancy', false)).toBe('peak_occupancy');
    expect(chartedField('utilization', false)).toBe('utilization');
    expect(chartedField(null, true)).toBe('total_entries');
    expect(chartedField(null, false)).toBeNull();
    expect(chartedField('region1', false)).toBeNull();
  });

  it('has even steps from the first part of the store’s own, and a gap where a row is missing', () => {
    const rows = [row('2026-03-01T10:30:00Z', 5), row('2026-03-01T09:30:00Z', 3), row('2026-03-01T12:30:00Z', null)];
    const view = aroundAlert(rows, 'peak_occupancy', at('2026-03-01T09:00:00Z'), at('2026-03-01T13:00:00Z'), 60);
    expect(view.values).toEqual([3, 5, null, null]);
    expect(view.from).toBe(at('2026-03-01T09:30:00Z'));
    expect(view.to).toBe(at('2026-03-01T13:30:00Z'));
  });

  it('places the alert within its time', () => {
    expect(shareOfTime(15, 10, 20)).toBe(0.5);
    expect(shareOfTime(99, 10, 20)).toBe(1);
  });
});
