import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useSyncExternalStore } from 'react';
import { getOrganizationLive, getStoreLive } from '../api/calls';
import { useApi } from '../api/context';
import type { OrganizationLive, SensorLive, StoreLive } from '../api/types';
import { staleAge, type ConnectionStatus } from '../logic/connection';
import { useNow } from '../logic/useNow';
import { useLive } from './context';
import type { Held, LiveKind, LiveKinds } from './states';

/** While the hub is away, what is on screen is asked for over plain HTTP this often. */
const FALLBACK_MS = 10_000;

export function useConnection(): ConnectionStatus {
  const live = useLive();
  return useSyncExternalStore(live.subscribe, () => live.status);
}

function useHeld<K extends LiveKind>(kind: K, id: string): Held<LiveKinds[K]> | undefined {
  const { states } = useLive();
  const subscribe = useCallback((listener: () => void) => states.subscribe(kind, id, listener), [states, kind, id]);
  return useSyncExternalStore(subscribe, () => states.get(kind, id));
}

function useWatch(kind: LiveKind, id: string, watched: boolean): void {
  const live = useLive();
  useEffect(() => (watched ? live.watch(kind, id) : undefined), [live, kind, id, watched]);
}

function useFallback(key: string, enabled: boolean, fetch: (signal: AbortSignal) => Promise<void>): void {
  const { phase } = useConnection();
  const away = phase === 'reconnecting' || phase === 'offline';
  useQuery({
    queryKey: ['live-fallback', key],
    queryFn: async ({ signal }) => {
      await fetch(signal);
      return Date.now();
    },
    enabled: enabled && away,
    refetchInterval: FALLBACK_MS,
    retry: false,
    gcTime: 0,
  });
}

export interface Live<T> {
  state: T | undefined;
  /** Age in milliseconds when nobody renews the state any more, else null. */
  stale: number | null;
}

function useFreshness<T>(held: Held<T> | undefined): Live<T> {
  const status = useConnection();
  const now = useNow();
  // Until the connection broke, silence meant "nothing has changed".
  const confirmed = held && Math.max(held.receivedAt, status.since ?? 0);
  return { state: held?.state, stale: staleAge(status, confirmed, now) };
}

/** Keeps a store's state coming, over the hub or without it; a component that calls this alone is not drawn anew by the news. */
export function useWatchedStore(id: string, watched = true): void {
  const api = useApi();
  const { states } = useLive();
  useWatch('store', id, watched);
  useFallback(`store:${id}`, watched, async (signal) => states.accept('store', id, await getStoreLive(api, id, signal)));
}

/** What is known of a store that somebody watches. */
export function useStoreState(id: string): Live<StoreLive> {
  return useFreshness(useHeld('store', id));
}

/** A store's live state. */
export function useStoreLive(id: string): Live<StoreLive> {
  useWatchedStore(id);
  return useStoreState(id);
}

export function useOrganizationLive(): Live<OrganizationLive> {
  const api = useApi();
  const { states } = useLive();
  useWatch('organization', '', true);
  useFallback('organization', true, async (signal) => states.put('organization', '', await getOrganizationLive(api, signal)));
  return useFreshness(useHeld('organization', ''));
}

export function useSensorLive(id: string): Live<SensorLive> {
  useWatch('sensor', id, true);
  return useFreshness(useHeld('sensor', id));
}
