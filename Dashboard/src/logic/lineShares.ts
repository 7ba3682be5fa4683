import type { LineType, SensorLive } from '../api/types';

export interface LineShare {
  sensorId: string;
  line: string;
  name: string;
  type: LineType;
  in: number;
  out: number;
  /** Of all that the doors counted today; null for lines that are no door, and while nobody came. */
  share: number | null;
}

const ORDER: Record<LineType, number> = { entrance: 0, exit: 0, passing: 1, internal: 2, ignore: 3 };

/** All lines of a store, doors first, the busiest on top. */
export function lineShares(sensors: SensorLive[]): LineShare[] {
  const lines = sensors.flatMap((sensor) =>
    sensor.lines.map((l) => ({ sensorId: sensor.sensor_id, line: l.line, name: l.name ?? l.line, type: l.type, in: l.in_today, out: l.out_today })),
  );
  const isDoor = (type: LineType) => type === 'entrance' || type === 'exit';
  const all = lines.filter((l) => isDoor(l.type)).reduce((sum, l) => sum + l.in + l.out, 0);
  return lines
    .map((l) => ({ ...l, share: isDoor(l.type) && all > 0 ? (l.in + l.out) / all : null }))
    .sort((a, b) => ORDER[a.type] - ORDER[b.type] || b.in + b.out - (a.in + a.out));
}
