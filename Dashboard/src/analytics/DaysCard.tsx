import { Button, SegmentedControl } from '@mantine/core';
import { IconPhoto } from '@tabler/icons-react';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { Colours } from '../charts/colours';
import { ChartFigure, type Mark } from '../charts/ChartFigure';
import { Card } from '../frame/Card';
import table from '../frame/DataTable.module.css';
import { aggregate, byDay, type View } from '../logic/analytics';
import { changeOf, comparable } from '../logic/compare';
import { change } from '../logic/numbers';
import { addDays, shortDate } from '../logic/time';
import { words } from '../words';
import classes from './AnalyticsPage.module.css';
import { exportPng } from './exportPng';
import { metricFormat } from './metricFormat';
import { daysOption, type Series } from './options';
import type { StoreHours } from './useHoursOfStores';

/** So many stores have a line of their own; more are one line together. */
const MOST_LINES = 6;

interface Props {
  view: View;
  dates: string[];
  hours: StoreHours[];
  before: StoreHours[] | null;
  back: number | null;
  pending: boolean;
}

/** The metric day by day. */
export function DaysCard({ view, dates, hours, before, back, pending }: Props) {
  const w = words().analytics;
  const figure = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState('chart');
  const format = useMemo(() => metricFormat(view.metric), [view.metric]);
  const beforeName = w.befores[view.before];

  const { series, compared, total, then, loaded } = useMemo(() => {
    const all = hours.flatMap((one) => one.hours);
    const old = (before ?? []).flatMap((one) => one.hours);
    const own: Series[] = hours.length > 1 && hours.length <= MOST_LINES
      ? hours.map((one) => ({ name: one.store.name, values: byDay(view.metric, one.hours, dates) }))
      : [{ name: hours.length === 1 ? (hours[0]?.store.name ?? '') : w.allOf(hours.length), values: byDay(view.metric, all, dates) }];
    const oldDates = dates.map((date) => addDays(date, -(back ?? 0)));
    return {
      series: own,
      compared: before && own.length === 1 ? { name: beforeName, values: byDay(view.metric, old, oldDates) } : null,
      total: aggregate(view.metric, all.map((one) => one.row)),
      then: before && comparable(all.map((one) => one.row), old.map((one) => one.row)) ? aggregate(view.metric, old.map((one) => one.row)) : null,
      loaded: before !== null && before.length === hours.length && hours.length > 0,
    };
  }, [hours, before, back, dates, view.metric, beforeName, w]);

  const build = useCallback((colours: Colours) => daysOption(dates, series, compared, format, colours), [dates, series, compared, format]);
  const legend: { mark: Mark; name: string }[] = [
    ...series.map(({ name }, index) => ({ mark: String(index + 1) as Mark, name })),
    ...(compared ? [{ mark: 'before' as const, name: compared.name }] : []),
  ];
  const vs = changeOf(total, then);
  const label = w.daysLabel(w.metrics[view.metric], format(total), shortDate(view.from), shortDate(view.to));

  return (
    <Card
      title={w.metrics[view.metric]}
      note={`${shortDate(view.from)} – ${shortDate(view.to)}`}
      tools={
        <div className={classes.controls}>
          <SegmentedControl aria-label={words().hours.showAs} size="sm" value={shown} onChange={setShown} data={[{ value: 'chart', label: words().hours.chart }, { value: 'table', label: words().hours.table }]} data-testid="days-view" />
          <Button size="sm" variant="default" leftSection={<IconPhoto size={16} />} disabled={shown !== 'chart'} onClick={() => void exportPng(figure.current, `${view.metric} ${view.from} ${view.to}.png`)}>PNG</Button>
        </div>
      }
      testId="days"
    >
      <p className={classes.total} data-testid="analytics-total">
        <strong>{pending ? '…' : format(total)}</strong>
        {vs !== null && <span>{w.vs(change(vs), beforeName)}</span>}
        {loaded && then === null && total !== null && <span>{w.notComparable(beforeName)}</span>}
      </p>
      {shown === 'chart'
        ? <div ref={figure}><ChartFigure build={build} label={label} legend={legend} height={320} testId="days-chart" /></div>
        : <DaysTable dates={dates} series={compared ? [...series, compared] : series} format={format} caption={label} />}
    </Card>
  );
}

function DaysTable({ dates, series, format, caption }: { dates: string[]; series: Series[]; format: (value: number | null) => string; caption: string }) {
  return (
    <div className={table.box} style={{ marginTop: 12 }}>
      <table className={table.table} data-testid="days-table">
        <caption className="visually-hidden">{caption}</caption>
        <thead><tr><th scope="col">{words().store.day}</th>{series.map(({ name }) => <th key={name} scope="col" className={table.number}>{name}</th>)}</tr></thead>
        <tbody>
          {dates.map((date, index) => (
            <tr key={date}><th scope="row">{shortDate(date)}</th>{series.map(({ name, values }) => <td key={name} className={table.number}>{format(values[index] ?? null)}</td>)}</tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
