import { describe, expect, it } from 'vitest';
import { hoursDraft, hoursOf, hoursProblems, openSpans, WEEKDAYS } from './operatingHours';

const at = (text: string) => Date.parse(text);

describe('operating hours in the editor', () => {
  it('come out as they went in', () => {
    const hours = {
      monday: [{ open: '09:00', close: '13:00' }, { open: '14:00', close: '02:00' }],
      exceptions: [{ date: '2026-12-25', hours: [] }],
    };
    const back = hoursOf(hoursDraft(hours));
    expect(back.monday).toEqual(hours.monday);
    expect(back.exceptions).toEqual(hours.exceptions);
    expect(back.tuesday).toEqual([]);
  });

  it('say always open by naming no weekday', () => {
    expect(hoursOf(hoursDraft({}))).toEqual({});
    expect(hoursDraft({}).always).toBe(true);
  });

  it('name every weekday when the store is closed all week', () => {
    const closed = { always: false, week: WEEKDAYS.map(() => []), exceptions: [] };
    expect(Object.keys(hoursOf(closed))).toEqual(WEEKDAYS);
  });

  it('refuse intervals that overlap, also past midnight, times that are missing and dates given twice', () => {
    const of = (...day: { open: string; close: string }[]) => ({ always: false, week: [day, [], [], [], [], [], []], exceptions: [] });
    expect(hoursProblems(of({ open: '09:00', close: '12:00' }, { open: '12:00', close: '18:00' }))).toEqual([]);
    expect(hoursProblems(of({ open: '09:00', close: '13:00' }, { open: '12:00', close: '18:00' }))).toHaveLength(1);
    expect(hoursProblems(of({ open: '22:00', close: '02:00' }, { open: '23:00', close: '23:30' }))).toHaveLength(1);
    expect(hoursProblems(of({ open: '', close: '13:00' }))).toHaveLength(1);
    const twice = { always: true, week: [], exceptions: [{ date: '2026-12-25', hours: [] }, { date: '2026-12-25', hours: [] }] };
    expect(hoursProblems(twice)).toHaveLength(1);
  });
});

describe('openSpans', () => {
  it('is nothing to draw for a store that is always open', () => {
    expect(openSpans({}, '2026-11-24', 'Europe/Lisbon', '00:00')).toBeNull();
  });

  it('brings last night into a day and cuts at its end', () => {
    const bar = { monday: [{ open: '20:00', close: '03:00' }], tuesday: [{ open: '20:00', close: '03:00' }] };
    expect(openSpans(bar, '2026-11-24', 'UTC', '00:00')).toEqual([
      [at('2026-11-24T00:00:00Z'), at('2026-11-24T03:00:00Z')],
      [at('2026-11-24T20:00:00Z'), at('2026-11-25T00:00:00Z')],
    ]);
  });

  it('lets an exception replace the hours of its date', () => {
    const shop = { tuesday: [{ open: '09:00', close: '18:00' }], exceptions: [{ date: '2026-11-24', hours: [{ open: '10:00', close: '12:00' }] }] };
    expect(openSpans(shop, '2026-11-24', 'Europe/Lisbon', '00:00')).toEqual([[at('2026-11-24T10:00:00Z'), at('2026-11-24T12:00:00Z')]]);
    expect(openSpans(shop, '2026-12-01', 'Europe/Lisbon', '00:00')).toHaveLength(1);
    expect(openSpans(shop, '2026-12-02', 'Europe/Lisbon', '00:00')).toEqual([]);
  });
});
