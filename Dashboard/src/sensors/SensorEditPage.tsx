import { Text } from '@mantine/core';
import { useSearchParams } from 'wouter';
import { ApiError } from '../api/client';
import { useSensor } from '../api/queries';
import { NotFound } from '../frame/NotFound';
import { PageHead } from '../frame/PageHead';
import { Problem } from '../frame/Problem';
import { words } from '../words';
import { SensorForm } from './SensorForm';

export function SensorNewPage() {
  const [parameters] = useSearchParams();
  const w = words().sensorForm;
  return (
    <>
      <PageHead title={w.add} back={{ href: '/sensors', label: words().sensors.title }} />
      <SensorForm storeId={parameters.get('store') ?? ''} />
    </>
  );
}

export function SensorEditPage({ id }: { id: string }) {
  const sensor = useSensor(id);
  if (sensor.data) {
    return (
      <>
        <PageHead title={words().sensorForm.edit(sensor.data.sensor_name)} back={{ href: `/sensors/${id}`, label: sensor.data.sensor_name }} />
        <SensorForm key={sensor.data.updated_at} sensor={sensor.data} />
      </>
    );
  }
  if (sensor.isPending) return <Text c="dimmed" className="appears-late">{words().common.loading}</Text>;
  if (sensor.error instanceof ApiError && sensor.error.status === 404) return <NotFound what="sensor" />;
  return <Problem title={words().sensors.failed} error={sensor.error} onRetry={() => void sensor.refetch()} />;
}
