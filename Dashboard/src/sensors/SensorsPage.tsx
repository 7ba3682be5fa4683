import { Text, Title } from '@mantine/core';
import { useMemo } from 'react';
import { useSearchParams } from 'wouter';
import { useSensorStatus, useStores } from '../api/queries';
import { Problem } from '../frame/Problem';
import { ToneNote } from '../frame/ToneNote';
import { useTitle } from '../frame/useTitle';
import { matches } from '../logic/attention';
import { countHealth, sensorHealth, sensorsPhrase } from '../logic/health';
import { SensorTable } from './SensorTable';
import classes from './SensorsPage.module.css';

/** Which sensors can be trusted? */
export function SensorsPage() {
  useTitle('Sensors');
  const [parameters] = useSearchParams();
  const query = parameters.get('q') ?? '';
  const status = useSensorStatus({}, 10);
  const stores = useStores();
  const zones = useMemo(() => new Map(stores.data?.map((s) => [s.id, s.timezone])), [stores.data]);

  const all = status.data ?? [];
  const shown = all.filter(({ sensor }) => matches(query, sensor.name, sensor.store.name, sensorHealth(sensor.health, null, 0).word));
  const phrase = sensorsPhrase(countHealth(all.map((s) => s.sensor.health)));

  return (
    <>
      <div className={classes.head}>
        <Title order={1} size="h2">Sensors</Title>
        {status.data && <Text size="sm" component="div"><ToneNote tone={phrase.tone}>{phrase.text}</ToneNote></Text>}
        {shown.length < all.length && <Text c="dimmed" size="sm" role="status" className={classes.count}>{shown.length} of {all.length} sensors</Text>}
      </div>
      {status.isPending && <Text c="dimmed" className="appears-late">Loading the sensors…</Text>}
      {status.isError && !status.data && <Problem title="The sensors could not be loaded" error={status.error} onRetry={() => void status.refetch()} />}
      {status.data && all.length === 0 && <Text c="dimmed">Every camera and counter will be here with its health. Add the first with POST /api/sensors.</Text>}
      {all.length > 0 && shown.length === 0 && <Text>No sensor matches “{query}”.</Text>}
      {shown.length > 0 && <SensorTable sensors={shown} zoneOf={(id) => zones.get(id)} showStore />}
    </>
  );
}
