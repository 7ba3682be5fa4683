import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import type { SensorStatus } from '../api/types';
import { ToneNote } from '../frame/ToneNote';
import { byUrgency, sensorHealth } from '../logic/health';
import { people } from '../logic/numbers';
import { ago, clockWithDay } from '../logic/time';
import { useNow } from '../logic/useNow';
import { words } from '../words';
import classes from './SensorTable.module.css';

interface Props {
  sensors: SensorStatus[];
  /** The zone of a sensor's store. */
  zoneOf: (storeId: string) => string | undefined;
  showStore?: boolean;
}

const VIRTUAL_FROM = 200;
/** A first guess; every row is measured when it is shown. */
const ROW_HEIGHT = 53;

/** Sensors with what needs a look first; long tables only make the rows that are on screen. */
export function SensorTable({ sensors, zoneOf, showStore = false }: Props) {
  const w = words().sensors;
  const now = useNow();
  const body = useRef<HTMLTableSectionElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => setTop((body.current?.getBoundingClientRect().top ?? 0) + window.scrollY), []);

  const rows = sensors.toSorted((a, b) => byUrgency(a.sensor, b.sensor));
  const virtual = rows.length > VIRTUAL_FROM;
  const virtualizer = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => rows[index]?.sensor.id ?? index,
    overscan: 12,
    scrollMargin: top,
    enabled: virtual,
  });
  const items = virtualizer.getVirtualItems();
  const shown = virtual ? items.map((item) => item.index) : rows.map((_, index) => index);
  const above = virtual ? (items[0]?.start ?? top) - top : 0;
  const below = virtual ? virtualizer.getTotalSize() + top - (items.at(-1)?.end ?? top) : 0;

  return (
    <div className={classes.box}>
      <table className={classes.table} aria-rowcount={rows.length + 1} data-testid="sensor-table">
        <thead>
          <tr>
            <th scope="col">{w.sensor}</th>
            {showStore && <th scope="col" className={classes.wide}>{w.store}</th>}
            <th scope="col">{w.health}</th>
            <th scope="col" className={classes.wide}>{w.lastSeen}</th>
            <th scope="col" className={classes.number}>{w.latest}</th>
            <th scope="col" className={classes.number}>{w.thisHour}</th>
          </tr>
        </thead>
        <tbody ref={body}>
          <Spacer height={above} />
          {shown.map((index) => {
            const row = rows[index];
            if (!row) return null;
            const zone = zoneOf(row.sensor.store.id);
            return <Row key={row.sensor.id} measure={virtualizer.measureElement} row={row} index={index} now={now} zone={zone} showStore={showStore} />;
          })}
          <Spacer height={below} />
        </tbody>
      </table>
    </div>
  );
}

function Spacer({ height }: { height: number }) {
  return height > 0 ? <tr aria-hidden style={{ height }}><td /></tr> : null;
}

interface RowProps {
  row: SensorStatus;
  index: number;
  measure: (element: Element | null) => void;
  now: number;
  zone: string | undefined;
  showStore: boolean;
}

function Row({ row: { sensor, latest_data, current_hour_stats }, index, measure, now, zone, showStore }: RowProps) {
  const w = words().sensors;
  const health = sensorHealth(sensor.health, sensor.last_seen_at, now);
  const latest = latest_data.people_counting;
  return (
    <tr ref={measure} data-index={index} aria-rowindex={index + 2} data-search-result data-testid={`sensor-row-${sensor.id}`}>
      <th scope="row">
        <Link href={`/sensors/${encodeURIComponent(sensor.id)}`}>{sensor.name}</Link>
        <span className={classes.narrow}>
          {showStore && <>{sensor.store.name}<br /></>}{sensor.last_seen_at ? ago(sensor.last_seen_at, now) : w.neverSeen}
        </span>
      </th>
      {showStore && (
        <td className={classes.wide}><Link href={`/stores/${encodeURIComponent(sensor.store.id)}`}>{sensor.store.name}</Link></td>
      )}
      <td><ToneNote tone={health.tone}>{health.word}</ToneNote></td>
      <td className={classes.wide}>
        {sensor.last_seen_at
          ? <time dateTime={sensor.last_seen_at} title={clockWithDay(sensor.last_seen_at, now, zone)}>{ago(sensor.last_seen_at, now)}</time>
          : w.never}
      </td>
      <td className={classes.number} title={latest ? w.readingOf(clockWithDay(latest.timestamp, now, zone)) : undefined}>
        {latest ? `${people(latest.total_in)} / ${people(latest.total_out)}` : '–'}
      </td>
      <td className={classes.number}>{people(current_hour_stats.total_entries)} / {people(current_hour_stats.total_exits)}</td>
    </tr>
  );
}
