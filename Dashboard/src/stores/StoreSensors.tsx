import { useSensorStatus } from '../api/queries';
import type { Store } from '../api/types';
import { Problem } from '../frame/Problem';
import { SensorTable } from '../sensors/SensorTable';
import classes from './StoreSensors.module.css';

export function StoreSensors({ store }: { store: Store }) {
  const status = useSensorStatus({ store_id: store.id }, 10);
  return (
    <section aria-label="Sensors of this store" className={classes.sensors}>
      <h2>Sensors</h2>
      {status.isError && !status.data && <Problem title="The sensors could not be loaded" error={status.error} onRetry={() => void status.refetch()} />}
      {status.data?.length === 0 && (
        <p className={classes.empty}>The cameras and counters of this store will be here. Add one with POST /api/sensors.</p>
      )}
      {status.data && status.data.length > 0 && <SensorTable sensors={status.data} zoneOf={() => store.timezone} />}
    </section>
  );
}
