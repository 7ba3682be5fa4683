import { Text } from '@mantine/core';
import { useMemo } from 'react';
import { useSearchParams } from 'wouter';
import { useStores } from '../api/queries';
import type { Store } from '../api/types';
import { Empty } from '../frame/Empty';
import { PageHead } from '../frame/PageHead';
import { Problem } from '../frame/Problem';
import { datesOf, daysBack, mostStores, readView, type View } from '../logic/analytics';
import { byName } from '../logic/attention';
import { addDays, localDate } from '../logic/time';
import { useNow } from '../logic/useNow';
import { words } from '../words';
import classes from './AnalyticsPage.module.css';
import { AnalyticsControls } from './AnalyticsControls';
import { DaysCard } from './DaysCard';
import { RankingCard } from './RankingCard';
import { useHoursOfStores } from './useHoursOfStores';
import { WeekCard } from './WeekCard';

/** What happened, and is it unusual? */
export default function AnalyticsPage() {
  const w = words().analytics;
  const stores = useStores();
  return (
    <>
      <PageHead title={w.title} />
      {stores.isError && !stores.data && <Problem title={words().fleet.failed} error={stores.error} onRetry={() => void stores.refetch()} />}
      {stores.data?.length === 0 && <Empty title={w.emptyTitle}>{w.empty}</Empty>}
      {stores.data && stores.data.length > 0 && <Analytics stores={stores.data} />}
    </>
  );
}

function Analytics({ stores }: { stores: Store[] }) {
  const w = words().analytics;
  const [parameters, setParameters] = useSearchParams();
  const today = localDate(useNow());
  const view = useMemo(() => readView(parameters, today), [parameters, today]);
  const dates = useMemo(() => datesOf(view.from, view.to), [view.from, view.to]);
  const most = mostStores(dates.length);
  const chosen = useMemo(() => {
    const named = stores.filter((store) => view.stores.includes(store.id));
    return (named.length > 0 ? named : stores.toSorted(byName)).slice(0, most);
  }, [stores, view.stores, most]);
  const back = daysBack(view.before, dates.length);
  const hours = useHoursOfStores(chosen, view.from, view.to, true);
  const before = useHoursOfStores(chosen, addDays(view.from, -(back ?? 0)), addDays(view.to, -(back ?? 0)), back !== null);
  const left = (view.stores.length > 0 ? view.stores.length : stores.length) - chosen.length;

  const change = (next: Partial<View>) => {
    const all = { ...view, ...next };
    const query = new URLSearchParams({ metric: all.metric, range: all.range, before: all.before });
    if (all.range === 'custom') { query.set('from', all.from); query.set('to', all.to); }
    if (all.stores.length > 0) query.set('stores', all.stores.join(','));
    setParameters(query, { replace: true });
  };

  return (
    <div className={classes.page}>
      <AnalyticsControls view={view} stores={stores} today={today} hours={hours.data} dates={dates} onChange={change} />
      {left > 0 && <Text size="sm" c="dimmed" role="status">{w.tooMany(chosen.length, left)}</Text>}
      {hours.error && <Problem title={w.failed} error={hours.error} onRetry={hours.retry} />}
      <DaysCard view={view} dates={dates} hours={hours.data} before={back === null ? null : before.data} back={back} pending={hours.pending} />
      <div className={classes.columns}>
        <WeekCard view={view} hours={hours.data} />
        <RankingCard view={view} hours={hours.data} before={back === null ? null : before.data} />
      </div>
    </div>
  );
}
