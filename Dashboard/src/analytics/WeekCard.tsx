import { useCallback, useMemo } from 'react';
import type { Colours } from '../charts/colours';
import { ChartFigure } from '../charts/ChartFigure';
import { Card } from '../frame/Card';
import { hourOfWeek, type View } from '../logic/analytics';
import { firstWeekday, weekdayNames } from '../logic/time';
import { words } from '../words';
import { metricFormat } from './metricFormat';
import { weekOption } from './options';
import type { StoreHours } from './useHoursOfStores';

/** When in the week: every hour's usual number. */
export function WeekCard({ view, hours }: { view: View; hours: StoreHours[] }) {
  const w = words().analytics;
  const { week, days, format } = useMemo(() => {
    const first = firstWeekday();
    const turn = <T,>(list: T[]) => [...list.slice(first), ...list.slice(0, first)];
    return { week: turn(hourOfWeek(view.metric, hours.flatMap((one) => one.hours))), days: turn(weekdayNames('short')), format: metricFormat(view.metric) };
  }, [hours, view.metric]);
  const build = useCallback((colours: Colours) => weekOption(week, days, format, colours), [week, days, format]);

  let busiest = { day: '', hour: 0, value: -1 };
  week.forEach((list, day) => list.forEach((value, hour) => { if (value !== null && value > busiest.value) busiest = { day: days[day] ?? '', hour, value }; }));
  const label = busiest.value < 0 ? words().hours.none : w.weekLabel(busiest.day, `${String(busiest.hour).padStart(2, '0')}:00`, format(busiest.value));
  return (
    <Card title={w.week} note={label} testId="week">
      <ChartFigure build={build} label={label} height={280} testId="week-chart" />
    </Card>
  );
}
