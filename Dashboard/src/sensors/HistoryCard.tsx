import { useQuery } from '@tanstack/react-query';
import { listSensorEvents } from '../api/calls';
import { useApi } from '../api/context';
import type { SensorEvent } from '../api/types';
import { Card } from '../frame/Card';
import { ToneNote } from '../frame/ToneNote';
import type { Tone } from '../logic/health';
import { clockWithDay } from '../logic/time';
import { useNow } from '../logic/useNow';
import { words } from '../words';
import classes from './HistoryCard.module.css';

const TONES: Record<SensorEvent['event_type'], Tone> = { online: 'ok', recovered: 'ok', error: 'warning', offline: 'critical' };
const DAYS = 7;
const SHOWN = 30;

/** When the device came, went, failed and recovered in the last week. */
export function HistoryCard({ sensorId, zone }: { sensorId: string; zone: string | undefined }) {
  const w = words().history;
  const api = useApi();
  const now = useNow();
  const from = new Date(Math.floor(now / 86_400_000 - DAYS) * 86_400_000).toISOString();
  const events = useQuery({ queryKey: ['sensor-events', sensorId, from], queryFn: ({ signal }) => listSensorEvents(api, sensorId, from, signal), refetchInterval: 60_000 });
  if (!events.data) return null;
  return (
    <Card title={w.title} note={w.note} testId="sensor-history">
      {events.data.length === 0 && <p>{w.none}</p>}
      <ul className={classes.events}>
        {events.data.slice(0, SHOWN).map((event) => (
          <li key={`${event.at} ${event.event_type}`}>
            <time dateTime={event.at}>{clockWithDay(event.at, now, zone)}</time>
            <ToneNote tone={TONES[event.event_type]}>{w.events[event.event_type]}</ToneNote>
            {event.detail && <span>{event.detail}</span>}
          </li>
        ))}
      </ul>
    </Card>
  );
}
