import { describe, expect, it } from 'vitest';
import { connectionWord, phaseAfter, retryDelay, staleAge } from './connection';

describe('retryDelay', () => {
  it('grows to ten seconds and stays there, spread by a quarter', () => {
    expect([0, 1, 2, 3, 4, 5, 60].map((failures) => retryDelay(failures, 0.5))).toEqual([0, 1000, 2000, 4000, 7000, 10000, 10000]);
    expect(retryDelay(6, 0)).toBe(7_500);
    expect(retryDelay(6, 1)).toBe(12_500);
  });
});

describe('phaseAfter', () => {
  it('says reconnecting first, and offline when tries keep failing', () => {
    expect([0, 1, 2, 3].map((failures) => phaseAfter(failures, true))).toEqual(['reconnecting', 'reconnecting', 'reconnecting', 'offline']);
    expect(phaseAfter(0, false)).toBe('connecting');
  });
});

describe('connectionWord', () => {
  it('says since when the connection is gone', () => {
    const since = new Date(2026, 10, 23, 12, 3).getTime();
    expect(connectionWord({ phase: 'offline', since }, since + 60_000)).toBe('Offline since 12:03');
    expect(connectionWord({ phase: 'live', since: null }, since)).toBe('Live');
  });
});

describe('staleAge', () => {
  const now = 1_000_000;

  it('trusts numbers while live, however old the last change', () => {
    expect(staleAge({ phase: 'live', since: null }, 0, now)).toBeNull();
  });

  it('tells the age once nobody has confirmed a number for a while', () => {
    const away = { phase: 'reconnecting' as const, since: now - 60_000 };
    expect(staleAge(away, now - 60_000, now)).toBe(60_000);
    expect(staleAge(away, now - 5_000, now)).toBeNull();
    expect(staleAge(away, undefined, now)).toBeNull();
  });
});
