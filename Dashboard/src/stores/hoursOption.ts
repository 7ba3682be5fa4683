import type { BarSeriesOption, LineSeriesOption } from 'echarts/charts';
import type { GridComponentOption, TooltipComponentOption } from 'echarts/components';
import type { ComposeOption } from 'echarts/core';
import type { HourPoint } from '../logic/hours';
import { people } from '../logic/numbers';

type Option = ComposeOption<BarSeriesOption | LineSeriesOption | GridComponentOption | TooltipComponentOption>;

export interface Colours {
  entries: string;
  exits: string;
  occupancy: string;
  ink: string;
  soft: string;
  line: string;
  surface: string;
}

export function readColours(): Colours {
  const style = getComputedStyle(document.documentElement);
  const of = (name: string) => style.getPropertyValue(name).trim();
  return {
    entries: of('--chart-entries'),
    exits: of('--chart-exits'),
    occupancy: of('--chart-occupancy'),
    ink: of('--ink'),
    soft: of('--ink-soft'),
    line: of('--line'),
    surface: of('--surface'),
  };
}

/** People on one axis: bars for who came and went, a line for who was there. The running hour is paler, a gap stays a gap. */
export function hoursOption(points: HourPoint[], colours: Colours): Option {
  const bars = (pick: (p: HourPoint) => number | null) =>
    points.map((p) => ({ value: pick(p), itemStyle: { opacity: p.state === 'open' ? 0.55 : 1 } }));
  return {
    animationDuration: 200,
    animationDurationUpdate: 200,
    textStyle: { fontFamily: 'inherit' },
    grid: { left: 4, right: 4, top: 20, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    xAxis: {
      type: 'category',
      data: points.map((p) => p.label),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: colours.line } },
      axisLabel: { color: colours.soft, fontSize: 12, hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      minInterval: 1,
      axisLabel: { color: colours.soft, fontSize: 12, formatter: (value: number) => people(value) },
      splitLine: { lineStyle: { color: colours.line } },
    },
    tooltip: {
      trigger: 'axis',
      confine: true,
      axisPointer: { type: 'shadow' },
      backgroundColor: colours.surface,
      borderColor: colours.line,
      textStyle: { color: colours.ink, fontSize: 13 },
      formatter: (hovered) => tooltip(points[(Array.isArray(hovered) ? hovered[0] : hovered)?.dataIndex ?? -1]),
    },
    series: [
      { name: 'Entries', type: 'bar', data: bars((p) => p.entries), color: colours.entries, barGap: '8%', barCategoryGap: '28%', itemStyle: { borderRadius: [3, 3, 0, 0] } },
      { name: 'Exits', type: 'bar', data: bars((p) => p.exits), color: colours.exits, itemStyle: { borderRadius: [3, 3, 0, 0] } },
      {
        name: 'Average in store',
        type: 'line',
        data: points.map((p) => p.occupancy),
        color: colours.occupancy,
        connectNulls: false,
        symbol: 'circle',
        symbolSize: 5,
        lineStyle: { width: 2 },
      },
    ],
  };
}

function tooltip(point: HourPoint | undefined): string {
  if (!point) return '';
  const title = `<b>${point.label}</b>${point.state === 'open' ? ' so far' : ''}`;
  if (point.entries === null && point.occupancy === null) return `${title}<br>${point.state === 'future' ? 'Not yet' : 'No readings'}`;
  const row = (name: string, value: number | null) =>
    `<tr><td style="padding-right:16px">${name}</td><td style="text-align:right">${people(value)}</td></tr>`;
  const rows = row('Entries', point.entries) + row('Exits', point.exits) + row('Average in store', point.occupancy) + row('Peak', point.peak);
  return `${title}<table>${rows}</table>`;
}
