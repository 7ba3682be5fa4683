import { expect, it } from 'vitest';
import type { LineType, SensorLive } from '../api/types';
import { lineShares } from './lineShares';

const sensor = (id: string, ...lines: [string, LineType, number, number][]) =>
  ({ sensor_id: id, lines: lines.map(([line, type, in_today, out_today]) => ({ line, name: null, type, in_today, out_today })) }) as unknown as SensorLive;

it('shares what the doors counted among the doors alone, the busiest first', () => {
  const shares = lineShares([sensor('a', ['line1', 'entrance', 10, 20], ['line2', 'passing', 500, 500]), sensor('b', ['line1', 'exit', 0, 70])]);
  expect(shares.map((s) => [s.sensorId, s.line, s.share])).toEqual([['b', 'line1', 0.7], ['a', 'line1', 0.3], ['a', 'line2', null]]);
});

it('has no shares before anybody came', () => {
  expect(lineShares([sensor('a', ['line1', 'entrance', 0, 0])])[0]?.share).toBeNull();
});
