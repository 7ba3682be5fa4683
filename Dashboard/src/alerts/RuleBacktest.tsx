import { useQuery } from '@tanstack/react-query';
import { listHoursOf } from '../api/calls';
import { useApi } from '../api/context';
import type { Store } from '../api/types';
import { ToneNote } from '../frame/ToneNote';
import { backtest } from '../logic/backtest';
import { conditionOf, type RuleDraft } from '../logic/ruleDraft';
import { addDays, businessDate, clockWithDay } from '../logic/time';
import { useNow } from '../logic/useNow';
import { words } from '../words';

const DAYS = 14;

/** How often the rule would have fired lately, so that nobody sets one that always does, or never. */
export function RuleBacktest({ draft, stores }: { draft: RuleDraft; stores: Store[] }) {
  const w = words().rules;
  const api = useApi();
  const now = useNow();
  const store = stores.find((one) => one.id === draft.store_id) ?? (stores.length === 1 ? stores[0] : undefined);
  const today = store ? businessDate(now, store.timezone, store.day_start) : '';
  const rows = useQuery({
    queryKey: ['backtest', store?.id, today],
    queryFn: ({ signal }) => listHoursOf(api, store?.id ?? '', addDays(today, -DAYS), addDays(today, -1), signal),
    enabled: store !== undefined,
    staleTime: 600_000,
  });
  const { metric = null, operator = null, value = null, period = 'now' } = conditionOf(draft);
  const result = store && rows.data ? backtest({ type: draft.type, metric, operator, value, period }, rows.data, store.capacity) : null;
  if (!store || !result) return null;
  return (
    <div role="status" data-testid="backtest">
      <ToneNote tone={result.times > DAYS ? 'warning' : 'muted'}>
        {result.latest === null ? w.neverFired(store.name) : w.wouldHaveFired(store.name, result.times, clockWithDay(result.latest, now, store.timezone))}
      </ToneNote>
    </div>
  );
}
