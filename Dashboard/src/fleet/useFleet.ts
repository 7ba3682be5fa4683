import { useEffect, useMemo, useState } from 'react';
import { useSensorStatus, useStores } from '../api/queries';
import type { SensorCounts, Store } from '../api/types';
import { useLive } from '../live/context';
import { useConnection } from '../live/hooks';
import { attention, matches } from '../logic/attention';
import { comparer, type Order } from '../logic/fleetOrder';
import { countHealth, noSensors } from '../logic/health';
import { locale } from '../words';

export interface FleetEntry {
  store: Store;
  sensors: SensorCounts;
}

/** Time for the first snapshots to arrive before the cards are put in order once more. */
const SETTLE_MS = 700;

/**
 * The stores in the order of what needs attention. The order is made anew only when the sensors' health has been asked for
 * again (every 30 s), not with every visitor: cards must not move under the pointer.
 */
export function useFleet(query: string, region: string | null, order: Order) {
  const { states } = useLive();
  const stores = useStores();
  const status = useSensorStatus();
  const settled = useSettled();

  const sensors = useMemo(() => {
    const byStore = Map.groupBy(status.data ?? [], (s) => s.sensor.store.id);
    return new Map([...byStore].map(([id, list]) => [id, countHealth(list.map((s) => s.sensor.health))]));
  }, [status.data]);

  const ordered = useMemo(
    () =>
      (stores.data ?? [])
        .map((store) => {
          const held = states.get('store', store.id)?.state;
          const counts = sensors.get(store.id) ?? noSensors;
          return { store, sensors: counts, live: held, attention: attention(held, held?.sensors ?? counts, store.is_active) };
        })
        .sort(comparer(order)),
    // The live states are read, not followed; these say when to read them again.
    [stores.data, sensors, status.dataUpdatedAt, settled, states, order],
  );

  const shown = ordered.filter(
    ({ store }) => (region === null || (store.region ?? '') === region) && matches(query, store.name, store.code, store.region),
  );
  const regions = [...new Set((stores.data ?? []).map((s) => s.region ?? ''))].sort((a, b) => a.localeCompare(b, locale()));
  return { stores, shown, regions };
}

/** Counts up a moment after the hub has come (back). */
function useSettled(): number {
  const { phase } = useConnection();
  const [count, setCount] = useState(0);
  useEffect(() => {
    if (phase !== 'live') return;
    const timer = setTimeout(() => setCount((before) => before + 1), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [phase]);
  return count;
}
