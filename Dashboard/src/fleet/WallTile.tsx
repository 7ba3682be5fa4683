import type { SensorCounts, Store } from '../api/types';
import { LiveNumber } from '../frame/LiveNumber';
import { Meter } from '../frame/Meter';
import { ToneText } from '../frame/ToneNote';
import { useStoreLive } from '../live/hooks';
import { attention, fullness, utilization } from '../logic/attention';
import { people } from '../logic/numbers';
import { words } from '../words';
import classes from './WallTile.module.css';

/** A store on the wall: its number as large as its tile allows. */
export function WallTile({ store, sensors }: { store: Store; sensors: SensorCounts }) {
  const { state: live, stale } = useStoreLive(store.id);
  const w = words().fleet;
  const look = attention(live, live?.sensors ?? sensors, store.is_active);
  const capacity = live?.capacity ?? store.capacity;
  const full = live ? utilization(live) : null;
  return (
    <article className={classes.tile} data-tone={look.tone} data-testid={`wall-tile-${store.id}`}>
      <header>
        <h2>{store.name}</h2>
        {look.reason && <ToneText tone={look.tone} text={look.reason} badge />}
      </header>
      <p className={stale === null ? classes.number : `${classes.number} stale`}>
        <strong><LiveNumber value={live?.occupancy} /></strong>
        <span>{capacity ? w.of(people(capacity)) : w.inStore}</span>
      </p>
      <div>
        {capacity ? <Meter share={full ?? 0} tone={fullness(full)} /> : null}
        <p className={classes.entries}><b><LiveNumber value={live?.entries_today} /></b> {w.entriesTodayShort}</p>
      </div>
    </article>
  );
}
