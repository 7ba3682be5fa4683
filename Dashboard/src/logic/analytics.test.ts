import { describe, expect, it } from 'vitest';
import type { HourRow } from '../api/types';
import { aggregate, byDay, datesOf, daysBack, hourOfWeek, mostStores, place, readView } from './analytics';

const row = (hour_start: string, some: Partial<HourRow>): HourRow => ({ hour_start, total_entries: null, total_exits: null, total_passing_traffic: null, avg_occupancy: null, peak_occupancy: null, ...some }) as HourRow;

describe('aggregate', () => {
  const rows = [row('', { total_entries: 10, total_passing_traffic: 100, avg_occupancy: 4, peak_occupancy: 9 }), row('', {}), row('', { total_entries: 30, total_passing_traffic: 100, avg_occupancy: 8, peak_occupancy: 7 })];

  it('sums counts, takes the highest peak, and makes rates of the sums', () => {
    expect(aggregate('entries', rows)).toBe(40);
    expect(aggregate('peak', rows)).toBe(9);
    expect(aggregate('occupancy', rows)).toBe(6);
    expect(aggregate('capture', rows)).toBe(20);
    expect(aggregate('stay', rows)).toBe(18);
  });

  it('knows nothing of hours without data: a gap is no zero', () => {
    for (const metric of ['entries', 'exits', 'occupancy', 'peak', 'capture', 'stay'] as const) expect(aggregate(metric, [row('', {})])).toBeNull();
    expect(aggregate('entries', [row('', { total_entries: 0 })])).toBe(0);
  });
});

describe('by day and by hour of the week', () => {
  // In Lisbon's summer 23:00 UTC is midnight of the next day. 2026-07-06 is a Monday.
  const hours = place(
    [row('2026-07-05T23:00:00Z', { total_entries: 1 }), row('2026-07-06T08:00:00Z', { total_entries: 4 }), row('2026-07-13T08:00:00Z', { total_entries: 8 }), row('2026-07-13T08:00:00Z', { total_entries: 2 })],
    'Europe/Lisbon', '00:00',
  );

  it('follows the store’s calendar', () => {
    expect(byDay('entries', hours, ['2026-07-05', '2026-07-06', '2026-07-13'])).toEqual([null, 5, 10]);
  });

  it('adds stores of one day, then means over the weeks', () => {
    const week = hourOfWeek('entries', hours);
    expect(week[0]?.[9]).toBe(7);
    expect(week[0]?.[0]).toBe(1);
    expect(week[6]?.[9]).toBeNull();
  });
});

describe('a view', () => {
  const read = (query: string) => readView(new URLSearchParams(query), '2026-11-24');

  it('is the last four whole weeks by itself', () => {
    expect(read('')).toEqual({ metric: 'entries', range: '28', from: '2026-10-27', to: '2026-11-23', before: 'period', stores: [] });
  });

  it('is what the address says, and falls back where that is nonsense', () => {
    expect(read('metric=capture&range=custom&from=2026-11-01&to=2026-11-07&before=year&stores=a,b')).toEqual(
      { metric: 'capture', range: 'custom', from: '2026-11-01', to: '2026-11-07', before: 'year', stores: ['a', 'b'] });
    expect(read('metric=x&range=custom&from=2026-11-09&to=2026-11-07')).toMatchObject({ metric: 'entries', range: '28' });
  });

  it('compares whole weeks', () => {
    expect(daysBack('period', 28)).toBe(28);
    expect(daysBack('period', 30)).toBe(35);
    expect(daysBack('year', 7)).toBe(364);
    expect(daysBack('none', 7)).toBeNull();
  });

  it('has every day once, and a bound', () => {
    expect(datesOf('2026-02-27', '2026-03-01')).toEqual(['2026-02-27', '2026-02-28', '2026-03-01']);
    expect(mostStores(28)).toBe(20);
    expect(mostStores(5000)).toBe(1);
  });
});
