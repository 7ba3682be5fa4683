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
  /** Weekdays on which it raises anything; none chosen: all. */
  days: string[];
  quietFrom: string;
  quietTo: string;
  /** Minutes after which an alert that nobody acknowledged becomes more severe; empty: never. */
  escalate: number | '';
  channels: string[];
  is_active: boolean;
}

export const OCCUPANCY_METRICS = ['occupancy', 'utilization'] as const;
export const PERIOD_METRICS = [
  'entries', 'exits', 'net_flow', 'peak_occupancy', 'passing_traffic', 'capture_rate', 'conversion_rate', 'transactions', 'revenue', 'avg_transaction_value', 'sales_per_visitor',
] as const;
export const PLATFORM_METRICS = ['database_unreachable', 'writer_backlog', 'silos_lost'] as const;

const USUAL: Record<string, number> = { utilization: 0.9, database_unreachable: 5, writer_backlog: 0.5, silos_lost: 1 };

/** The metrics that a type can watch; empty where the type says it all. */
export function metricsOf(type: RuleType): readonly string[] {
  if (type === 'occupancy') return OCCUPANCY_METRICS;
  if (type === 'metric') return PERIOD_METRICS;
  if (type === 'platform') return PLATFORM_METRICS;
  return [];
}

/** Whether the type compares a number that must be given. */
export function needsValue(type: RuleType): boolean {
  return type === 'occupancy' || type === 'metric' || type === 'region' || type === 'platform';
}

/** Whether less can be as bad as more. */
export function hasOperator(type: RuleType): boolean {
  return needsValue(type) && type !== 'platform';
}

/** What of a draft follows when its type or metric is chosen. */
export function withMetric(metric: string): Pick<RuleDraft, 'metric' | 'value' | 'clear_value' | 'operator'> {
  return { metric, value: USUAL[metric] ?? '', clear_value: '', operator: PLATFORM_METRICS.some((one) => one === metric) ? '>=' : '>' };
}

export function newRule(): RuleDraft {
  return {
    name: '', type: 'occupancy', store_id: null, metric: 'utilization', operator: '>', value: 0.9, clear_value: '', minutes: 5, period: 'hour',
    severity: 'warning', onlyOpen: false, days: [], quietFrom: '', quietTo: '', escalate: '', channels: [], is_active: true,
  };
}

export function ruleDraft(rule: Rule): RuleDraft {
  const { condition, schedule } = rule;
  const [quiet] = schedule.quiet_hours ?? [];
  return {
    name: rule.name, type: rule.type, store_id: rule.store_id, metric: condition.metric ?? '', operator: condition.operator ?? '>', value: condition.value ?? '',
    clear_value: condition.clear_value === condition.value ? '' : (condition.clear_value ?? ''), minutes: condition.for_seconds / 60,
    period: condition.period === 'day' ? 'day' : 'hour', severity: rule.severity, onlyOpen: schedule.operating_hours ?? false,
    days: schedule.days ?? [], quietFrom: quiet?.from ?? '', quietTo: quiet?.to ?? '', escalate: rule.escalation?.after_minutes ?? '', channels: rule.channels, is_active: rule.is_active,
  };
}

export function conditionOf(draft: RuleDraft): Partial<Condition> {
  const { type } = draft;
  const compared = draft.value !== '' && type !== 'device_alarm' && type !== 'anomaly';
  return {
    metric: metricsOf(type).length > 0 || type === 'region' || type === 'device_alarm' ? draft.metric || null : null,
    operator: compared ? draft.operator : null,
    value: compared ? Number(draft.value) : null,
    clear_value: compared && draft.clear_value !== '' ? Number(draft.clear_value) : null,
    for_seconds: Math.round((draft.minutes === '' ? 0 : draft.minutes) * 60),
    period: type === 'metric' ? draft.period : type === 'anomaly' ? 'hour' : 'now',
  };
}

/** The body that makes the rule, or changes it: what the form does not show of the schedule stays. */
export function ruleBody(draft: RuleDraft, before: Rule | null): Record<string, unknown> {
  const schedule: Schedule = { operating_hours: draft.onlyOpen && draft.type !== 'platform', days: draft.days.length > 0 ? draft.days : null };
  if ((before?.schedule.quiet_hours?.length ?? 0) <= 1) schedule.quiet_hours = draft.quietFrom && draft.quietTo ? [{ from: draft.quietFrom, to: draft.quietTo }] : null;
  return {
    name: draft.name.trim(), type: draft.type, condition: conditionOf(draft), severity: draft.severity, channels: draft.channels, is_active: draft.is_active, schedule,
    escalation: draft.escalate === '' ? null : { after_minutes: draft.escalate },
    ...(before?.sensor_id ? {} : { store_id: draft.type === 'platform' ? null : draft.store_id }),
  };
}
