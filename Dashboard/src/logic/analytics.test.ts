import { describe, expect, it } from 'vitest';
import type { DayRow } from '../api/types';
import { aggregate, beforeOf, byPeriod, currencyOf, datesOf, periodsOf, readView, weekOf, type WeekHour } from './analytics';

const row = (date: string, some: Partial<DayRow>): DayRow => ({
  date, total_entries: null, total_exits: null, total_passing_traffic: null, avg_occupancy: null, peak_occupancy: null, avg_dwell_minutes: null,
  store_conversion_rate: null, transactions: null, revenue: null, currency: null, ...some,
}) as DayRow;

describe('aggregate', () => {
  const rows = [
    row('', { total_entries: 10, total_passing_traffic: 100, avg_occupancy: 4, peak_occupancy: 9, avg_dwell_minutes: 30, transactions: 5, store_conversion_rate: 0.5, revenue: 50, currency: 'EUR' }),
    row('', {}),
    row('', { total_entries: 30, total_passing_traffic: 100, avg_occupancy: 8, peak_occupancy: 7, avg_dwell_minutes: 10 }),
  ];

  it('sums counts, takes the highest peak, and makes rates of the sums', () => {
    expect(aggregate('entries', rows)).toBe(40);
    expect(aggregate('peak', rows)).toBe(9);
    expect(aggregate('occupancy', rows)).toBe(6);
    expect(aggregate('capture', rows)).toBe(20);
    expect(aggregate('stay', rows)).toBe(15);
  });

  it('relates sales to the visitors of the days that have sales', () => {
    expect(aggregate('transactions', rows)).toBe(5);
    expect(aggregate('conversion', rows)).toBe(50);
    expect(aggregate('revenue', rows)).toBe(50);
    expect(aggregate('perVisitor', rows)).toBe(5);
    // A week with sales on some of its days: 20 sales of 40 visitors, though 100 came.
    expect(aggregate('conversion', [row('', { total_entries: 100, transactions: 20, store_conversion_rate: 0.5 })])).toBe(50);
  });

  it('adds no euros to dollars', () => {
    const both = [...rows, row('', { revenue: 9, currency: 'USD' })];
    expect(currencyOf(both)).toBeNull();
    expect(aggregate('revenue', both)).toBeNull();
  });

  it('knows nothing of days without data: a gap is no zero', () => {
    for (const metric of ['entries', 'exits', 'occupancy', 'peak', 'capture', 'stay', 'conversion', 'revenue', 'perVisitor'] as const) expect(aggregate(metric, [row('', {})])).toBeNull();
    expect(aggregate('entries', [row('', { total_entries: 0 })])).toBe(0);
  });
});

describe('periods', () => {
  const rows = [row('2026-07-06', { total_entries: 5 }), row('2026-07-06', { total_entries: 4 }), row('2026-07-13', { total_entries: 8 })];

  it('add the stores of one time', () => {
    expect(byPeriod('entries', rows, ['2026-07-05', '2026-07-06', '2026-07-13'])).toEqual([null, 9, 8]);
  });

  it('are every day of the range, or the weeks and months that rows are of', () => {
    expect(periodsOf({ by: 'day', from: '2026-02-27', to: '2026-03-01' }, [])).toEqual(['2026-02-27', '2026-02-28', '2026-03-01']);
    expect(periodsOf({ by: 'week', from: '2026-07-06', to: '2026-07-19' }, rows)).toEqual(['2026-07-06', '2026-07-13']);
    expect(datesOf('2020-01-01', '2026-01-01').length).toBe(1100);
  });
});

describe('hours of the week', () => {
  const hour = (weekday: number, at: number, entries: number | null, peak: number | null): WeekHour => ({ weekday, hour: at, avg_entries: entries, avg_exits: null, avg_occupancy: null, peak_occupancy: peak });

  it('add stores, except for peaks, and leave gaps', () => {
    const answers = [[hour(1, 9, 4, 7), hour(7, 23, null, null)], [hour(1, 9, 3, 9)]];
    expect(weekOf('entries', answers)[0]?.[9]).toBe(7);
    expect(weekOf('peak', answers)[0]?.[9]).toBe(9);
    expect(weekOf('entries', answers)[6]?.[23]).toBeNull();
  });
});

describe('a view', () => {
  // A Tuesday.
  const read = (query: string) => readView(new URLSearchParams(query), '2026-11-24');

  it('is the last four weeks day by day by itself', () => {
    expect(read('')).toEqual({ metric: 'entries', range: '28', by: 'day', from: '2026-10-27', to: '2026-11-23', before: 'period', stores: [] });
  });

  it('is what the address says, and falls back where that is nonsense', () => {
    expect(read('metric=capture&range=custom&by=week&from=2026-11-01&to=2026-11-07&before=year&stores=a,b')).toEqual(
      { metric: 'capture', range: 'custom', by: 'week', from: '2026-11-01', to: '2026-11-07', before: 'year', stores: ['a', 'b'] });
    expect(read('metric=x&range=custom&from=2026-11-09&to=2026-11-07&by=hour')).toMatchObject({ metric: 'entries', range: '28', by: 'day' });
  });

  it('ends with the last whole week or month', () => {
    expect(read('range=91&by=week')).toMatchObject({ from: '2026-08-24', to: '2026-11-22' });
    expect(read('range=364')).toMatchObject({ by: 'week', from: '2025-11-24', to: '2026-11-22' });
    expect(read('range=364&by=month')).toMatchObject({ from: '2025-11-01', to: '2026-10-31' });
    expect(read('range=7&by=month')).toMatchObject({ from: '2026-10-01', to: '2026-10-31' });
  });

  it('is compared with whole weeks or months', () => {
    expect(beforeOf(read('range=28'))).toEqual({ from: '2026-09-29', to: '2026-10-26' });
    expect(beforeOf(read('range=custom&from=2026-11-01&to=2026-11-09'))).toEqual({ from: '2026-10-18', to: '2026-10-26' });
    expect(beforeOf(read('range=7&before=year'))).toEqual({ from: '2025-11-18', to: '2025-11-24' });
    expect(beforeOf(read('range=91&by=month'))).toEqual({ from: '2026-05-01', to: '2026-07-31' });
    expect(beforeOf(read('range=91&by=month&before=year'))).toEqual({ from: '2025-08-01', to: '2025-10-31' });
    expect(beforeOf(read('before=none'))).toBeNull();
  });
});
