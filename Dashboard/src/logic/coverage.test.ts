import { describe, expect, it } from 'vitest';
import { coverage } from './coverage';

const states = (c: ReturnType<typeof coverage>) => c.segments.map((s) => [s.from, s.to, s.state]);

describe('coverage', () => {
  it('shows what came, what is missing and what is not due yet', () => {
    const c = coverage([{ from: 0, to: 10 }, { from: 20, to: 30 }], 0, 50, 15);
    expect(states(c)).toEqual([[0, 10, 'received'], [10, 20, 'missing'], [20, 30, 'received'], [30, 35, 'missing'], [35, 50, 'pending']]);
    expect(c.share).toBeCloseTo(20 / 35);
  });

  it('takes readings in any order and cuts an open one at now', () => {
    expect(states(coverage([{ from: 10, to: 60 }, { from: 0, to: 10 }], 0, 40, 5))).toEqual([[0, 10, 'received'], [10, 40, 'received']]);
    expect(coverage([{ from: 10, to: 60 }, { from: 0, to: 10 }], 0, 40, 5).share).toBe(1);
  });

  it('expects nothing before anything is due', () => {
    expect(coverage([], 0, 5, 10)).toEqual({ segments: [{ from: 0, to: 5, state: 'pending' }], received: 0, share: null });
  });
});
