import type { Colours } from '../charts/colours';
import { frame, tipTable, valueAxis, type Option } from '../charts/options';
import { HOUR, type HourPoint } from '../logic/hours';
import { people } from '../logic/numbers';
import { words } from '../words';

export interface OccupancyView {
  points: HourPoint[];
  other: HourPoint[];
  start: number;
  /** The live number, at the end of the line; null when the day is over or nobody knows. */
  now: { at: number; occupancy: number } | null;
  capacity: number | null;
  /** Open times in milliseconds; null when always open. */
  open: [number, number][] | null;
  otherName: string | null;
}

/** Hours since the day began; an hour's mean stands at its middle. */
const middle = (index: number) => index + 0.5;

export function occupancyOption(view: OccupancyView, colours: Colours): Option {
  const { points, other, start, now, capacity, open } = view;
  const w = words().charts;
  const line = points.map((p, index): [number, number | null] => [middle(index), p.state === 'past' ? p.occupancy : null]);
  const past = line.filter((_, index) => points[index]?.state === 'past');
  const today = now === null ? past : [...past, [(now.at - start) / HOUR, now.occupancy] as [number, number]];
  const highest = Math.max(0, ...[...points, ...other].map((p) => p.occupancy ?? 0), now?.occupancy ?? 0);
  // A capacity far above all that happened would press the day flat.
  const showCapacity = capacity !== null && highest > capacity * 0.35;
  const yAxis = valueAxis(colours);
  return {
    ...frame(colours),
    xAxis: {
      type: 'value',
      min: 0,
      max: points.length,
      interval: 3,
      axisLine: { lineStyle: { color: colours.line } },
      splitLine: { show: false },
      axisLabel: { color: colours.soft, fontSize: 12, hideOverlap: true, formatter: (x: number) => points[x]?.label ?? '' },
    },
    yAxis: { ...yAxis, min: 0, minInterval: 1, ...(showCapacity ? { max: Math.max(capacity, Math.ceil(highest * 1.05)), axisLabel: { ...yAxis.axisLabel, showMaxLabel: false } } : {}) },
    tooltip: {
      ...frame(colours).tooltip,
      formatter: (hovered) => {
        const x = ((Array.isArray(hovered) ? hovered[0] : hovered)?.value as [number, number] | undefined)?.[0] ?? -1;
        const index = Math.floor(x);
        const point = points[index];
        if (!point) return '';
        const rows: [string, string][] = [[w.average, people(point.occupancy)], [w.peak, people(point.peak)]];
        if (view.otherName) rows.push([view.otherName, people(other[index]?.occupancy)]);
        return tipTable(point.label, rows);
      },
    },
    series: [
      {
        name: w.today, type: 'line', data: today, color: colours.occupancy, connectNulls: false, smooth: 0.25, smoothMonotone: 'x', showSymbol: false, lineStyle: { width: 2.5 },
        areaStyle: { opacity: 0.16 },
        markArea: { silent: true, itemStyle: { color: colours.open }, data: (open ?? []).map(([from, to]) => [{ xAxis: (from - start) / HOUR }, { xAxis: (to - start) / HOUR }]) },
        ...(showCapacity ? { markLine: { silent: true, symbol: 'none', lineStyle: { color: colours.warning, type: 'solid', width: 1.5 }, label: { position: 'insideEndTop', color: colours.soft, formatter: w.capacityOf(people(capacity)) }, data: [{ yAxis: capacity }] } } : {}),
        ...(now === null ? {} : { markPoint: { silent: true, symbol: 'circle', symbolSize: 9, itemStyle: { color: colours.occupancy, borderColor: colours.surface, borderWidth: 2 }, label: { show: false }, data: [{ name: '', coord: [(now.at - start) / HOUR, now.occupancy] }] } }),
      },
      {
        name: view.otherName ?? '', type: 'line', data: other.map((p, index): [number, number | null] => [middle(index), p.occupancy]), color: colours.before,
        connectNulls: false, smooth: 0.25, smoothMonotone: 'x', showSymbol: false, lineStyle: { width: 1.5, type: 'dashed' },
      },
    ],
  };
}
