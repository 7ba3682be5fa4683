import { useCallback, useMemo } from 'react';
import type { Store } from '../api/types';
import type { Colours } from '../charts/colours';
import { ChartFigure } from '../charts/ChartFigure';
import { Card } from '../frame/Card';
import { Problem } from '../frame/Problem';
import { weekMetric, weekOf, type View } from '../logic/analytics';
import { firstWeekday, weekdayNames } from '../logic/time';
import { words } from '../words';
import { metricFormat } from './metricFormat';
import { weekOption } from './options';
import { useWeekOfStores } from './useWeekOfStores';

/** When in the week: every hour's usual number; of a metric that only days have, that of the entries. */
export function WeekCard({ view, stores, all }: { view: View; stores: Store[]; all: boolean }) {
  const w = words().analytics;
  const metric = weekMetric(view.metric);
  const answers = useWeekOfStores(stores, all, view.from, view.to);
  const { week, days, format } = useMemo(() => {
    const first = firstWeekday();
    const turn = <T,>(list: T[]) => [...list.slice(first), ...list.slice(0, first)];
    return { week: turn(weekOf(metric, answers.data)), days: turn(weekdayNames('short')), format: metricFormat(metric, []) };
  }, [answers.data, metric]);
  const build = useCallback((colours: Colours) => weekOption(week, days, format, colours), [week, days, format]);

  let busiest = { day: '', hour: 0, value: -1 };
  week.forEach((list, day) => list.forEach((value, hour) => { if (value !== null && value > busiest.value) busiest = { day: days[day] ?? '', hour, value }; }));
  const label = busiest.value < 0 ? words().hours.none : w.weekLabel(busiest.day, `${String(busiest.hour).padStart(2, '0')}:00`, format(busiest.value));
  return (
    <Card title={`${w.week} · ${w.metrics[metric]}`} note={label} testId="week">
      {answers.error && <Problem title={w.failed} error={answers.error} onRetry={answers.retry} />}
      <ChartFigure build={build} label={label} height={280} testId="week-chart" />
    </Card>
  );
}
