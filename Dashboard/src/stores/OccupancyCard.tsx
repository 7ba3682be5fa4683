import { useCallback } from 'react';
import type { Store } from '../api/types';
import { ChartFigure, type Mark } from '../charts/ChartFigure';
import { Card } from '../frame/Card';
import { useStoreLive } from '../live/hooks';
import { capital, people } from '../logic/numbers';
import { openSpans } from '../logic/operatingHours';
import { openToday } from '../logic/openToday';
import { words } from '../words';
import { occupancyOption } from './occupancyOption';
import type { StoreDay } from './useStoreDay';

/** How many were in the store over the day: the hours' means up to the live number, the compared day behind, the capacity above. */
export function OccupancyCard({ store, day }: { store: Store; day: StoreDay }) {
  const w = words().charts;
  const { state: live, stale } = useStoreLive(store.id);
  const { points, other, start, date, today } = day;
  const occupancy = date === today && stale === null ? live?.occupancy : undefined;
  const otherName = day.otherDate === null ? null : words().store.comparisons[day.comparison];
  const { timezone, day_start: dayStart, operating_hours: hours, capacity } = store;

  const build = useCallback(
    (colours: Parameters<typeof occupancyOption>[1]) =>
      occupancyOption({
        points, other, start, capacity, otherName, open: openSpans(hours, date, timezone, dayStart),
        now: occupancy === undefined ? null : { at: day.now, occupancy },
      }, colours),
    [points, other, start, capacity, otherName, hours, date, timezone, dayStart, occupancy, day.now],
  );
  const busiest = points.reduce<(typeof points)[number] | null>((best, p) => (p.peak !== null && p.peak > (best?.peak ?? -1) ? p : best), null);
  const label = busiest ? w.occupancyLabel(people(busiest.peak), busiest.label) : words().hours.none;
  const legend: { mark: Mark; name: string }[] = [
    { mark: 'occupancy', name: date === today ? w.today : w.thisDay },
    ...(otherName ? [{ mark: 'before' as const, name: capital(otherName) }] : []),
    { mark: 'open', name: w.openHours(openToday(store, start + 12 * 3_600_000)) },
  ];
  return (
    <Card title={w.occupancy} note={w.occupancyNote}>
      <ChartFigure build={build} label={label} legend={legend} height={300} testId="occupancy-chart" />
    </Card>
  );
}
