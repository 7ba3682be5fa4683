import { useQueries } from '@tanstack/react-query';
import { listHoursOf } from '../api/calls';
import { useApi } from '../api/context';
import type { Store } from '../api/types';
import { place, type PlacedHour } from '../logic/analytics';

export interface StoreHours {
  store: Store;
  hours: PlacedHour[];
}

/** The hours of several stores, one request each, kept for ten minutes: closed days change only when readings come late. */
export function useHoursOfStores(stores: Store[], from: string, to: string, enabled: boolean): { data: StoreHours[]; pending: boolean; error: Error | null; retry: () => void } {
  const api = useApi();
  return useQueries({
    queries: stores.map((store) => ({
      queryKey: ['analytics-hours', store.id, from, to],
      queryFn: async ({ signal }: { signal: AbortSignal }): Promise<StoreHours> => ({ store, hours: place(await listHoursOf(api, store.id, from, to, signal), store.timezone, store.day_start) }),
      staleTime: 600_000,
      enabled,
    })),
    combine: (results) => ({
      data: results.flatMap((one) => one.data ?? []),
      pending: enabled && results.some((one) => one.isPending),
      error: results.find((one) => one.error)?.error ?? null,
      retry: () => results.filter((one) => one.isError).forEach((one) => void one.refetch()),
    }),
  });
}
