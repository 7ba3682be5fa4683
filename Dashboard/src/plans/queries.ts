import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useApi } from '../api/context';
import type { FloorPlan, StoreHeat } from '../api/types';
import { getPlan, getPlanPicture, getStoreHeat } from './calls';

const MINUTE = 60_000;

export const planKey = (storeId: string) => ['floor-plan', storeId] as const;

export function usePlan(storeId: string): UseQueryResult<FloorPlan | null> {
  const api = useApi();
  return useQuery({ queryKey: planKey(storeId), queryFn: ({ signal }) => getPlan(api, storeId, signal), staleTime: MINUTE });
}

/** The picture of a plan: by its tag, so that another one is fetched when there is another one. */
export function usePlanPicture(plan: FloorPlan | null | undefined): UseQueryResult<Blob | null> {
  const api = useApi();
  return useQuery({
    queryKey: ['floor-plan-picture', plan?.store_id, plan?.etag],
    queryFn: ({ signal }) => getPlanPicture(api, plan?.store_id ?? '', signal),
    staleTime: Infinity,
    enabled: !!plan,
  });
}

/** A camera is asked for its picture once an hour, so there is no hurry. While a range loads, the one before stays on screen. */
export function useStoreHeat(storeId: string, start: number, end: number): UseQueryResult<StoreHeat> {
  const api = useApi();
  return useQuery({
    queryKey: ['store-heat', storeId, start, end],
    queryFn: ({ signal }) => getStoreHeat(api, storeId, start, end, signal),
    staleTime: MINUTE,
    // Who waits for the first picture sees it soon.
    refetchInterval: (query) => (query.state.data?.sensors.length === 0 ? MINUTE : 5 * MINUTE),
    placeholderData: keepPreviousData,
  });
}
