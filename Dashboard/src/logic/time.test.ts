import { describe, expect, it } from 'vitest';
import { addDays, ago, businessDate, clock, clockWithDay, instantOf, isDate, localDate, utcOffset, zoneNote } from './time';

const at = (text: string) => Date.parse(text);

describe('local times', () => {
  it('shows the wall clock of the zone', () => {
    expect(clock('2026-07-01T12:30:00Z', 'Europe/Lisbon')).toBe('13:30');
    expect(clock('2026-07-01T12:30:00Z', 'Asia/Kolkata')).toBe('18:00');
    expect(clock('2026-07-01T23:00:00Z', 'Europe/Lisbon')).toBe('00:00');
  });

  it('names the day only when it is another one in that zone', () => {
    const now = at('2026-11-23T12:00:00Z');
    expect(clockWithDay('2026-11-23T09:00:00Z', now, 'Europe/Lisbon')).toBe('09:00');
    expect(clockWithDay('2026-11-22T21:00:00Z', now, 'Europe/Lisbon')).toBe('Sun 21:00');
    expect(clockWithDay('2026-11-01T21:00:00Z', now, 'Europe/Lisbon')).toBe('1 Nov 21:00');
  });

  it('says how long ago in the largest fitting unit', () => {
    const now = at('2026-11-23T12:00:00Z');
    expect(ago('2026-11-23T11:59:58Z', now)).toBe('just now');
    expect(ago('2026-11-23T11:59:20Z', now)).toBe('40 s ago');
    expect(ago('2026-11-23T11:48:00Z', now)).toBe('12 min ago');
    expect(ago('2026-11-22T12:00:00Z', now)).toBe('24 h ago');
    expect(ago('2026-11-20T12:00:00Z', now)).toBe('3 days ago');
    expect(ago('2026-11-23T12:00:09Z', now)).toBe('just now');
  });
});

describe('businessDate', () => {
  it('is the date on the wall of the store', () => {
    expect(businessDate(at('2026-11-23T23:30:00Z'), 'Europe/Berlin', '00:00')).toBe('2026-11-24');
    expect(businessDate(at('2026-11-23T02:00:00Z'), 'America/New_York', null)).toBe('2026-11-22');
  });

  it('begins at day_start', () => {
    expect(businessDate(at('2026-11-23T05:59:00Z'), 'Europe/Lisbon', '06:00')).toBe('2026-11-22');
    expect(businessDate(at('2026-11-23T06:00:00Z'), 'Europe/Lisbon', '06:00')).toBe('2026-11-23');
  });
});

describe('dates', () => {
  it('adds days over months and leap days', () => {
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
  });

  it('accepts calendar dates only', () => {
    expect(isDate('2026-11-23')).toBe(true);
    for (const wrong of ['2026-13-01', '23.11.2026', '', null]) expect(isDate(wrong)).toBe(false);
  });
});

describe('instantOf', () => {
  it('is the inverse of the wall clock, also on the days the clocks change', () => {
    for (const [date, zone, utc] of [
      ['2026-11-23', 'Europe/Berlin', '2026-11-22T23:00:00Z'],
      ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00Z'],
      ['2026-10-25', 'Europe/Berlin', '2026-10-24T22:00:00Z'],
      ['2026-11-23', 'Asia/Kolkata', '2026-11-22T18:30:00Z'],
    ] as const) {
      expect(instantOf(date, '00:00', zone)).toBe(at(utc));
      expect(localDate(at(utc), zone)).toBe(date);
    }
  });

  it('takes the earlier of two, and a time the clocks skip as the moment after', () => {
    expect(instantOf('2026-10-25', '02:30', 'Europe/Berlin')).toBe(at('2026-10-25T00:30:00Z'));
    expect(instantOf('2026-03-29', '02:30', 'Europe/Berlin')).toBe(at('2026-03-29T01:30:00Z'));
  });
});

describe('zoneNote', () => {
  const now = at('2026-07-01T12:00:00Z');

  it('is silent when the viewer sees the same time', () => {
    expect(zoneNote('Europe/Lisbon', now, 'Europe/London')).toBeNull();
  });

  it('names the place and its offset', () => {
    expect(zoneNote('America/New_York', now, 'Europe/London')).toBe('New York time, UTC−4');
    expect(zoneNote('Asia/Kolkata', now, 'Europe/London')).toBe('Kolkata time, UTC+5:30');
    expect(utcOffset(0)).toBe('UTC');
  });
});
