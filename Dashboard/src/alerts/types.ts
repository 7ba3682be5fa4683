/** Alerts, rules and channels as the API has them. Instants are ISO 8601 in UTC. */

import type { components } from '../api/schema';

type Schemas = components['schemas'];

export type Severity = 'info' | 'warning' | 'critical';
export type AlertStatus = 'pending' | 'firing' | 'acknowledged' | 'resolved';
export type Alert = Omit<Schemas['AlertResponse'], 'severity' | 'status'> & { severity: Severity; status: AlertStatus };

export const RULE_TYPES = ['occupancy', 'metric', 'region', 'sensor_offline', 'no_data', 'device_alarm', 'clock', 'platform', 'anomaly'] as const;
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

export type Rule = Omit<Schemas['AlertRuleResponse'], 'type' | 'severity' | 'condition' | 'schedule' | 'escalation'> & {
  type: RuleType; severity: Severity; condition: Condition; schedule: Schedule; escalation: { after_minutes: number } | null;
};

export const CHANNEL_TYPES = ['webhook', 'email', 'slack', 'teams'] as const;
export type ChannelType = (typeof CHANNEL_TYPES)[number];
export type Channel = Omit<Schemas['ChannelResponse'], 'type'> & { type: ChannelType };

export type ChannelTest = Schemas['ChannelTestResponse'];
