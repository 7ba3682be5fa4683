import { useMemo } from 'react';
import { useSearchParams } from 'wouter';
import { useStores } from '../api/queries';
import type { Store } from '../api/types';
import { Empty } from '../frame/Empty';
import { PageHead } from '../frame/PageHead';
import { Problem } from '../frame/Problem';
import { beforeOf, readView, type View } from '../logic/analytics';
import { byName } from '../logic/attention';
import { localDate } from '../logic/time';
import { useNow } from '../logic/useNow';
import { words } from '../words';
import classes from './AnalyticsPage.module.css';
import { AnalyticsControls } from './AnalyticsControls';
import { DaysCard } from './DaysCard';
import { RankingCard } from './RankingCard';
import { useDaysOfStores } from './useDaysOfStores';
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
  const chosen = useMemo(() => {
    const named = stores.filter((store) => view.stores.includes(store.id));
    return (named.length > 0 ? named : stores).toSorted(byName);
  }, [stores, view.stores]);
  const then = useMemo(() => beforeOf(view), [view]);
  const range = useMemo(() => ({ from: view.from, to: view.to }), [view.from, view.to]);
  const days = useDaysOfStores(chosen, range, view.by);
  const before = useDaysOfStores(chosen, then, view.by);
  const shown = days.data ?? [];
  const compared = then === null ? null : (before.data ?? null);

  const change = (next: Partial<View>) => {
    const all = { ...view, ...next };
    const query = new URLSearchParams({ metric: all.metric, range: all.range, by: all.by, before: all.before });
    if (all.range === 'custom') { query.set('from', all.from); query.set('to', all.to); }
    if (all.stores.length > 0) query.set('stores', all.stores.join(','));
    setParameters(query, { replace: true });
  };

  return (
    <div className={classes.page}>
      <AnalyticsControls view={view} stores={stores} today={today} days={shown} onChange={change} />
      {days.error && <Problem title={w.failed} error={days.error} onRetry={() => void days.refetch()} />}
      <DaysCard view={view} days={shown} before={compared} pending={days.isPending} />
      <div className={classes.columns}>
        <WeekCard view={view} stores={chosen} all={chosen.length === stores.length} />
        <RankingCard view={view} days={shown} before={compared} />
      </div>
    </div>
  );
}
