import { Button, Text, Title } from '@mantine/core';
import { IconFileImport, IconPlus } from '@tabler/icons-react';
import { useMemo } from 'react';
import { Link, useSearchParams } from 'wouter';
import { useSensorStatus, useStores } from '../api/queries';
import { Empty } from '../frame/Empty';
import { Problem } from '../frame/Problem';
import { ToneNote } from '../frame/ToneNote';
import { useTitle } from '../frame/useTitle';
import { matches } from '../logic/attention';
import { countHealth, sensorHealth, sensorsPhrase } from '../logic/health';
import { words } from '../words';
import { SensorTable } from './SensorTable';
import classes from './SensorsPage.module.css';

/** Which sensors can be trusted? */
export function SensorsPage() {
  const w = words().sensors;
  useTitle(w.title);
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
        <Title order={1} size="h2">{w.title}</Title>
        {status.data && <Text size="sm" component="div"><ToneNote tone={phrase.tone}>{phrase.text}</ToneNote></Text>}
        <div className={classes.actions}>
          <Button component={Link} href="/sensors/import" variant="default" leftSection={<IconFileImport size={18} />}>{words().importer.short}</Button>
          <AddSensor />
        </div>
        {shown.length < all.length && <Text c="dimmed" size="sm" role="status" className={classes.count}>{w.some(shown.length, all.length)}</Text>}
      </div>
      {status.isPending && <Text c="dimmed" className="appears-late">{w.loading}</Text>}
      {status.isError && !status.data && <Problem title={w.failed} error={status.error} onRetry={() => void status.refetch()} />}
      {status.data && all.length === 0 && <Empty title={w.emptyTitle} action={<AddSensor />}>{w.empty}</Empty>}
      {all.length > 0 && shown.length === 0 && <Text>{w.noMatch(query)}</Text>}
      {shown.length > 0 && <SensorTable sensors={shown} zoneOf={(id) => zones.get(id)} showStore />}
    </>
  );
}

function AddSensor() {
  return <Button component={Link} href="/sensors/new" leftSection={<IconPlus size={18} />} data-testid="add-sensor">{words().sensorForm.add}</Button>;
}
