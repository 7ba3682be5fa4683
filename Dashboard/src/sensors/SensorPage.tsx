import { Alert, Anchor, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconArrowLeft } from '@tabler/icons-react';
import { Link } from 'wouter';
import { ApiError } from '../api/client';
import { useSensor, useSensorStatus, useStore } from '../api/queries';
import { LiveNumber } from '../frame/LiveNumber';
import { NotFound } from '../frame/NotFound';
import { Stat, StatRow, Unit } from '../frame/Stat';
import { ToneNote } from '../frame/ToneNote';
import { useTitle } from '../frame/useTitle';
import { useSensorLive } from '../live/hooks';
import { sensorHealth } from '../logic/health';
import { people } from '../logic/numbers';
import { clockWithDay, zoneNote } from '../logic/time';
import { useNow } from '../logic/useNow';
import { SensorLines } from './SensorLines';
import classes from './SensorPage.module.css';

/** Can I trust this sensor? */
export function SensorPage({ id }: { id: string }) {
  const sensor = useSensor(id);
  const status = useSensorStatus({ sensor_id: id }, 10).data?.[0];
  const { state: live, stale } = useSensorLive(id);
  const { store } = useStore(sensor.data?.store_id ?? '');
  const now = useNow();
  useTitle(sensor.data?.sensor_name);

  if (sensor.isPending) return <Text c="dimmed" className="appears-late">Loading the sensor…</Text>;
  if (sensor.error instanceof ApiError && sensor.error.status === 404) return <NotFound what="sensor" />;
  if (!sensor.data) return <Text role="alert">{sensor.error?.message}</Text>;

  const { sensor_name, sensor_ip, sensor_port, sensor_type, location } = sensor.data;
  const heard = live && stale === null ? live : status?.sensor;
  const health = sensorHealth(heard?.health ?? sensor.data.health, heard?.last_seen_at ?? sensor.data.last_seen_at, now);
  const latest = status?.latest_data.people_counting;
  const zone = store?.timezone;
  const facts = [
    location,
    sensor_type.replaceAll('_', ' '),
    sensor_ip && `${sensor_ip}${sensor_port ? `:${sensor_port}` : ''}`,
    zone && zoneNote(zone, now),
  ].filter(Boolean);

  return (
    <div className={classes.page}>
      <div>
        {store
          ? <Anchor component={Link} href={`/stores/${encodeURIComponent(store.id)}`} className={classes.back}><IconArrowLeft size={16} aria-hidden /> {store.name}</Anchor>
          : <Anchor component={Link} href="/sensors" className={classes.back}><IconArrowLeft size={16} aria-hidden /> Sensors</Anchor>}
        <Title order={1} size="h2" className={classes.title}>{sensor_name}</Title>
        <Text c="dimmed" size="sm">{facts.join(' · ')}</Text>
      </div>
      <p className={classes.health} data-testid="sensor-health">
        <ToneNote tone={health.tone} badge>{health.word}</ToneNote> {health.sentence}
      </p>
      {live?.last_error && (
        <Alert icon={<IconAlertTriangle />} variant="default" title="Last problem" data-testid="sensor-last-error">{live.last_error}</Alert>
      )}
      <StatRow label="Counts">
        <Stat label="In today" stale={stale !== null} testId="sensor-in"><LiveNumber value={live?.today.in} /></Stat>
        <Stat label="Out today" stale={stale !== null} testId="sensor-out"><LiveNumber value={live?.today.out} /></Stat>
        <Stat label="This hour" stale={stale !== null}>
          {people(live?.current_hour.entries ?? status?.current_hour_stats.total_entries)}
          <Unit>in, {people(live?.current_hour.exits ?? status?.current_hour_stats.total_exits)} out</Unit>
        </Stat>
        <Stat label="Latest reading" note={latest ? `from ${clockWithDay(latest.timestamp, now, zone)}` : 'none yet'}>
          {people(latest?.total_in)}<Unit>in, {people(latest?.total_out)} out</Unit>
        </Stat>
      </StatRow>
      {live && <SensorLines live={live} now={now} zone={zone} />}
    </div>
  );
}
