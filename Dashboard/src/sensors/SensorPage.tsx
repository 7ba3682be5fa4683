import { Alert, Button, Text } from '@mantine/core';
import { IconAlertTriangle, IconPencil } from '@tabler/icons-react';
import { Link } from 'wouter';
import { ApiError } from '../api/client';
import { useSensor, useSensorStatus, useStore } from '../api/queries';
import type { Sensor } from '../api/types';
import { LiveNumber } from '../frame/LiveNumber';
import { NotFound } from '../frame/NotFound';
import { PageHead } from '../frame/PageHead';
import { Problem } from '../frame/Problem';
import { Stat, StatRow, Unit } from '../frame/Stat';
import { ToneNote } from '../frame/ToneNote';
import { useSensorLive } from '../live/hooks';
import { sensorHealth } from '../logic/health';
import { people } from '../logic/numbers';
import { remedy } from '../logic/remedy';
import { clockWithDay, zoneNote } from '../logic/time';
import { useNow } from '../logic/useNow';
import { words } from '../words';
import { BucketsCard } from './BucketsCard';
import { HeatCard } from './HeatCard';
import { HistoryCard } from './HistoryCard';
import { SensorLines } from './SensorLines';
import classes from './SensorPage.module.css';
import { TestConnection } from './TestConnection';

/** Can I trust this sensor? */
export function SensorPage({ id }: { id: string }) {
  const sensor = useSensor(id);
  if (sensor.data) return <OneSensor sensor={sensor.data} />;
  if (sensor.isPending) return <Text c="dimmed" className="appears-late">{words().common.loading}</Text>;
  if (sensor.error instanceof ApiError && sensor.error.status === 404) return <NotFound what="sensor" />;
  return <Problem title={words().sensors.failed} error={sensor.error} onRetry={() => void sensor.refetch()} />;
}

function OneSensor({ sensor }: { sensor: Sensor }) {
  const w = words().sensor;
  const status = useSensorStatus({ sensor_id: sensor.id }, 10).data?.[0];
  const { state: live, stale } = useSensorLive(sensor.id);
  const { store } = useStore(sensor.store_id);
  const now = useNow();

  const heard = live && stale === null ? live : status?.sensor;
  const health = sensorHealth(heard?.health ?? sensor.health, heard?.last_seen_at ?? sensor.last_seen_at, now);
  const problem = live ? live.last_error : sensor.last_error;
  const toTry = problem ? remedy(problem) : null;
  const latest = status?.latest_data.people_counting;
  const zone = store?.timezone;
  const pushed = sensor.config.collection.mode === 'push';
  const facts = [
    sensor.location,
    sensor.sensor_type.replaceAll('_', ' '),
    pushed ? w.pushes : `${sensor.sensor_ip}:${sensor.sensor_port}`,
    zone && zoneNote(zone, now),
  ].filter(Boolean).join(' · ');

  return (
    <div className={classes.page}>
      <PageHead
        title={sensor.sensor_name}
        back={store ? { href: `/stores/${store.id}`, label: store.name } : { href: '/sensors', label: words().sensors.title }}
        facts={facts}
        actions={<Button component={Link} href={`/sensors/${sensor.id}/edit`} variant="default" leftSection={<IconPencil size={18} />} data-testid="edit-sensor">{w.edit}</Button>}
      />
      <p className={classes.health} data-testid="sensor-health">
        <ToneNote tone={health.tone} badge>{health.word}</ToneNote> {health.sentence}
      </p>
      {problem && (
        <Alert icon={<IconAlertTriangle />} variant="default" title={w.lastProblem} data-testid="sensor-last-error">
          <p>{problem}</p>
          {toTry && <p className={classes.remedy}>{toTry}</p>}
        </Alert>
      )}
      {sensor.notices.includes('lines_not_configured') && (
        <Alert icon={<IconAlertTriangle />} variant="default" title={w.noLinesTitle}>
          <p>{w.noLines}</p>
          <Button component={Link} href={`/sensors/${sensor.id}/edit`} mt="sm" size="sm" variant="default">{w.setLines}</Button>
        </Alert>
      )}
      <StatRow label={w.counts}>
        <Stat label={w.inToday} stale={stale !== null} testId="sensor-in"><LiveNumber value={live?.today.in} /></Stat>
        <Stat label={w.outToday} stale={stale !== null} testId="sensor-out"><LiveNumber value={live?.today.out} /></Stat>
        <Stat label={w.thisHour} stale={stale !== null}>
          {people(live?.current_hour.entries ?? status?.current_hour_stats.total_entries)}
          <Unit>{w.inAndOut(people(live?.current_hour.exits ?? status?.current_hour_stats.total_exits))}</Unit>
        </Stat>
        <Stat label={w.latest} note={latest ? w.from(clockWithDay(latest.timestamp, now, zone)) : w.noneYet}>
          {people(latest?.total_in)}<Unit>{w.inAndOut(people(latest?.total_out))}</Unit>
        </Stat>
      </StatRow>
      {!pushed && <TestConnection sensor={sensor} />}
      {zone && <BucketsCard sensor={sensor} zone={zone} dayStart={store?.day_start ?? null} />}
      {live && <SensorLines live={live} config={sensor.config} now={now} zone={zone} />}
      <div className={classes.columns}>
        <HeatCard sensorId={sensor.id} />
        <HistoryCard sensorId={sensor.id} zone={zone} />
      </div>
    </div>
  );
}
