import { SegmentedControl, Text } from '@mantine/core';
import { useCallback, useMemo, useState } from 'react';
import { useForecast } from '../api/queries';
import type { Store } from '../api/types';
import type { Colours } from '../charts/colours';
import { ChartFigure, type Mark } from '../charts/ChartFigure';
import { Card } from '../frame/Card';
import { Problem } from '../frame/Problem';
import { expectedOf } from '../logic/forecast';
import { describeHours } from '../logic/hours';
import { people, percent } from '../logic/numbers';
import { words } from '../words';
import { hoursOption } from './hoursOption';
import { HoursTable } from './HoursTable';
import type { StoreDay } from './useStoreDay';

/** Who came and went by hour, as a chart or a table. */
export function HoursCard({ store, day }: { store: Store; day: StoreDay }) {
  const w = words().hours;
  const [view, setView] = useState('chart');
  const { points, other } = day;
  const otherName = day.otherDate === null ? null : words().store.comparisons[day.comparison];
  const isToday = day.date === day.today;
  const forecast = useForecast(store.id, isToday).data;
  const expected = useMemo(() => expectedOf(points, isToday ? forecast : undefined), [points, isToday, forecast]);
  const rest = isToday ? forecast?.days.find((one) => one.date === day.date) : undefined;
  const build = useCallback((colours: Colours) => hoursOption(points, other, otherName, expected, colours), [points, other, otherName, expected]);
  const summary = describeHours(points);
  const table = day.loaded && <HoursTable points={points} other={otherName ? other : null} otherName={otherName} expected={expected} caption={summary} />;
  const legend: { mark: Mark; name: string }[] = [
    { mark: 'entries', name: w.entries },
    { mark: 'exits', name: w.exits },
    ...(otherName ? [{ mark: 'before' as const, name: w.entriesOf(otherName) }] : []),
    ...(rest ? [{ mark: 'forecast' as const, name: w.forecastBand(percent(forecast?.summary.coverage)) }] : []),
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
      {isToday && forecast && (
        <Text size="sm" c="dimmed" className="tabular" data-testid="day-forecast">
          {rest
            ? w.rest(w.between(people(rest.total_entries), people(rest.total_entries_low), people(rest.total_entries_high)))
            : !forecast.summary.is_available && w.noForecast(forecast.summary.needed_days, forecast.summary.counted_days)}
        </Text>
      )}
    </Card>
  );
}
