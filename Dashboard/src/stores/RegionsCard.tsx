import type { Store } from '../api/types';
import { Bars } from '../frame/Bars';
import { Card } from '../frame/Card';
import { useStoreLive } from '../live/hooks';
import { people } from '../logic/numbers';
import { words } from '../words';

/** People by region, as the devices count them now. */
export function RegionsCard({ store }: { store: Store }) {
  const w = words().store;
  const { state: live, stale } = useStoreLive(store.id);
  if (!live || live.regions.length === 0) return null;
  const most = Math.max(1, ...live.regions.map((r) => r.count));
  return (
    <Card title={w.regions} note={w.regionsNote} testId="regions">
      <div className={stale === null ? undefined : 'stale'}>
        <Bars rows={live.regions.map((r, index) => ({ key: `${r.region}-${index}`, name: r.name, value: people(r.count), share: r.count / most }))} />
      </div>
    </Card>
  );
}
