import { ApiError, type ApiClient } from '../api/client';
import type { FloorPlan, Place, StoreHeat } from '../api/types';

const plan = (storeId: string) => `/api/stores/${encodeURIComponent(storeId)}/floor-plan`;

/** A store's plan; null when it has none. */
export async function getPlan(api: ApiClient, storeId: string, signal?: AbortSignal): Promise<FloorPlan | null> {
  try {
    return (await api.get<{ floor_plan: FloorPlan }>(plan(storeId), {}, signal)).floor_plan;
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return null;
    throw error;
  }
}

export function getPlanPicture(api: ApiClient, storeId: string, signal?: AbortSignal): Promise<Blob | null> {
  return api.file(`${plan(storeId)}/picture`, {}, 'image/*', signal);
}

export async function savePlanPicture(api: ApiClient, storeId: string, picture: Blob): Promise<FloorPlan> {
  return (await api.put<{ floor_plan: FloorPlan }>(plan(storeId), picture)).floor_plan;
}

export async function savePlaces(api: ApiClient, storeId: string, places: Place[]): Promise<FloorPlan> {
  return (await api.patch<{ floor_plan: FloorPlan }>(plan(storeId), { places })).floor_plan;
}

export async function deletePlan(api: ApiClient, storeId: string): Promise<void> {
  await api.delete(plan(storeId));
}

/** Where the store's cameras saw people, summed up over the pictures that began in the range. */
export function getStoreHeat(api: ApiClient, storeId: string, start: number, end: number, signal?: AbortSignal): Promise<StoreHeat> {
  return api.get(`/api/stores/${encodeURIComponent(storeId)}/heatmap`, { start: new Date(start).toISOString(), end: new Date(end).toISOString() }, signal);
}
