import { useDay } from '../api/queries';
import type { Store } from '../api/types';
import { LiveNumber } from '../frame/LiveNumber';
import { Meter } from '../frame/Meter';
import { Stat, StatRow, Unit } from '../frame/Stat';
import { ToneNote } from '../frame/ToneNote';
import { useStoreLive } from '../live/hooks';
import { fullness, utilization } from '../logic/attention';
import { changeOf, entriesToThisTime, meanStay } from '../logic/compare';
import { change, people, percent, rate } from '../logic/numbers';
import { clockWithDay, duration } from '../logic/time';
import { useNow } from '../logic/useNow';
import { words } from '../words';
import classes from './StoreNow.module.css';
import type { StoreDay } from './useStoreDay';

export function StoreNow({ store, day }: { store: Store; day: StoreDay }) {
  const w = words().store;
  const { state: live, stale } = useStoreLive(store.id);
  const now = useNow();
  const capacity = live?.capacity ?? store.capacity;
  const full = live ? utilization(live) : null;
  const tone = fullness(full);
  const old = stale !== null;
  const peak = live?.peak_today;
  const then = day.date === day.today && day.otherDate !== null ? entriesToThisTime(day.other, now - day.start) : null;
  const vs = changeOf(live?.entries_today, then);
  const stay = day.date === day.today ? meanStay(day.points) : null;
  const sold = useDay(store.id, day.today).data;
  const lastReading = live?.last_reading_at ?? null;

  return (
    <section aria-label={w.nowAndToday}>
      <StatRow label={w.nowAndToday}>
        <Stat
          label={w.now}
          stale={old}
          testId="store-occupancy"
          note={full !== null && (tone === 'ok' ? w.full(percent(full)) : <ToneNote tone={tone}>{w.full(percent(full))}</ToneNote>)}
        >
          <LiveNumber value={live?.occupancy} />
          <Unit>{capacity ? w.of(people(capacity)) : w.people}</Unit>
          {capacity !== null && <div className={classes.meter}><Meter share={full ?? 0} tone={tone} eases /></div>}
        </Stat>
        <Stat label={w.entriesToday} stale={old} testId="store-entries" note={vs !== null && w.vs(change(vs), w.comparisons[day.comparison])}><LiveNumber value={live?.entries_today} /></Stat>
        <Stat label={w.exitsToday} stale={old} testId="store-exits"><LiveNumber value={live?.exits_today} /></Stat>
        <Stat
          label={w.captureToday}
          stale={old}
          testId="store-capture"
          note={live && (live.capture_rate_today === null ? w.noPassingLine : w.ofPassing(people(live.passing_today)))}
        >
          {rate(live?.capture_rate_today)}
        </Stat>
        {sold?.transactions != null && (
          <Stat label={w.conversion} stale={old} testId="store-conversion" note={w.sales(people(sold.transactions))}>{percent(sold.store_conversion_rate)}</Stat>
        )}
        {stay !== null && <Stat label={w.stay} stale={old} note={w.stayNote}>{people(stay)}<Unit>{w.minutes}</Unit></Stat>}
        <Stat label={w.peakToday} stale={old} testId="store-peak">
          {people(peak?.at ? peak.occupancy : null)}
          {peak?.at && <Unit>{w.at(clockWithDay(peak.at, now, store.timezone))}</Unit>}
        </Stat>
      </StatRow>
      <p className={classes.since}>
        {old
          ? <ToneNote tone="warning">{w.notLive(duration(stale))}</ToneNote>
          : lastReading && <>{w.newestReading} <time dateTime={lastReading}>{clockWithDay(lastReading, now, store.timezone)}</time></>}
        {live && !lastReading && w.noReading}
      </p>
    </section>
  );
}
