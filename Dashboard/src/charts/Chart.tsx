import { useComputedColorScheme } from '@mantine/core';
import { BarChart, HeatmapChart, LineChart } from 'echarts/charts';
import { GridComponent, MarkAreaComponent, MarkLineComponent, MarkPointComponent, TooltipComponent, VisualMapComponent } from 'echarts/components';
import { init, use, type EChartsType } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { readColours } from './colours';
import type { BuildOption } from './options';
import classes from './Chart.module.css';

use([BarChart, LineChart, HeatmapChart, GridComponent, TooltipComponent, MarkAreaComponent, MarkLineComponent, MarkPointComponent, VisualMapComponent, SVGRenderer]);

/** Loaded on demand: nothing else may import the chart library. */
export default function Chart({ build, height }: { build: BuildOption; height: number }) {
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
    chart.current?.setOption(build(readColours()), { replaceMerge: ['series'] });
  }, [build, scheme]);

  return <div ref={box} className={classes.canvas} style={{ height }} aria-hidden />;
}
