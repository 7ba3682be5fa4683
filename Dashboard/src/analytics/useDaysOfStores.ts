import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { listDaysOf } from '../api/calls';
import { useApi } from '../api/context';
import type { DayRow, Store } from '../api/types';
import type { Step } from '../logic/analytics';

export interface StoreDays {
  store: Store;
  rows: DayRow[];
}

/** Days, weeks or months of several stores in one request, kept for ten minutes: what is over changes only when readings or sales come late. */
export function useDaysOfStores(stores: Store[], range: { from: string; to: string } | null, by: Step): UseQueryResult<StoreDays[]> {
  const api = useApi();
  return useQuery({
    queryKey: ['analytics-days', stores.map((store) => store.id), range, by],
    queryFn: async ({ signal }): Promise<StoreDays[]> => {
      const rows = await listDaysOf(api, stores.map((store) => store.id), range?.from ?? '', range?.to ?? '', by, signal);
      return stores.map((store) => ({ store, rows: rows.get(store.id) ?? [] }));
    },
    staleTime: 600_000,
    placeholderData: keepPreviousData,
    enabled: range !== null && stores.length > 0,
  });
}
