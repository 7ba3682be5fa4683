import { useMemo, useSyncExternalStore, useEffect } from 'react';
import { useSensorStatus } from '../api/queries';
import type { SensorLive, Store } from '../api/types';
import { Bars } from '../frame/Bars';
import { Card } from '../frame/Card';
import { useLive } from '../live/context';
import { lineShares } from '../logic/lineShares';
import { people, percent } from '../logic/numbers';
import { words } from '../words';

/** A store with more sensors than this shows its lines on their own pages: each sensor is a watch. */
const MOST_SENSORS = 16;

/** Which doors people take today: each line's share of all that was counted, and its two directions. */
export function LinesCard({ store }: { store: Store }) {
  const w = words().store;
  const status = useSensorStatus({ store_id: store.id }, 10).data;
  const ids = useMemo(() => (status ?? []).slice(0, MOST_SENSORS).map((s) => s.sensor.id), [status]);
  const sensors = useSensorsLive(ids);
  const names = new Map(status?.map((s) => [s.sensor.id, s.sensor.name]));
  const shares = lineShares(sensors);
  if (shares.length === 0) return null;
  return (
    <Card title={w.lines} note={w.linesNote} testId="lines">
      <Bars
        rows={shares.map((line) => ({
          key: `${line.sensorId}-${line.line}`,
          name: line.name,
          note: `${words().lines.types[line.type]} · ${names.get(line.sensorId) ?? ''}`,
          value: `${people(line.in)} / ${people(line.out)}${line.share === null ? '' : ` · ${percent(line.share)}`}`,
          share: line.share ?? 0,
        }))}
      />
    </Card>
  );
}

/** The live states of several sensors: one subscription for all of them. */
function useSensorsLive(ids: string[]): SensorLive[] {
  const live = useLive();
  const key = ids.join();
  useEffect(() => {
    const ends = key === '' ? [] : key.split(',').map((id) => live.watch('sensor', id));
    return () => ends.forEach((end) => end());
  }, [live, key]);
  const store = useMemo(() => {
    const wanted = key === '' ? [] : key.split(',');
    let held: SensorLive[] = [];
    const read = () => {
      const next = wanted.flatMap((id) => live.states.get('sensor', id)?.state ?? []);
      if (next.length !== held.length || next.some((one, index) => one !== held[index])) held = next;
      return held;
    };
    const subscribe = (listener: () => void) => {
      const ends = wanted.map((id) => live.states.subscribe('sensor', id, listener));
      return () => ends.forEach((end) => end());
    };
    return { read, subscribe };
  }, [live, key]);
  return useSyncExternalStore(store.subscribe, store.read);
}
