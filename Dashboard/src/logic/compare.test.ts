import { describe, expect, it } from 'vitest';
import { changeOf, comparable, entriesToThisTime, meanStay } from './compare';
import { HOUR, type HourPoint } from './hours';

const hour = (entries: number | null, occupancy: number | null = null, state: HourPoint['state'] = 'past'): HourPoint =>
  ({ start: 0, label: '', entries, exits: entries, occupancy, peak: null, completeness: entries === null ? null : 1, state });

describe('entriesToThisTime', () => {
  it('counts whole hours and the share of the running one', () => {
    expect(entriesToThisTime([hour(10), hour(20), hour(40)], 1.5 * HOUR)).toBe(20);
    expect(entriesToThisTime([hour(10), hour(20), hour(40)], 9 * HOUR)).toBe(70);
  });

  it('is unknown when readings are missing, but not when the store was closed', () => {
    expect(entriesToThisTime([hour(null), hour(20)], 2 * HOUR)).toBe(20);
    expect(entriesToThisTime([{ ...hour(null), completeness: 0 }, hour(20)], 2 * HOUR)).toBeNull();
    expect(entriesToThisTime([hour(null)], HOUR)).toBeNull();
    expect(entriesToThisTime([], HOUR)).toBeNull();
  });
});

describe('changeOf', () => {
  it('is a share, and nothing without a then', () => {
    expect(changeOf(106, 100)).toBeCloseTo(0.06);
    expect(changeOf(5, 0)).toBeNull();
    expect(changeOf(5, null)).toBeNull();
    expect(changeOf(undefined, 5)).toBeNull();
  });
});

describe('comparable', () => {
  it('needs nine tenths of the hours', () => {
    const hours = (n: number) => Array.from({ length: n }, () => ({ total_entries: 1 }));
    expect(comparable(hours(10), [...hours(9), { total_entries: null }])).toBe(true);
    expect(comparable(hours(10), hours(8))).toBe(false);
    expect(comparable([], [])).toBe(false);
  });
});

describe('meanStay', () => {
  it('follows Little: mean occupancy times minutes by entries', () => {
    expect(meanStay([hour(20, 10), hour(40, 20), hour(1, 99, 'open')])).toBe(30);
    expect(meanStay([hour(9, 10)])).toBeNull();
  });
});
