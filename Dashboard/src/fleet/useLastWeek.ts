import { useQueries } from '@tanstack/react-query';
import { listHours } from '../api/calls';
import { useApi } from '../api/context';
import { keys, useStores } from '../api/queries';
import { entriesToThisTime } from '../logic/compare';
import { hoursOfDay } from '../logic/hours';
import { addDays, businessDate, instantOf } from '../logic/time';
import { useNow } from '../logic/useNow';

/** Of more stores the comparison would be a request for each of them at every visit. */
const MOST_STORES = 40;

/** Entries of all stores on the same weekday of last week, each up to its own present time of day; null where one of them is not known. */
export function useLastWeek(): number | null {
  const api = useApi();
  const now = Math.floor(useNow() / 60_000) * 60_000;
  const stores = (useStores().data ?? []).filter((store) => store.is_active);
  const asked = stores.length <= MOST_STORES ? stores : [];
  const days = useQueries({
    queries: asked.map((store) => {
      const date = addDays(businessDate(now, store.timezone, store.day_start), -7);
      return {
        queryKey: keys.hours(store.id, date),
        queryFn: ({ signal }: { signal: AbortSignal }) => listHours(api, store.id, date, signal),
        staleTime: 600_000,
      };
    }),
  });
  let sum = 0;
  for (const [index, store] of asked.entries()) {
    const today = businessDate(now, store.timezone, store.day_start);
    const then = addDays(today, -7);
    const elapsed = now - instantOf(today, store.day_start, store.timezone);
    const rows = days[index]?.data;
    const entries = rows ? entriesToThisTime(hoursOfDay(rows, then, store.timezone, store.day_start, now), elapsed) : null;
    if (entries === null) return null;
    sum += entries;
  }
  return asked.length === 0 ? null : sum;
}
