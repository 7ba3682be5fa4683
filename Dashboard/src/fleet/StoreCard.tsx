import { memo } from 'react';
import { Link } from 'wouter';
import type { SensorCounts, Store } from '../api/types';
import { LiveNumber } from '../frame/LiveNumber';
import { Meter } from '../frame/Meter';
import { ToneText } from '../frame/ToneNote';
import { useStoreState, useWatchedStore } from '../live/hooks';
import { attention, fullness, utilization } from '../logic/attention';
import { sensorsPhrase } from '../logic/health';
import { people } from '../logic/numbers';
import { duration } from '../logic/time';
import { words } from '../words';
import { Spark } from './Spark';
import classes from './StoreCard.module.css';
import { useOnScreen } from './useOnScreen';

interface Props {
  store: Store;
  /** What is known of its sensors before the store itself has been heard. */
  sensors: SensorCounts;
}

/** A store's tile. Far from the screen it is its name in an empty box of the same size: hundreds of them cost nothing, and the browser's search still finds them. */
export const StoreCard = memo(function StoreCard({ store, sensors }: Props) {
  const [ref, visible] = useOnScreen<HTMLElement>();
  useWatchedStore(store.id, visible);
  const titleId = `store-${store.id}`;
  return (
    <article ref={ref} className={classes.card} aria-labelledby={titleId} data-search-result data-testid={`store-card-${store.id}`}>
      {visible ? <Live store={store} sensors={sensors} titleId={titleId} /> : <Name store={store} titleId={titleId} />}
    </article>
  );
});

const Name = memo(function Name({ store, titleId }: { store: Store; titleId: string }) {
  return <h3 id={titleId}><Link href={`/stores/${encodeURIComponent(store.id)}`}>{store.name}</Link></h3>;
});

function Live({ store, sensors: listed, titleId }: Props & { titleId: string }) {
  const { state: live, stale } = useStoreState(store.id);
  const w = words().fleet;
  const sensors = live?.sensors ?? listed;
  const look = attention(live, sensors, store.is_active);
  const phrase = sensorsPhrase(sensors);
  const capacity = live?.capacity ?? store.capacity;
  const full = live ? utilization(live) : null;

  return (
    <>
      <header>
        <Name store={store} titleId={titleId} />
        {look.reason && <ToneText tone={look.tone} text={look.reason} badge />}
      </header>
      <div className={stale === null ? undefined : 'stale'}>
        <div className={classes.numbers}>
          <p className={classes.now} data-testid="occupancy">
            <strong><LiveNumber value={live?.occupancy} /></strong> <span>{capacity ? w.of(people(capacity)) : w.inStore}</span>
          </p>
          <p className={classes.entries}>
            <b data-testid="entries-today"><LiveNumber value={live?.entries_today} /></b> <span>{w.entriesTodayShort}</span>
          </p>
        </div>
        {capacity ? <Meter share={full ?? 0} tone={fullness(full)} /> : <div className={classes.noMeter} />}
      </div>
      <Spark store={store} />
      <footer>
        <ToneText tone={stale === null ? phrase.tone : 'muted'} text={stale === null ? phrase.text : w.asOf(duration(stale))} />
      </footer>
    </>
  );
}
