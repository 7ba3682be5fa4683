import { memo } from 'react';
import { Link } from 'wouter';
import type { SensorCounts, Store } from '../api/types';
import { LiveNumber } from '../frame/LiveNumber';
import { Meter } from '../frame/Meter';
import { ToneNote } from '../frame/ToneNote';
import { useStoreLive } from '../live/hooks';
import { attention, fullness, utilization } from '../logic/attention';
import { sensorsPhrase } from '../logic/health';
import { people } from '../logic/numbers';
import { duration } from '../logic/time';
import classes from './StoreCard.module.css';
import { useOnScreen } from './useOnScreen';

interface Props {
  store: Store;
  /** What is known of its sensors before the store itself has been heard. */
  sensors: SensorCounts;
}

export const StoreCard = memo(function StoreCard({ store, sensors: listed }: Props) {
  const [ref, visible] = useOnScreen<HTMLElement>();
  const { state: live, stale } = useStoreLive(store.id, visible);
  const sensors = live?.sensors ?? listed;
  const look = attention(live, sensors, store.is_active);
  const phrase = sensorsPhrase(sensors);
  const capacity = live?.capacity ?? store.capacity;
  const full = live ? utilization(live) : null;
  const titleId = `store-${store.id}`;

  return (
    <article ref={ref} className={classes.card} aria-labelledby={titleId} data-search-result data-testid={`store-card-${store.id}`}>
      <header>
        <h3 id={titleId}><Link href={`/stores/${encodeURIComponent(store.id)}`}>{store.name}</Link></h3>
        {look.reason && <ToneNote tone={look.tone} badge>{look.reason}</ToneNote>}
      </header>
      <div className={stale === null ? undefined : 'stale'}>
        <div className={classes.numbers}>
          <p className={classes.now} data-testid="occupancy">
            <strong><LiveNumber value={live?.occupancy} /></strong> <span>{capacity ? `of ${people(capacity)}` : 'in store'}</span>
          </p>
          <p className={classes.entries}>
            <b data-testid="entries-today"><LiveNumber value={live?.entries_today} /></b> <span>entries today</span>
          </p>
        </div>
        {capacity ? <Meter share={full ?? 0} tone={fullness(full)} /> : <div className={classes.noMeter} />}
      </div>
      <footer>
        <ToneNote tone={stale === null ? phrase.tone : 'muted'}>
          {stale === null ? phrase.text : `As of ${duration(stale)} ago`}
        </ToneNote>
      </footer>
    </article>
  );
});
