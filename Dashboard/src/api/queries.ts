import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useApi } from './context';
import { getDay, getForecast, getSensor, listHours, listReadings, listSensorStatus, listStores, listTokens } from './calls';
import type { DayRow, Forecast, HourRow, PeopleRecord, Sensor, SensorStatus, Store, Token } from './types';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

export const keys = {
  stores: ['stores'] as const,
  status: (scope: { store_id?: string; sensor_id?: string }) => ['sensor-status', scope] as const,
  sensor: (id: string) => ['sensor', id] as const,
  tokens: ['tokens'] as const,
  readings: (sensorId: string, from: string) => ['readings', sensorId, from] as const,
  hours: (storeId: string, date: string) => ['hours', storeId, date] as const,
};

export function useStores(): UseQueryResult<Store[]> {
  const api = useApi();
  return useQuery({
    queryKey: keys.stores,
    queryFn: ({ signal }) => listStores(api, signal),
    refetchInterval: 5 * MINUTE,
    staleTime: MINUTE,
  });
}

export function useStore(id: string): { store: Store | undefined; isPending: boolean; error: Error | null } {
  const stores = useStores();
  return { store: stores.data?.find((s) => s.id === id), isPending: stores.isPending, error: stores.error };
}

/** Sensor health changes by time alone (a sensor that falls silent sends nothing), so it is asked for regularly. */
export function useSensorStatus(
  scope: { store_id?: string; sensor_id?: string } = {},
  everySeconds = 30,
): UseQueryResult<SensorStatus[]> {
  const api = useApi();
  return useQuery({
    queryKey: keys.status(scope),
    queryFn: ({ signal }) => listSensorStatus(api, scope, signal),
    refetchInterval: everySeconds * SECOND,
    staleTime: 5 * SECOND,
  });
}

export function useSensor(id: string): UseQueryResult<Sensor> {
  const api = useApi();
  return useQuery({ queryKey: keys.sensor(id), queryFn: ({ signal }) => getSensor(api, id, signal), staleTime: MINUTE });
}

/** Hour rows follow a reading within half a minute: those of a running day are asked for again and again, whatever the hub says. */
export function useHours(storeId: string, date: string, everySeconds: number | null, enabled = true): UseQueryResult<HourRow[]> {
  const api = useApi();
  return useQuery({
    queryKey: keys.hours(storeId, date),
    queryFn: ({ signal }) => listHours(api, storeId, date, signal),
    refetchInterval: everySeconds !== null && everySeconds * SECOND,
    // A day that is over changes only when readings come late.
    staleTime: everySeconds === null ? 10 * MINUTE : 10 * SECOND,
    enabled,
  });
}

/** The day's own row: sales and what follows from them. */
export function useDay(storeId: string, date: string): UseQueryResult<DayRow | null> {
  const api = useApi();
  return useQuery({ queryKey: ['day', storeId, date], queryFn: ({ signal }) => getDay(api, storeId, date, signal), refetchInterval: MINUTE, staleTime: 20 * SECOND });
}

/** Made anew by the server when an hour begins. */
export function useForecast(storeId: string, enabled: boolean): UseQueryResult<Forecast> {
  const api = useApi();
  return useQuery({ queryKey: ['forecast', storeId], queryFn: ({ signal }) => getForecast(api, storeId, signal), refetchInterval: 10 * MINUTE, staleTime: 5 * MINUTE, enabled });
}

export function useTokens(): UseQueryResult<Token[]> {
  const api = useApi();
  return useQuery({ queryKey: keys.tokens, queryFn: ({ signal }) => listTokens(api, signal), staleTime: 10 * SECOND });
}

/** More buckets than a day has at the shortest usual interval of a minute would be cut off, and then the table says so. */
export const MOST_READINGS = 1000;

export function useReadings(sensorId: string, from: string): UseQueryResult<PeopleRecord[]> {
  const api = useApi();
  return useQuery({
    queryKey: keys.readings(sensorId, from),
    queryFn: ({ signal }) => listReadings(api, sensorId, from, MOST_READINGS, signal),
    refetchInterval: 30 * SECOND,
    staleTime: 10 * SECOND,
  });
}
