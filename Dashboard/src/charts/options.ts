import type { BarSeriesOption, HeatmapSeriesOption, LineSeriesOption } from 'echarts/charts';
import type { GridComponentOption, TooltipComponentOption, VisualMapComponentOption } from 'echarts/components';
import type { ComposeOption } from 'echarts/core';
import { people } from '../logic/numbers';
import type { Colours } from './colours';

/** Types alone: this module is in the first load, the library is not. */
export type Option = ComposeOption<
  BarSeriesOption | LineSeriesOption | HeatmapSeriesOption | GridComponentOption | TooltipComponentOption | VisualMapComponentOption
>;
export type BuildOption = (colours: Colours) => Option;

/** What all charts share: type, a grid that leaves room for labels, quiet axes, a tooltip in the page's colours. */
export function frame(colours: Colours): Option {
  return {
    animationDuration: 200,
    animationDurationUpdate: 200,
    textStyle: { fontFamily: 'inherit' },
    grid: { left: 4, right: 8, top: 20, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    tooltip: {
      trigger: 'axis',
      confine: true,
      backgroundColor: colours.surface,
      borderColor: colours.line,
      textStyle: { color: colours.ink, fontSize: 13 },
    },
  };
}

export function categoryAxis(colours: Colours, data: string[]) {
  return {
    type: 'category' as const,
    data,
    axisTick: { show: false },
    axisLine: { lineStyle: { color: colours.line } },
    axisLabel: { color: colours.soft, fontSize: 12, hideOverlap: true },
  };
}

export function valueAxis(colours: Colours, format: (value: number) => string = people) {
  return {
    type: 'value' as const,
    axisLabel: { color: colours.soft, fontSize: 12, formatter: format },
    splitLine: { lineStyle: { color: colours.line } },
  };
}

/** Rows of names and numbers below a title, for tooltips; texts are escaped. */
export function tipTable(title: string, rows: [string, string][]): string {
  const cells = rows.map(([name, value]) => `<tr><td style="padding-right:16px">${escapeHtml(name)}</td><td style="text-align:right">${escapeHtml(value)}</td></tr>`);
  return `<b>${escapeHtml(title)}</b><table>${cells.join('')}</table>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}
