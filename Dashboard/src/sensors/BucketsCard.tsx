import { SegmentedControl } from '@mantine/core';
import { useMemo, useState } from 'react';
import { MOST_READINGS, useReadings } from '../api/queries';
import type { PeopleRecord, Sensor } from '../api/types';
import { Card } from '../frame/Card';
import table from '../frame/DataTable.module.css';
import { Problem } from '../frame/Problem';
import { coverage, type Coverage } from '../logic/coverage';
import { people, percent } from '../logic/numbers';
import { businessDate, clock, instantOf } from '../logic/time';
import { useNow } from '../logic/useNow';
import { words } from '../words';
import classes from './BucketsCard.module.css';

interface Props {
  sensor: Sensor;
  zone: string;
  dayStart: string | null;
}

/** Today's readings of a sensor: as a strip of what came and what is missing, or as they were stored. */
export function BucketsCard({ sensor, zone, dayStart }: Props) {
  const w = words().buckets;
  const [view, setView] = useState('strip');
  const now = Math.floor(useNow() / 30_000) * 30_000;
  const start = instantOf(businessDate(now, zone, dayStart), dayStart, zone);
  const readings = useReadings(sensor.id, new Date(start).toISOString());
  const interval = sensor.config.collection.interval_seconds * 1000;
  const day = useMemo(() => {
    const spans = (readings.data ?? []).map((r) => ({ from: Date.parse(r.timestamp), to: Date.parse(r.end_time) }));
    return coverage(spans, start, now, 1.5 * interval + 60_000);
  }, [readings.data, start, now, interval]);

  return (
    <Card
      title={w.title}
      note={readings.data && sentence(day, readings.data.length)}
      tools={<SegmentedControl aria-label={words().hours.showAs} size="sm" value={view} onChange={setView} data={[{ value: 'strip', label: w.strip }, { value: 'table', label: w.raw }]} data-testid="buckets-view" />}
      testId="buckets"
    >
      {readings.isError && !readings.data && <Problem title={w.failed} error={readings.error} onRetry={() => void readings.refetch()} />}
      {readings.data && view === 'strip' && <Strip day={day} start={start} now={now} zone={zone} />}
      {readings.data && view === 'table' && <Raw readings={readings.data} zone={zone} />}
    </Card>
  );
}

function sentence(day: Coverage, count: number): string {
  const w = words().buckets;
  if (count === 0) return w.none;
  if (day.share === null || day.share >= 0.995) return w.complete(count);
  return w.partial(count, percent(day.share));
}

function Strip({ day, start, now, zone }: { day: Coverage; start: number; now: number; zone: string }) {
  const w = words().buckets;
  const length = Math.max(1, now - start);
  const missing = day.segments.filter((s) => s.state === 'missing');
  return (
    <>
      <div className={classes.strip} aria-hidden data-testid="bucket-strip">
        {day.segments.map((s) => (
          <span key={s.from} data-state={s.state} style={{ left: `${((s.from - start) / length) * 100}%`, width: `${((s.to - s.from) / length) * 100}%` }} title={`${clock(s.from, zone)}–${clock(s.to, zone)} ${w.states[s.state]}`} />
        ))}
      </div>
      <p className={classes.ends} aria-hidden><span>{clock(start, zone)}</span><span>{clock(now, zone)}</span></p>
      <ul className={classes.legend}>
        <li data-state="received">{w.states.received}</li>
        <li data-state="missing">{w.states.missing}{missing.length > 0 && `: ${missing.slice(0, 6).map((s) => `${clock(s.from, zone)}–${clock(s.to, zone)}`).join(', ')}${missing.length > 6 ? ' …' : ''}`}</li>
        <li data-state="pending">{w.states.pending}</li>
      </ul>
    </>
  );
}

const SHOWN = 200;

function Raw({ readings, zone }: { readings: PeopleRecord[]; zone: string }) {
  const w = words().buckets;
  const lines = [...new Set(readings.flatMap((r) => Object.keys(r).flatMap((key) => /^(line\d+)_in$/.exec(key)?.[1] ?? [])))]
    .sort((a, b) => Number(a.slice(4)) - Number(b.slice(4)))
    .filter((line) => readings.some((r) => r[`${line}_in`] || r[`${line}_out`]));
  const shown = readings.slice(0, SHOWN);
  return (
    <div className={table.box} style={{ marginTop: 12 }}>
      <table className={table.table} data-testid="raw-readings">
        <thead><tr><th scope="col">{w.from}</th><th scope="col">{w.to}</th>{lines.map((line) => <th key={line} scope="col" className={table.number}>{words().lines.short(Number(line.slice(4)))}</th>)}</tr></thead>
        <tbody>
          {shown.map((r) => (
            <tr key={r.timestamp}>
              <td><time dateTime={r.timestamp}>{clock(r.timestamp, zone)}</time></td>
              <td><time dateTime={r.end_time}>{clock(r.end_time, zone)}</time></td>
              {lines.map((line) => <td key={line} className={table.number}>{people(r[`${line}_in`] as number | null)} / {people(r[`${line}_out`] as number | null)}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
      {(readings.length > SHOWN || readings.length === MOST_READINGS) && <p className={classes.more}>{w.newest(SHOWN)}</p>}
    </div>
  );
}
