/** Alerts, rules and channels as the API has them. Instants are ISO 8601 in UTC. */

export type Severity = 'info' | 'warning' | 'critical';
export type AlertStatus = 'pending' | 'firing' | 'acknowledged' | 'resolved';
export interface Alert {
  id: string;
  rule_id: string;
  store_id: string | null;
  sensor_id: string | null;
  status: AlertStatus;
  severity: Severity;
  title: string;
  message: string;
  metric: string | null;
  value: number | null;
  threshold: number | null;
  pending_since: string | null;
  triggered_at: string | null;
  acknowledged_at: string | null;
  acknowledged_by: string | null;
  resolved_at: string | null;
  comments: { at: string; by: string; text: string }[];
}

export const RULE_TYPES = ['occupancy', 'metric', 'region', 'sensor_offline', 'no_data', 'device_alarm'] as const;
export type RuleType = (typeof RULE_TYPES)[number];
export const OPERATORS = ['>', '>=', '<', '<='] as const;
export type Operator = (typeof OPERATORS)[number];

export interface Condition {
  metric: string | null;
  operator: Operator | null;
  value: number | null;
  clear_value: number | null;
  for_seconds: number;
  period: 'now' | 'hour' | 'day';
}

export interface Schedule {
  operating_hours?: boolean | null;
  days?: string[] | null;
  quiet_hours?: { from: string; to: string }[] | null;
  maintenance?: { from: string; to: string }[] | null;
}

export interface Rule {
  id: string;
  name: string;
  store_id: string | null;
  sensor_id: string | null;
  type: RuleType;
  condition: Condition;
  severity: Severity;
  schedule: Schedule;
  channels: string[];
  is_active: boolean;
}

export const CHANNEL_TYPES = ['webhook', 'email', 'slack', 'teams'] as const;
export type ChannelType = (typeof CHANNEL_TYPES)[number];
export interface Channel {
  id: string;
  name: string;
  type: ChannelType;
  url: string | null;
  to: string[] | null;
  secret_set: boolean;
  rate_per_minute: number;
  is_active: boolean;
}

export interface ChannelTest {
  success: boolean;
  response_time_ms: number;
  problem: string | null;
}
