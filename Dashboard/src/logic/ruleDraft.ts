import type { Condition, Operator, Rule, RuleType, Schedule, Severity } from '../alerts/types';

/** A rule as it is edited. */
export interface RuleDraft {
  name: string;
  type: RuleType;
  store_id: string | null;
  metric: string;
  operator: Operator;
  value: number | '';
  clear_value: number | '';
  minutes: number | '';
  period: 'hour' | 'day';
  severity: Severity;
  onlyOpen: boolean;
  channels: string[];
  is_active: boolean;
}

export const OCCUPANCY_METRICS = ['occupancy', 'utilization'] as const;
export const HOUR_METRICS = ['entries', 'exits', 'net_flow', 'peak_occupancy'] as const;
export const DAY_METRICS = [...HOUR_METRICS, 'passing_traffic', 'capture_rate'] as const;

/** The metrics that a type can watch; empty where the type says it all. */
export function metricsOf(type: RuleType, period: 'hour' | 'day'): readonly string[] {
  if (type === 'occupancy') return OCCUPANCY_METRICS;
  if (type === 'metric') return period === 'day' ? DAY_METRICS : HOUR_METRICS;
  return [];
}

/** Whether the type compares a number that must be given. */
export function needsValue(type: RuleType): boolean {
  return type === 'occupancy' || type === 'metric' || type === 'region';
}

export function newRule(): RuleDraft {
  return {
    name: '', type: 'occupancy', store_id: null, metric: 'utilization', operator: '>', value: 0.9, clear_value: '', minutes: 5, period: 'hour',
    severity: 'warning', onlyOpen: false, channels: [], is_active: true,
  };
}

export function ruleDraft(rule: Rule): RuleDraft {
  const { condition } = rule;
  return {
    name: rule.name, type: rule.type, store_id: rule.store_id, metric: condition.metric ?? '', operator: condition.operator ?? '>', value: condition.value ?? '',
    clear_value: condition.clear_value === condition.value ? '' : (condition.clear_value ?? ''), minutes: condition.for_seconds / 60,
    period: condition.period === 'day' ? 'day' : 'hour', severity: rule.severity, onlyOpen: rule.schedule.operating_hours ?? false, channels: rule.channels, is_active: rule.is_active,
  };
}

export function conditionOf(draft: RuleDraft): Partial<Condition> {
  const { type } = draft;
  const compared = draft.value !== '' && type !== 'device_alarm';
  return {
    metric: metricsOf(type, draft.period).length > 0 || type === 'region' || type === 'device_alarm' ? draft.metric || null : null,
    operator: compared ? draft.operator : null,
    value: compared ? Number(draft.value) : null,
    clear_value: compared && draft.clear_value !== '' ? Number(draft.clear_value) : null,
    for_seconds: Math.round((draft.minutes === '' ? 0 : draft.minutes) * 60),
    period: type === 'metric' ? draft.period : 'now',
  };
}

/** The body that makes the rule, or changes it: what the form does not show of the schedule stays. */
export function ruleBody(draft: RuleDraft, before: Rule | null): Record<string, unknown> {
  const schedule: Schedule = { operating_hours: draft.onlyOpen };
  return {
    name: draft.name.trim(), type: draft.type, condition: conditionOf(draft), severity: draft.severity, channels: draft.channels, is_active: draft.is_active, schedule,
    ...(before?.sensor_id ? {} : { store_id: draft.store_id }),
  };
}
