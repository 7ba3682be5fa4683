import { Bars } from '../frame/Bars';
import { Card } from '../frame/Card';
import { aggregate, type View } from '../logic/analytics';
import { changeOf, comparable } from '../logic/compare';
import { change } from '../logic/numbers';
import { words } from '../words';
import { metricFormat } from './metricFormat';
import type { StoreHours } from './useHoursOfStores';

/** The stores, the highest first, each with its change. */
export function RankingCard({ view, hours, before }: { view: View; hours: StoreHours[]; before: StoreHours[] | null }) {
  const w = words().analytics;
  const format = metricFormat(view.metric);
  const of = (one: StoreHours | undefined) => (one ? aggregate(view.metric, one.hours.map((h) => h.row)) : null);
  const ranked = hours
    .map((one) => {
      const old = before?.find((other) => other.store.id === one.store.id);
      const fair = old && comparable(one.hours.map((h) => h.row), old.hours.map((h) => h.row));
      return { store: one.store, value: of(one), then: fair ? of(old) : null };
    })
    .sort((a, b) => (b.value ?? -1) - (a.value ?? -1));
  const highest = Math.max(1e-9, ...ranked.map((one) => one.value ?? 0));
  return (
    <Card title={w.ranking} note={w.metrics[view.metric]} testId="ranking">
      <Bars
        rows={ranked.map(({ store, value, then }, index) => {
          const vs = changeOf(value, then);
          return { key: store.id, name: `${index + 1}. ${store.name}`, value: format(value), share: (value ?? 0) / highest, ...(vs === null ? {} : { note: change(vs) }) };
        })}
      />
    </Card>
  );
}
