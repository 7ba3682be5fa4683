import { useQueries } from '@tanstack/react-query';
import { listHourOfWeek } from '../api/calls';
import { useApi } from '../api/context';
import type { Store } from '../api/types';
import type { WeekHour } from '../logic/analytics';

/** Each store that is chosen is a question of its own; of more the week is that of all stores. */
export const MOST_WEEKS = 12;

/** Means of the hours of the week: one question for all stores, or one for each of some. */
export function useWeekOfStores(chosen: Store[], all: boolean, from: string, to: string): { data: WeekHour[][]; error: Error | null; retry: () => void } {
  const api = useApi();
  const ids = all || chosen.length > MOST_WEEKS ? [null] : chosen.map((store) => store.id);
  return useQueries({
    queries: ids.map((id) => ({
      queryKey: ['hour-of-week', id, from, to],
      queryFn: ({ signal }: { signal: AbortSignal }) => listHourOfWeek(api, id, from, to, signal),
      staleTime: 600_000,
    })),
    combine: (results) => ({
      data: results.flatMap((one) => (one.data ? [one.data] : [])),
      error: results.find((one) => one.error)?.error ?? null,
      retry: () => results.filter((one) => one.isError).forEach((one) => void one.refetch()),
    }),
  });
}
