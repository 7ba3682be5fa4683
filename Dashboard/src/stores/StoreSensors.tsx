import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { useSensorStatus } from '../api/queries';
import type { Store } from '../api/types';
import { Empty } from '../frame/Empty';
import { Problem } from '../frame/Problem';
import { SensorTable } from '../sensors/SensorTable';
import { words } from '../words';
import classes from './StoreSensors.module.css';

export function StoreSensors({ store }: { store: Store }) {
  const w = words().sensors;
  const status = useSensorStatus({ store_id: store.id }, 10);
  return (
    <section aria-label={w.ofStore} className={classes.sensors}>
      <h2>{w.title}</h2>
      {status.isError && !status.data && <Problem title={w.failed} error={status.error} onRetry={() => void status.refetch()} />}
      {status.data?.length === 0 && (
        <Empty title={w.emptyTitle} action={<Button component={Link} href={`/sensors/new?store=${store.id}`}>{words().sensorForm.add}</Button>}>{w.emptyStore}</Empty>
      )}
      {status.data && status.data.length > 0 && <SensorTable sensors={status.data} zoneOf={() => store.timezone} />}
    </section>
  );
}
