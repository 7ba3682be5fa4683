import { Button, SegmentedControl } from '@mantine/core';
import { IconPhoto } from '@tabler/icons-react';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { Colours } from '../charts/colours';
import { ChartFigure, type Mark } from '../charts/ChartFigure';
import { Card } from '../frame/Card';
import { aggregate, beforeOf, byPeriod, periodsOf, type View } from '../logic/analytics';
import { changeOf, comparable } from '../logic/compare';
import { change } from '../logic/numbers';
import { monthOfYear, shortDate } from '../logic/time';
import { words } from '../words';
import classes from './AnalyticsPage.module.css';
import { DaysTable } from './DaysTable';
import { exportPng } from './exportPng';
import { metricFormat } from './metricFormat';
import { daysOption, type Series } from './options';
import type { StoreDays } from './useDaysOfStores';

/** So many stores have a line of their own; more are one line together. */
const MOST_LINES = 6;

interface Props {
  view: View;
  days: StoreDays[];
  before: StoreDays[] | null;
  pending: boolean;
}

/** The metric day by day, week by week or month by month. */
export function DaysCard({ view, days, before, pending }: Props) {
  const w = words().analytics;
  const figure = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState('chart');
  const beforeName = w.befores[view.before];

  const { labels, series, compared, total, then, loaded, format } = useMemo(() => {
    const all = days.flatMap((one) => one.rows);
    const old = (before ?? []).flatMap((one) => one.rows);
    const periods = periodsOf(view, all);
    const own: Series[] = days.length > 1 && days.length <= MOST_LINES
      ? days.map((one) => ({ name: one.store.name, values: byPeriod(view.metric, one.rows, periods) }))
      : [{ name: days.length === 1 ? (days[0]?.store.name ?? '') : w.allOf(days.length), values: byPeriod(view.metric, all, periods) }];
    const range = beforeOf(view);
    // The compared time has as many periods, or one more or less: they stand beside each other in their order.
    const oldValues = range && byPeriod(view.metric, old, periodsOf({ ...view, ...range }, old)).slice(0, periods.length);
    return {
      labels: periods.map(view.by === 'month' ? monthOfYear : shortDate),
      series: own,
      compared: oldValues && before && own.length === 1 ? { name: beforeName, values: oldValues } : null,
      total: aggregate(view.metric, all),
      then: before && comparable(all, old) ? aggregate(view.metric, old) : null,
      loaded: before !== null && days.length > 0,
      format: metricFormat(view.metric, all),
    };
  }, [days, before, view, beforeName, w]);

  const build = useCallback((colours: Colours) => daysOption(labels, series, compared, format, colours), [labels, series, compared, format]);
  const legend: { mark: Mark; name: string }[] = [
    ...series.map(({ name }, index) => ({ mark: String(index + 1) as Mark, name })),
    ...(compared ? [{ mark: 'before' as const, name: compared.name }] : []),
  ];
  const vs = changeOf(total, then);
  const label = w.daysLabel(w.metrics[view.metric], format(total), shortDate(view.from), shortDate(view.to));

  return (
    <Card
      title={w.metrics[view.metric]}
      note={`${shortDate(view.from)} – ${shortDate(view.to)} · ${w.steps[view.by]}`}
      tools={
        <div className={classes.controls}>
          <SegmentedControl aria-label={words().hours.showAs} size="sm" value={shown} onChange={setShown} data={[{ value: 'chart', label: words().hours.chart }, { value: 'table', label: words().hours.table }]} data-testid="days-view" />
          <Button size="sm" variant="default" leftSection={<IconPhoto size={16} />} disabled={shown !== 'chart'} onClick={() => void exportPng(figure.current, `${view.metric} ${view.from} ${view.to}.png`)} data-testid="analytics-png">PNG</Button>
        </div>
      }
      testId="days"
    >
      <p className={classes.total} data-testid="analytics-total">
        <strong>{pending ? '…' : format(total)}</strong>
        {vs !== null && <span>{w.vs(change(vs), beforeName)}</span>}
        {loaded && then === null && total !== null && <span>{w.notComparable(beforeName)}</span>}
        {!pending && total === null && <span>{w.noneOf}</span>}
      </p>
      {shown === 'chart'
        ? <div ref={figure}><ChartFigure build={build} label={label} legend={legend} height={320} testId="days-chart" /></div>
        : <DaysTable labels={labels} series={compared ? [...series, compared] : series} format={format} caption={label} />}
    </Card>
  );
}
