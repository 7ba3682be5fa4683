import { useComputedColorScheme } from '@mantine/core';
import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import { init, use, type EChartsType } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import type { HourPoint } from '../logic/hours';
import { hoursOption, readColours } from './hoursOption';
import classes from './HoursChart.module.css';

use([BarChart, LineChart, GridComponent, TooltipComponent, SVGRenderer]);

/** Loaded on demand: nothing else may import the chart library. */
export default function HoursChart({ points }: { points: HourPoint[] }) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(null);
  const scheme = useComputedColorScheme('light');

  useEffect(() => {
    const made = init(box.current, null, { renderer: 'svg' });
    chart.current = made;
    const observer = new ResizeObserver(() => made.resize());
    if (box.current) observer.observe(box.current);
    return () => {
      observer.disconnect();
      made.dispose();
    };
  }, []);

  useEffect(() => {
    chart.current?.setOption(hoursOption(points, readColours()));
  }, [points, scheme]);

  return (
    <div className={classes.chart}>
      <ul className={classes.legend} aria-hidden>
        <li data-mark="entries">Entries</li>
        <li data-mark="exits">Exits</li>
        <li data-mark="occupancy">Average in store</li>
      </ul>
      <div ref={box} className={classes.canvas} aria-hidden />
    </div>
  );
}
