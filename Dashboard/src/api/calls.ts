import type { ApiClient } from './client';
import type { HourRow, OrganizationLive, Pagination, Sensor, SensorStatus, Store, StoreLive } from './types';

const PAGE = 1000;
/** A cursor that never ends must not loop for ever; 100 pages are 100,000 stores. */
const MAX_PAGES = 100;

export async function listStores(api: ApiClient, signal?: AbortSignal): Promise<Store[]> {
  const stores: Store[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < MAX_PAGES; page++) {
    const answer: { stores: Store[]; pagination: Pagination } = await api.get(
      '/api/stores',
      { limit: PAGE, cursor },
      signal,
    );
    stores.push(...answer.stores);
    cursor = answer.pagination.next;
    if (!cursor) break;
  }
  return stores;
}

/** Fails with ApiError 401 when the server does not accept the token. */
export async function checkToken(api: ApiClient): Promise<void> {
  await api.get('/api/stores', { limit: 1 });
}

export async function listSensorStatus(
  api: ApiClient,
  scope: { store_id?: string; sensor_id?: string },
  signal?: AbortSignal,
): Promise<SensorStatus[]> {
  return (await api.get<{ sensors: SensorStatus[] }>('/api/sensors/status', scope, signal)).sensors;
}

export async function getSensor(api: ApiClient, id: string, signal?: AbortSignal): Promise<Sensor> {
  return (await api.get<{ sensor: Sensor }>(`/api/sensors/${encodeURIComponent(id)}`, {}, signal)).sensor;
}

export function getStoreLive(api: ApiClient, id: string, signal?: AbortSignal): Promise<StoreLive> {
  return api.get(`/api/stores/${encodeURIComponent(id)}/live`, {}, signal);
}

export function getOrganizationLive(api: ApiClient, signal?: AbortSignal): Promise<OrganizationLive> {
  return api.get('/api/organization/live', {}, signal);
}

/** Hour rows of one store-local calendar day, `date` as YYYY-MM-DD. */
export async function listHours(api: ApiClient, storeId: string, date: string, signal?: AbortSignal): Promise<HourRow[]> {
  const query = { type: 'hourly', store_id: storeId, start_date: date, end_date: date };
  return (await api.get<{ data: HourRow[] }>('/api/analytics', query, signal)).data;
}
