import { Button, NativeSelect, Switch, Text, Title } from '@mantine/core';
import { IconScreenShare } from '@tabler/icons-react';
import { Link, useLocation, useSearchParams } from 'wouter';
import { Empty } from '../frame/Empty';
import { Problem } from '../frame/Problem';
import { useShortcuts } from '../frame/useShortcuts';
import { useTitle } from '../frame/useTitle';
import { ORDERS } from '../logic/fleetOrder';
import { words } from '../words';
import classes from './FleetPage.module.css';
import { FleetTotals } from './FleetTotals';
import { StoreCard } from './StoreCard';
import { useFleet, type FleetEntry } from './useFleet';

/** Where must I look? */
export function FleetPage() {
  const w = words().fleet;
  useTitle(w.title);
  const [, navigate] = useLocation();
  const [parameters, setParameters] = useSearchParams();
  const query = parameters.get('q') ?? '';
  const region = parameters.get('region');
  const grouped = parameters.get('group') === 'region';
  const order = ORDERS.find((one) => one === parameters.get('sort')) ?? 'attention';
  const { stores, shown, regions } = useFleet(query, region, order);
  useShortcuts({ w: () => navigate('/wall') });

  function set(name: string, value: string | null) {
    setParameters((before) => {
      const next = new URLSearchParams(before);
      if (value === null) next.delete(name);
      else next.set(name, value);
      return next;
    }, { replace: true });
  }

  const total = stores.data?.length ?? 0;
  return (
    <>
      <div className={classes.head}>
        <Title order={1} size="h2">{w.title}</Title>
        <FleetTotals />
      </div>
      {stores.isError && !stores.data && <Problem title={w.failed} error={stores.error} onRetry={() => void stores.refetch()} />}
      {stores.isPending && <Text c="dimmed" className="appears-late">{w.loading}</Text>}
      {stores.data && total === 0 && <NoStores />}
      {total > 0 && (
        <div className={classes.controls}>
          {regions.length > 1 && (
            <>
              <NativeSelect
                aria-label={w.region}
                size="md"
                value={region ?? '*'}
                onChange={(event) => set('region', event.currentTarget.value === '*' ? null : event.currentTarget.value)}
                data={[{ value: '*', label: w.allRegions }, ...regions.map((r) => ({ value: r, label: r || w.noRegion }))]}
              />
              <Switch
                className={classes.group}
                label={w.group}
                checked={grouped}
                onChange={(event) => set('group', event.currentTarget.checked ? 'region' : null)}
              />
            </>
          )}
          <Text c="dimmed" size="sm" className={classes.count} role="status">
            {shown.length === total ? w.stores(total) : w.someStores(shown.length, total)}
          </Text>
          <NativeSelect
            aria-label={w.sort} size="md" value={order}
            onChange={(event) => set('sort', event.currentTarget.value === 'attention' ? null : event.currentTarget.value)}
            data={ORDERS.map((value) => ({ value, label: w.orders[value] }))}
            data-testid="fleet-sort"
          />
          <Button component={Link} href={`/wall${region === null ? '' : `?region=${encodeURIComponent(region)}`}`} variant="default" size="md" className={classes.wall} leftSection={<IconScreenShare size={18} />} data-testid="wall-button">{w.wall}</Button>
        </div>
      )}
      {total > 0 && shown.length === 0 && (
        <div className={classes.empty}>
          <Text>{w.noMatch(query)}</Text>
          <Button variant="default" mt="sm" onClick={() => setParameters({}, { replace: true })}>{w.showAll}</Button>
        </div>
      )}
      {grouped ? <Groups regions={regions} entries={shown} /> : <Cards entries={shown} />}
    </>
  );
}

function Cards({ entries }: { entries: FleetEntry[] }) {
  return (
    <div className={classes.cards}>
      {entries.map(({ store, sensors }) => <StoreCard key={store.id} store={store} sensors={sensors} />)}
    </div>
  );
}

function Groups({ regions, entries }: { regions: string[]; entries: FleetEntry[] }) {
  return regions.map((region) => {
    const inRegion = entries.filter(({ store }) => (store.region ?? '') === region);
    if (inRegion.length === 0) return null;
    return (
      <section key={region} className={classes.region} aria-label={region || words().fleet.noRegion}>
        <h2>{region || words().fleet.noRegion} <span>{inRegion.length}</span></h2>
        <Cards entries={inRegion} />
      </section>
    );
  });
}

function NoStores() {
  const w = words().fleet;
  return (
    <Empty title={w.emptyTitle} action={<Button component={Link} href="/settings/stores/new" data-testid="first-store">{words().storeSettings.add}</Button>}>
      {w.empty}
    </Empty>
  );
}
