import { SegmentedControl, Text } from '@mantine/core';
import { useCallback, useState } from 'react';
import type { Colours } from '../charts/colours';
import { ChartFigure, type Mark } from '../charts/ChartFigure';
import { Card } from '../frame/Card';
import { Problem } from '../frame/Problem';
import { describeHours } from '../logic/hours';
import { words } from '../words';
import { hoursOption } from './hoursOption';
import { HoursTable } from './HoursTable';
import type { StoreDay } from './useStoreDay';

/** Who came and went by hour, as a chart or a table. */
export function HoursCard({ day }: { day: StoreDay }) {
  const w = words().hours;
  const [view, setView] = useState('chart');
  const { points, other } = day;
  const otherName = day.otherDate === null ? null : words().store.comparisons[day.comparison];
  const build = useCallback((colours: Colours) => hoursOption(points, other, otherName, colours), [points, other, otherName]);
  const summary = describeHours(points);
  const table = day.loaded && <HoursTable points={points} other={otherName ? other : null} otherName={otherName} caption={summary} />;
  const legend: { mark: Mark; name: string }[] = [
    { mark: 'entries', name: w.entries },
    { mark: 'exits', name: w.exits },
    ...(otherName ? [{ mark: 'before' as const, name: w.entriesOf(otherName) }] : []),
  ];
  return (
    <Card
      title={w.title}
      tools={
        <SegmentedControl
          aria-label={w.showAs} size="sm" value={view} onChange={setView}
          data={[{ value: 'chart', label: w.chart }, { value: 'table', label: w.table }]} data-testid="chart-or-table"
        />
      }
    >
      {day.error && <Problem title={w.failed} error={day.error} onRetry={day.retry} />}
      {view === 'table'
        ? table
        : <ChartFigure build={build} label={day.loaded ? summary : w.loading} legend={legend} table={table} testId="hourly-chart" />}
      <Text size="sm" c="dimmed" mt="xs" className="tabular" data-testid="day-summary">{day.loaded ? summary : ' '}</Text>
    </Card>
  );
}
