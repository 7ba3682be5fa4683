import { Button, Text } from '@mantine/core';
import { IconSettings } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { Link } from 'wouter';
import { useStore } from '../api/queries';
import type { Store } from '../api/types';
import { Boundary } from '../frame/Boundary';
import { NotFound } from '../frame/NotFound';
import { PageHead } from '../frame/PageHead';
import { Problem } from '../frame/Problem';
import { zoneNote } from '../logic/time';
import { useNow } from '../logic/useNow';
import { words } from '../words';
import { DayControls } from './DayControls';
import { HoursCard } from './HoursCard';
import { LinesCard } from './LinesCard';
import { OccupancyCard } from './OccupancyCard';
import { RegionsCard } from './RegionsCard';
import { StoreNow } from './StoreNow';
import classes from './StorePage.module.css';
import { StoreSensors } from './StoreSensors';
import { useStoreDay } from './useStoreDay';

/** Few look so far down at once, and its controls are heavy. */
const HeatOnPlan = lazy(() => import('../plans/HeatOnPlan'));

/** How is it going in this store, compared with what? */
export function StorePage({ id }: { id: string }) {
  const { store, isPending, error } = useStore(id);
  if (store) return <OneStore store={store} />;
  if (isPending) return <Text c="dimmed" className="appears-late">{words().common.loading}</Text>;
  if (error) return <Problem title={words().fleet.failed} error={error} onRetry={() => location.reload()} />;
  return <NotFound what="store" />;
}

function OneStore({ store }: { store: Store }) {
  const w = words().store;
  const now = useNow();
  const day = useStoreDay(store);
  const facts = [store.region, store.code, zoneNote(store.timezone, now)].filter(Boolean).join(' · ');
  return (
    <div className={classes.page}>
      <PageHead
        title={store.name}
        back={{ href: '/', label: words().fleet.title }}
        facts={facts}
        actions={<Button component={Link} href={`/settings/stores/${store.id}`} variant="default" leftSection={<IconSettings size={18} />}>{w.edit}</Button>}
      />
      <StoreNow store={store} day={day} />
      <DayControls store={store} day={day} />
      <OccupancyCard store={store} day={day} />
      <div className={classes.columns}>
        <div className={classes.side}>
          <HoursCard store={store} day={day} />
          <RegionsCard store={store} />
        </div>
        <div className={classes.side}><LinesCard store={store} /></div>
      </div>
      <Boundary fallback={null}><Suspense fallback={null}><HeatOnPlan store={store} date={day.date} /></Suspense></Boundary>
      <StoreSensors store={store} />
    </div>
  );
}
