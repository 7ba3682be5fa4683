import { Text } from '@mantine/core';
import { lazy, Suspense, type ReactNode } from 'react';
import { Boundary } from '../frame/Boundary';
import { words } from '../words';
import classes from './Chart.module.css';
import { loadChart } from './loadChart';
import type { BuildOption } from './options';

const Chart = lazy(loadChart);

interface Props {
  build: BuildOption;
  /** The chart in one sentence, for those who do not see it. */
  label: string;
  height?: number;
  legend?: { mark: Mark; name: string }[];
  /** The same numbers, when the chart can't be loaded. */
  table?: ReactNode;
  testId?: string;
}

export type Mark = 'entries' | 'exits' | 'occupancy' | 'before' | 'open' | 'capacity' | 'forecast' | '1' | '2' | '3' | '4' | '5' | '6';

export function ChartFigure({ build, label, height = 280, legend = [], table, testId }: Props) {
  return (
    <Boundary fallback={<><Text size="sm" c="dimmed" mt="sm">{words().charts.failed}</Text>{table}</>}>
      <figure className={classes.figure} data-testid={testId} role="img" aria-label={label}>
        {legend.length > 0 && (
          <ul className={classes.legend} aria-hidden>
            {legend.map(({ mark, name }) => <li key={mark} data-mark={mark}>{name}</li>)}
          </ul>
        )}
        <Suspense fallback={<div style={{ height }}><Text c="dimmed" className="appears-late">{words().charts.loading}</Text></div>}>
          <Chart build={build} height={height} />
        </Suspense>
      </figure>
    </Boundary>
  );
}
