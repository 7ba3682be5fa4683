import type { LineSeriesOption } from 'echarts/charts';
import type { Colours } from '../charts/colours';
import { categoryAxis, frame, tipTable, valueAxis, type Option } from '../charts/options';
import type { Expected } from '../logic/forecast';
import type { HourPoint } from '../logic/hours';
import { people } from '../logic/numbers';
import { words } from '../words';

/** Bars for who came and went, a dashed line for who came on the compared day. The running hour is paler, a gap stays a gap. What is to come is a band with a dotted middle. */
export function hoursOption(points: HourPoint[], other: HourPoint[], otherName: string | null, expected: (Expected | null)[], colours: Colours): Option {
  const w = words().hours;
  const bars = (pick: (p: HourPoint) => number | null) =>
    points.map((p) => ({ value: pick(p), itemStyle: { opacity: p.state === 'open' ? 0.55 : 1 } }));
  return {
    ...frame(colours),
    xAxis: categoryAxis(colours, points.map((p) => p.label)),
    yAxis: { ...valueAxis(colours), minInterval: 1 },
    tooltip: {
      ...frame(colours).tooltip,
      axisPointer: { type: 'shadow' },
      formatter: (hovered) => {
        const index = (Array.isArray(hovered) ? hovered[0] : hovered)?.dataIndex ?? -1;
        return tooltip(points[index], other[index], otherName, expected[index] ?? null);
      },
    },
    series: [
      { name: w.entries, type: 'bar', data: bars((p) => p.entries), color: colours.entries, barGap: '8%', barCategoryGap: '28%', itemStyle: { borderRadius: [3, 3, 0, 0] } },
      { name: w.exits, type: 'bar', data: bars((p) => p.exits), color: colours.exits, itemStyle: { borderRadius: [3, 3, 0, 0] } },
      {
        name: otherName ?? '', type: 'line', data: points.map((_, index) => other[index]?.entries ?? null), color: colours.before, connectNulls: false,
        symbol: 'none', step: 'middle', lineStyle: { width: 1.5, type: 'dashed' },
      },
      ...band(expected, colours),
    ],
  };
}

/** Two lines upon each other: an invisible one at the lower end, and the distance to the upper one as an area. */
function band(expected: (Expected | null)[], colours: Colours): LineSeriesOption[] {
  if (!expected.some((one) => one !== null)) return [];
  const line = { type: 'line' as const, symbol: 'none', step: 'middle' as const, connectNulls: false, silent: true, color: colours.entries };
  return [
    { ...line, stack: 'expected', data: expected.map((one) => one?.low ?? null), lineStyle: { opacity: 0 } },
    { ...line, stack: 'expected', data: expected.map((one) => (one ? one.high - one.low : null)), lineStyle: { opacity: 0 }, areaStyle: { opacity: 0.18 } },
    { ...line, data: expected.map((one) => one?.middle ?? null), lineStyle: { width: 1.5, type: 'dotted' } },
  ];
}

function tooltip(point: HourPoint | undefined, other: HourPoint | undefined, otherName: string | null, expected: Expected | null): string {
  if (!point) return '';
  const w = words().hours;
  const counted = point.entries !== null || point.occupancy !== null;
  const rows: [string, string][] = counted
    ? [[w.entries, people(point.entries)], [w.exits, people(point.exits)]]
    : [[point.state === 'future' ? w.notYet : w.noReadings, '']];
  if (expected) rows.push([w.forecast, w.between(people(expected.middle), people(expected.low), people(expected.high))]);
  if (otherName) rows.push([w.entriesOf(otherName), people(other?.entries)]);
  return tipTable(point.label + (point.state === 'open' ? ` ${w.soFar}` : ''), rows);
}
