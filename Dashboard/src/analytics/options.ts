import type { Colours } from '../charts/colours';
import { categoryAxis, frame, tipTable, valueAxis, type Option } from '../charts/options';
import { MISSING } from '../logic/numbers';

export interface Series {
  name: string;
  values: (number | null)[];
}

/** A line per store, or one for all with the compared time behind. */
export function daysOption(labels: string[], series: Series[], before: Series | null, format: (value: number | null) => string, colours: Colours): Option {
  return {
    ...frame(colours),
    xAxis: { ...categoryAxis(colours, labels), boundaryGap: false },
    yAxis: valueAxis(colours, format),
    tooltip: {
      ...frame(colours).tooltip,
      formatter: (hovered) => {
        const index = (Array.isArray(hovered) ? hovered[0] : hovered)?.dataIndex ?? -1;
        const label = labels[index];
        if (label === undefined) return '';
        const shown = before ? [...series, before] : series;
        return tipTable(label, shown.map(({ name, values }) => [name, format(values[index] ?? null)]));
      },
    },
    series: [
      ...series.map(({ name, values }, index) => ({
        name, type: 'line' as const, data: values, color: colours.palette[index % colours.palette.length] ?? colours.entries, connectNulls: false, symbol: 'circle', symbolSize: labels.length > 40 ? 0 : 5, lineStyle: { width: 2 },
        ...(series.length === 1 ? { areaStyle: { opacity: 0.1 } } : {}),
      })),
      ...(before ? [{ name: before.name, type: 'line' as const, data: before.values, color: colours.before, connectNulls: false, symbol: 'none', lineStyle: { width: 1.5, type: 'dashed' as const } }] : []),
    ],
  };
}

/** Seven rows of 24 cells, the week from its first day on top; an hour without data has no cell. */
export function weekOption(week: (number | null)[][], days: string[], format: (value: number | null) => string, colours: Colours): Option {
  const cells = week.flatMap((hours, day) => hours.flatMap((value, hour): [number, number, number][] => (value === null ? [] : [[hour, day, value]])));
  const highest = Math.max(1e-9, ...cells.map(([, , value]) => value));
  const label = (hour: number) => `${String(hour).padStart(2, '0')}:00`;
  return {
    ...frame(colours),
    grid: { left: 4, right: 8, top: 4, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    xAxis: { ...categoryAxis(colours, Array.from({ length: 24 }, (_, hour) => label(hour))), splitLine: { show: false } },
    yAxis: { ...categoryAxis(colours, days), inverse: true },
    visualMap: { show: false, min: 0, max: highest, inRange: { color: colours.heat } },
    tooltip: {
      ...frame(colours).tooltip,
      trigger: 'item',
      formatter: (hovered) => {
        const [hour, day, value] = ((Array.isArray(hovered) ? hovered[0] : hovered)?.value as [number, number, number] | undefined) ?? [0, 0, 0];
        return tipTable(`${days[day] ?? MISSING} ${label(hour)}`, [[format(value), '']]);
      },
    },
    series: [{ type: 'heatmap', data: cells, itemStyle: { borderColor: colours.surface, borderWidth: 2, borderRadius: 4 }, emphasis: { itemStyle: { borderColor: colours.ink } } }],
  };
}
