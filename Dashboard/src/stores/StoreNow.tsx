import type { Store } from '../api/types';
import { LiveNumber } from '../frame/LiveNumber';
import { Meter } from '../frame/Meter';
import { Stat, StatRow, Unit } from '../frame/Stat';
import { ToneNote } from '../frame/ToneNote';
import { useStoreLive } from '../live/hooks';
import { fullness, percent, utilization } from '../logic/attention';
import { people, rate } from '../logic/numbers';
import { clockWithDay, duration } from '../logic/time';
import { useNow } from '../logic/useNow';
import classes from './StoreNow.module.css';

export function StoreNow({ store }: { store: Store }) {
  const { state: live, stale } = useStoreLive(store.id);
  const now = useNow();
  const capacity = live?.capacity ?? store.capacity;
  const full = live ? utilization(live) : null;
  const tone = fullness(full);
  const old = stale !== null;
  const peak = live?.peak_today;
  const lastReading = live?.last_reading_at ?? null;

  return (
    <section aria-label="Now and today">
      <StatRow label="Now and today">
        <Stat
          label="Now"
          stale={old}
          testId="store-occupancy"
          note={full !== null && (tone === 'ok' ? `${percent(full)} full` : <ToneNote tone={tone}>{percent(full)} full</ToneNote>)}
        >
          <LiveNumber value={live?.occupancy} />
          <Unit>{capacity ? `of ${people(capacity)}` : 'people'}</Unit>
          {capacity !== null && <div className={classes.meter}><Meter share={full ?? 0} tone={tone} /></div>}
        </Stat>
        <Stat label="Entries today" stale={old} testId="store-entries"><LiveNumber value={live?.entries_today} /></Stat>
        <Stat label="Exits today" stale={old} testId="store-exits"><LiveNumber value={live?.exits_today} /></Stat>
        <Stat
          label="Capture rate today"
          stale={old}
          testId="store-capture"
          note={live && (live.capture_rate_today === null ? 'no passing line' : `of ${people(live.passing_today)} passing by`)}
        >
          {rate(live?.capture_rate_today)}
        </Stat>
        <Stat label="Peak today" stale={old} testId="store-peak">
          {people(peak?.at ? peak.occupancy : null)}
          {peak?.at && <Unit>at {clockWithDay(peak.at, now, store.timezone)}</Unit>}
        </Stat>
      </StatRow>
      <p className={classes.since}>
        {old
          ? <ToneNote tone="warning">Not live: these numbers are {duration(stale)} old.</ToneNote>
          : lastReading && <>Newest reading from <time dateTime={lastReading}>{clockWithDay(lastReading, now, store.timezone)}</time></>}
        {live && !lastReading && 'No reading yet.'}
      </p>
    </section>
  );
}
