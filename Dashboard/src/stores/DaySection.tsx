import { SegmentedControl, Text, TextInput } from '@mantine/core';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useSearchParams } from 'wouter';
import { useHours } from '../api/queries';
import type { Store } from '../api/types';
import { Boundary } from '../frame/Boundary';
import { Problem } from '../frame/Problem';
import { describeHours, hoursOfDay } from '../logic/hours';
import { addDays, businessDate, dateInWords, isDate, zoneNote } from '../logic/time';
import { useNow } from '../logic/useNow';
import classes from './DaySection.module.css';
import { HoursTable } from './HoursTable';
import { loadChart } from './loadChart';

const HoursChart = lazy(loadChart);

/** One business day of the store by hour, as a chart or a table. */
export function DaySection({ store }: { store: Store }) {
  const [parameters, setParameters] = useSearchParams();
  const [view, setView] = useState('chart');
  // To the minute: the chart must not be drawn again with every tick of the clock.
  const now = Math.floor(useNow() / 60_000) * 60_000;
  const today = businessDate(now, store.timezone, store.day_start);
  const yesterday = addDays(today, -1);
  const asked = parameters.get('day');
  const date = isDate(asked) && asked <= today ? asked : today;
  const hours = useHours(store.id, date, date === today);

  const points = useMemo(
    () => hoursOfDay(hours.data ?? [], date, store.timezone, store.day_start, now),
    [hours.data, date, store.timezone, store.day_start, now],
  );
  const summary = describeHours(points);
  const table = hours.data && <HoursTable points={points} caption={summary} />;
  const zone = zoneNote(store.timezone, now);

  // Today is the address without a day, so that a page left open overnight moves on by itself.
  const choose = (day: string) => setParameters(day === today || !isDate(day) ? {} : { day }, { replace: true });

  return (
    <section className={classes.card} aria-label="By hour">
      <div className={classes.head}>
        <div>
          <h2>By hour</h2>
          <p className={classes.date}>{dateInWords(date)}{zone && ` · ${zone}`}</p>
        </div>
        <div className={classes.controls}>
          <SegmentedControl
            aria-label="Day"
            size="sm"
            value={date === today ? 'today' : date === yesterday ? 'yesterday' : ''}
            onChange={(value) => choose(value === 'today' ? today : yesterday)}
            data={[{ value: 'today', label: 'Today' }, { value: 'yesterday', label: 'Yesterday' }]}
          />
          <TextInput
            type="date"
            aria-label="Another day"
            size="sm"
            max={today}
            value={date}
            onChange={(event) => choose(event.currentTarget.value)}
            data-testid="day-picker"
          />
          <SegmentedControl
            aria-label="Show as"
            size="sm"
            value={view}
            onChange={setView}
            data={[{ value: 'chart', label: 'Chart' }, { value: 'table', label: 'Table' }]}
            data-testid="chart-or-table"
          />
        </div>
      </div>
      {hours.isError && !hours.data && <Problem title="The hours could not be loaded" error={hours.error} onRetry={() => void hours.refetch()} />}
      {view === 'table' ? (
        table
      ) : (
        <Boundary fallback={<><Text size="sm" c="dimmed" mt="sm">The chart could not be loaded; its numbers are in the table.</Text>{table}</>}>
          <figure className={classes.figure} data-testid="hourly-chart" role="img" aria-label={hours.data ? summary : 'Loading the hours'}>
            <Suspense fallback={<Text c="dimmed" className="appears-late">Loading the chart…</Text>}>
              <HoursChart points={points} />
            </Suspense>
          </figure>
        </Boundary>
      )}
      <Text size="sm" c="dimmed" mt="xs" className="tabular" data-testid="day-summary">{hours.data ? summary : ' '}</Text>
    </section>
  );
}
