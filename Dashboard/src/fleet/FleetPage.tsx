import { Button, NativeSelect, Switch, Text, Title } from '@mantine/core';
import { useSearchParams } from 'wouter';
import { Problem } from '../frame/Problem';
import { useTitle } from '../frame/useTitle';
import classes from './FleetPage.module.css';
import { FleetTotals } from './FleetTotals';
import { StoreCard } from './StoreCard';
import { useFleet, type FleetEntry } from './useFleet';

const NO_REGION = 'Without region';

/** Where must I look? */
export function FleetPage() {
  useTitle('Fleet');
  const [parameters, setParameters] = useSearchParams();
  const query = parameters.get('q') ?? '';
  const region = parameters.get('region');
  const grouped = parameters.get('group') === 'region';
  const { stores, shown, regions } = useFleet(query, region);

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
        <Title order={1} size="h2">Fleet</Title>
        <FleetTotals />
      </div>
      {stores.isError && !stores.data && <Problem title="The stores could not be loaded" error={stores.error} onRetry={() => void stores.refetch()} />}
      {stores.isPending && <Text c="dimmed" className="appears-late">Loading the stores…</Text>}
      {stores.data && total === 0 && <NoStores />}
      {total > 0 && (
        <div className={classes.controls}>
          {regions.length > 1 && (
            <>
              <NativeSelect
                aria-label="Region"
                size="md"
                value={region ?? '*'}
                onChange={(event) => set('region', event.currentTarget.value === '*' ? null : event.currentTarget.value)}
                data={[{ value: '*', label: 'All regions' }, ...regions.map((r) => ({ value: r, label: r || NO_REGION }))]}
              />
              <Switch
                className={classes.group}
                label="Group by region"
                checked={grouped}
                onChange={(event) => set('group', event.currentTarget.checked ? 'region' : null)}
              />
            </>
          )}
          <Text c="dimmed" size="sm" className={classes.count} role="status">
            {shown.length === total ? `${total} ${total === 1 ? 'store' : 'stores'}` : `${shown.length} of ${total} stores`}
            <span className={classes.sorted}> · what needs attention first</span>
          </Text>
        </div>
      )}
      {total > 0 && shown.length === 0 && (
        <div className={classes.empty}>
          <Text>No store matches{query && ` “${query}”`}.</Text>
          <Button variant="default" mt="sm" onClick={() => setParameters({}, { replace: true })}>Show all stores</Button>
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
      <section key={region} className={classes.region} aria-label={region || NO_REGION}>
        <h2>{region || NO_REGION} <span>{inRegion.length}</span></h2>
        <Cards entries={inRegion} />
      </section>
    );
  });
}

function NoStores() {
  return (
    <div className={classes.empty}>
      <Title order={2} size="h4">Your stores will be here</Title>
      <Text c="dimmed" mt={4}>
        Each with how many people are in it now. Create the first with POST /api/stores, or ask your administrator to give your
        token a store. This page shows it by itself.
      </Text>
      <Button component="a" href="/docs" variant="default" mt="md">Open the API documentation</Button>
    </div>
  );
}
