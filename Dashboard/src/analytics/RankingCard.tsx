import { Button } from '@mantine/core';
import { useState } from 'react';
import { Bars } from '../frame/Bars';
import { Card } from '../frame/Card';
import { aggregate, type View } from '../logic/analytics';
import { changeOf, comparable } from '../logic/compare';
import { change } from '../logic/numbers';
import { words } from '../words';
import { metricFormat } from './metricFormat';
import type { StoreDays } from './useDaysOfStores';

/** Of more stores the list is cut, until somebody wants all of it. */
const SHOWN = 15;

/** The stores, the highest first, each with its change. */
export function RankingCard({ view, days, before }: { view: View; days: StoreDays[]; before: StoreDays[] | null }) {
  const w = words().analytics;
  const [all, setAll] = useState(false);
  const then = new Map(before?.map((one) => [one.store.id, one.rows]));
  const ranked = days
    .map(({ store, rows }) => {
      const old = then.get(store.id);
      return { store, rows, value: aggregate(view.metric, rows), then: old && comparable(rows, old) ? aggregate(view.metric, old) : null };
    })
    .sort((a, b) => (b.value ?? -1) - (a.value ?? -1));
  const highest = Math.max(1e-9, ...ranked.map((one) => one.value ?? 0));
  return (
    <Card title={w.ranking} note={w.metrics[view.metric]} testId="ranking">
      <Bars
        rows={ranked.slice(0, all ? undefined : SHOWN).map(({ store, rows, value, then: old }, index) => {
          const vs = changeOf(value, old);
          return { key: store.id, name: `${index + 1}. ${store.name}`, value: metricFormat(view.metric, rows)(value), share: (value ?? 0) / highest, ...(vs === null ? {} : { note: change(vs) }) };
        })}
      />
      {!all && ranked.length > SHOWN && <Button variant="subtle" size="sm" mt="sm" onClick={() => setAll(true)}>{w.allOfThem(ranked.length)}</Button>}
    </Card>
  );
}
