import type { WeekHour } from '../logic/analytics';
import { ApiError, type ApiClient } from './client';
import type { DayRow, Forecast, HourRow, NewToken, OrganizationLive, Pagination, PeopleRecord, Sensor, SensorEvent, SensorStatus, SensorTest, Store, StoreLive, StoreRequest, Token, TokenRequest } from './types';

/** More ids than this make an address that is too long; the answer then has all stores. */
const MOST_NAMED = 100;
const PAGE = 1000;
/** A slow device is asked several things, each with its own time limit. */
const TEST_MS = 95_000;
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
  return listHoursOf(api, storeId, date, date, signal);
}

/** Hour rows of a range of local days, both inclusive. */
export async function listHoursOf(api: ApiClient, storeId: string, from: string, to: string, signal?: AbortSignal): Promise<HourRow[]> {
  const query = { type: 'hourly', store_id: storeId, start_date: from, end_date: to };
  return (await api.get<{ data: HourRow[] }>('/api/analytics', query, signal)).data;
}

/** What is to be expected of a store's coming hours. */
export function getForecast(api: ApiClient, storeId: string, signal?: AbortSignal): Promise<Forecast> {
  return api.get('/api/analytics', { type: 'forecast', store_id: storeId }, signal);
}

/** The row of one business day with what follows from sales; null when there is none. */
export async function getDay(api: ApiClient, storeId: string, date: string, signal?: AbortSignal): Promise<DayRow | null> {
  const query = { type: 'daily', store_id: storeId, start_date: date, end_date: date };
  return (await api.get<{ data: DayRow[] }>('/api/analytics', query, signal)).data[0] ?? null;
}

/** Days, weeks or months of stores, by store; those without any are not there. */
export async function listDaysOf(api: ApiClient, storeIds: string[], from: string, to: string, by: string, signal?: AbortSignal): Promise<Map<string, DayRow[]>> {
  const query = { type: 'comparison', stores: storeIds.length > MOST_NAMED ? 'all' : storeIds.join(','), start_date: from, end_date: to, granularity: by };
  const answer = await api.get<{ stores: { store_id: string; data: DayRow[] }[] }>('/api/analytics', query, signal);
  return new Map(answer.stores.map((one) => [one.store_id, one.data]));
}

/** What each hour of the week usually has, of one store or all. */
export async function listHourOfWeek(api: ApiClient, storeId: string | null, from: string, to: string, signal?: AbortSignal): Promise<WeekHour[]> {
  const query = { type: 'hourly', group_by: 'hour_of_week', store_id: storeId, start_date: from, end_date: to };
  return (await api.get<{ data: WeekHour[] }>('/api/analytics', query, signal)).data;
}

const store = (id: string) => `/api/stores/${encodeURIComponent(id)}`;
const sensor = (id: string) => `/api/sensors/${encodeURIComponent(id)}`;
const token = (id: string) => `/api/tokens/${encodeURIComponent(id)}`;

export async function saveStore(api: ApiClient, id: string | null, request: StoreRequest): Promise<Store> {
  const answer = await (id === null ? api.post<{ store: Store }>('/api/stores', request) : api.patch<{ store: Store }>(store(id), request));
  return answer.store;
}

export async function deleteStore(api: ApiClient, id: string): Promise<void> {
  await api.delete(store(id));
}

/** Creates a sensor, or changes one by a JSON merge patch. */
export async function saveSensor(api: ApiClient, id: string | null, request: object): Promise<Sensor> {
  const answer = await (id === null ? api.post<{ sensor: Sensor }>('/api/sensors', request) : api.patch<{ sensor: Sensor }>(sensor(id), request));
  return answer.sensor;
}

export async function deleteSensor(api: ApiClient, id: string, purge: boolean): Promise<void> {
  await api.delete(sensor(id), { purge: purge || undefined });
}

export async function listTokens(api: ApiClient, signal?: AbortSignal): Promise<Token[]> {
  return (await api.get<{ tokens: Token[] }>('/api/tokens', { limit: PAGE }, signal)).tokens;
}

export function createToken(api: ApiClient, request: TokenRequest): Promise<NewToken> {
  return api.post('/api/tokens', request);
}

export function rotateToken(api: ApiClient, id: string): Promise<NewToken> {
  return api.post(`${token(id)}/rotate`, {});
}

export async function revokeToken(api: ApiClient, id: string): Promise<void> {
  await api.delete(token(id));
}

/** The newest readings of one sensor, at most `limit`. */
export async function listReadings(
  api: ApiClient,
  sensorId: string,
  from: string,
  limit: number,
  signal?: AbortSignal,
): Promise<PeopleRecord[]> {
  const query = { data_type: 'people_counting', sensor_id: sensorId, start_time: from, limit };
  return (await api.get<{ data: PeopleRecord[] }>('/api/sensors/data', query, signal)).data;
}

/** Contacts the device now; nothing is stored. */
export function testSensor(api: ApiClient, id: string): Promise<SensorTest> {
  return api.post(`${sensor(id)}/test`, {}, TEST_MS);
}

/** Contacts a device with settings that are not saved: those of a registration, or of a change of `sensor_id`. */
export function tryConnection(api: ApiClient, settings: object): Promise<SensorTest> {
  return api.post('/api/sensors/test', settings, TEST_MS);
}

/** When the device came, went and failed; newest first. Null from a server that keeps no history. */
export async function listSensorEvents(api: ApiClient, id: string, from: string, signal?: AbortSignal): Promise<SensorEvent[] | null> {
  try {
    return (await api.get<{ events: SensorEvent[] }>(`${sensor(id)}/history`, { start: from }, signal)).events;
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return null;
    throw error;
  }
}

/** Where in its picture the sensor saw people, as a PNG; null when it has none. */
export function getHeatPicture(api: ApiClient, id: string, signal?: AbortSignal): Promise<Blob | null> {
  return api.file(`${sensor(id)}/heatmap`, {}, 'image/png', signal);
}
