import { describe, expect, it } from 'vitest';
import type { Forecast } from '../api/types';
import { expectedOf } from './forecast';
import { HOUR, type HourPoint } from './hours';

const start = Date.parse('2026-03-02T10:00:00Z');
const point = (index: number, state: HourPoint['state']) => ({ start: start + index * HOUR, state }) as HourPoint;
const hour = (index: number) => ({ hour_start: new Date(start + index * HOUR).toISOString(), total_entries: 12.5, total_entries_low: 8, total_entries_high: 17 });

describe('the forecast of a day', () => {
  it('is of the hours to come, and of nothing that has been counted', () => {
    const forecast = { data: [hour(0), hour(1), hour(2)] } as Forecast;
    const expected = expectedOf([point(0, 'past'), point(1, 'open'), point(2, 'future'), point(3, 'future')], forecast);
    expect(expected).toEqual([null, null, { middle: 12.5, low: 8, high: 17 }, null]);
  });

  it('is nothing without one', () => {
    expect(expectedOf([point(2, 'future')], undefined)).toEqual([null]);
  });
});
