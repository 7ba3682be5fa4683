import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useApi } from '../api/context';
import { useLive } from '../live/context';
import { listAlerts, listChannels, listRules } from './calls';
import type { Alert, Channel, Rule } from './types';

const OPEN = 'firing,acknowledged';
/** The list of what is over is for a look back; the API has the rest. */
const MOST_RESOLVED = 50;

export const alertKeys = { all: ['alerts'] as const, rules: ['alert-rules'] as const, channels: ['channels'] as const };

/** Open alerts, asked for anew when the hub says that one was raised or changed, and now and then besides. */
export function useOpenAlerts(): UseQueryResult<Alert[]> {
  const api = useApi();
  const live = useLive();
  const queries = useQueryClient();
  useEffect(() => live.onAlert(() => void queries.invalidateQueries({ queryKey: alertKeys.all })), [live, queries]);
  return useQuery({ queryKey: [...alertKeys.all, 'open'], queryFn: ({ signal }) => listAlerts(api, OPEN, undefined, signal), refetchInterval: 30_000 });
}

export function useResolvedAlerts(): UseQueryResult<Alert[]> {
  const api = useApi();
  return useQuery({ queryKey: [...alertKeys.all, 'resolved'], queryFn: ({ signal }) => listAlerts(api, 'resolved', MOST_RESOLVED, signal), staleTime: 30_000 });
}

export function useRules(): UseQueryResult<Rule[]> {
  const api = useApi();
  return useQuery({ queryKey: alertKeys.rules, queryFn: ({ signal }) => listRules(api, signal), staleTime: 30_000 });
}

export function useChannels(enabled = true): UseQueryResult<Channel[]> {
  const api = useApi();
  return useQuery({ queryKey: alertKeys.channels, queryFn: ({ signal }) => listChannels(api, signal), staleTime: 30_000, enabled });
}
