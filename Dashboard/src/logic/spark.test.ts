import { describe, expect, it } from 'vitest';
import { sparkArea, sparkPath } from './spark';

describe('sparkPath', () => {
  it('goes from left to right, the largest on top', () => {
    expect(sparkPath([0, 10, 5], 3, 10, 100, 20)).toBe('M0 20L50 0L100 10');
  });

  it('breaks at a gap and leaves room for hours to come', () => {
    expect(sparkPath([1, null, 1], 5, 1, 100, 20)).toBe('M0 0M50 0');
  });

  it('is flat when nobody came', () => {
    expect(sparkPath([0, 0], 2, 0, 100, 20)).toBe('M0 20L100 20');
  });
});

it('sparkArea closes every run at the bottom', () => {
  expect(sparkArea([5, 10, null, 10], 4, 10, 90, 20)).toBe('M0 10L30 0L30 20L0 20ZM90 0L90 20L90 20Z');
});
