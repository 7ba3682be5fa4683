import type { ApiClient } from '../api/client';
import type { HourRow } from '../api/types';
import type { ChartedField } from '../logic/alertChart';
import type { Alert, Channel, ChannelTest, Rule } from './types';

const MOST = 500;
const alert = (id: string) => `/api/alerts/${encodeURIComponent(id)}`;
const rule = (id: string) => `/api/alert-rules/${encodeURIComponent(id)}`;
const channel = (id: string) => `/api/notification-channels/${encodeURIComponent(id)}`;

/** Newest first. */
export async function listAlerts(api: ApiClient, status: string, limit = MOST, signal?: AbortSignal): Promise<Alert[]> {
  return (await api.get<{ alerts: Alert[] }>('/api/alerts', { status, limit }, signal)).alerts;
}

/** Acknowledges, resolves or comments; a comment may go with each. */
export async function answerAlert(api: ApiClient, id: string, action: 'acknowledge' | 'resolve' | 'comment', comment?: string): Promise<Alert> {
  return (await api.post<{ alert: Alert }>(`${alert(id)}/${action}`, comment ? { comment } : {})).alert;
}

export async function listRules(api: ApiClient, signal?: AbortSignal): Promise<Rule[]> {
  return (await api.get<{ alert_rules: Rule[] }>('/api/alert-rules', { limit: MOST }, signal)).alert_rules;
}

export async function saveRule(api: ApiClient, id: string | null, body: object): Promise<Rule> {
  const answer = await (id === null ? api.post<{ alert_rule: Rule }>('/api/alert-rules', body) : api.patch<{ alert_rule: Rule }>(rule(id), body));
  return answer.alert_rule;
}

export async function deleteRule(api: ApiClient, id: string): Promise<void> {
  await api.delete(rule(id));
}

export async function listChannels(api: ApiClient, signal?: AbortSignal): Promise<Channel[]> {
  return (await api.get<{ notification_channels: Channel[] }>('/api/notification-channels', { limit: MOST }, signal)).notification_channels;
}

export async function saveChannel(api: ApiClient, id: string | null, body: object): Promise<Channel> {
  const answer = await (id === null
    ? api.post<{ notification_channel: Channel }>('/api/notification-channels', body)
    : api.patch<{ notification_channel: Channel }>(channel(id), body));
  return answer.notification_channel;
}

export async function deleteChannel(api: ApiClient, id: string): Promise<void> {
  await api.delete(channel(id));
}

export function testChannel(api: ApiClient, id: string): Promise<ChannelTest> {
  return api.post(`${channel(id)}/test`, {});
}

const HOUR = 3_600_000;

/** The time around an alert: quarters of hours where a store's devices tell so much, else its hours. */
export async function hoursAroundAlert(
  api: ApiClient, storeId: string, sensorId: string | null, at: number, field: ChartedField, signal?: AbortSignal,
): Promise<{ rows: HourRow[]; minutes: number; from: number; to: number }> {
  for (const [granularity, minutes, around] of [['15m', 15, 3], ['hour', 60, 12]] as const) {
    // Whole hours, so that each part of them is there from its beginning.
    const end = Math.min(at + around * HOUR, Date.now());
    const [from, to] = [Math.floor(at / HOUR - around) * HOUR, Math.ceil(end / HOUR) * HOUR];
    const query = {
      type: 'hourly', granularity, ...(sensorId === null ? { store_id: storeId } : { sensor_id: sensorId }),
      start_date: new Date(from).toISOString(), end_date: new Date(to).toISOString(),
    };
    const rows = (await api.get<{ data: HourRow[] }>('/api/analytics', query, signal)).data;
    if (granularity === 'hour' || rows.filter((row) => row[field] !== null).length > 1) return { rows, minutes, from, to };
  }
  throw new Error('The last granularity always answers.');
}
