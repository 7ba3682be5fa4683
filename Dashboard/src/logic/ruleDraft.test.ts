import { describe, expect, it } from 'vitest';
import type { Rule } from '../alerts/types';
import { conditionOf, newRule, ruleBody, ruleDraft, withMetric } from './ruleDraft';

const rule = {
  id: 'r', name: 'Full', store_id: 's', sensor_id: null, type: 'occupancy', severity: 'warning', channels: ['c'], is_active: true,
  condition: { metric: 'utilization', operator: '>', value: 0.9, clear_value: 0.9, for_seconds: 300, period: 'now' }, schedule: { operating_hours: true },
} as unknown as Rule;

describe('a rule in the form', () => {
  it('comes out as it went in; a clear value that follows the value is left to follow it', () => {
    expect(ruleDraft(rule)).toMatchObject({ minutes: 5, clear_value: '', onlyOpen: true });
    expect(ruleBody(ruleDraft(rule), rule)).toMatchObject({
      name: 'Full', store_id: 's', channels: ['c'], schedule: { operating_hours: true, days: null, quiet_hours: null }, escalation: null,
      condition: { metric: 'utilization', operator: '>', value: 0.9, clear_value: null, for_seconds: 300, period: 'now' },
    });
  });

  it('says nothing that its type has no use for', () => {
    expect(conditionOf({ ...newRule(), type: 'sensor_offline', value: '' })).toEqual({ metric: null, operator: null, value: null, clear_value: null, for_seconds: 300, period: 'now' });
    expect(conditionOf({ ...newRule(), type: 'sensor_offline', value: 20 })).toMatchObject({ metric: null, operator: '>', value: 20 });
    expect(conditionOf({ ...newRule(), type: 'device_alarm', metric: '', value: 3 })).toMatchObject({ metric: null, operator: null, value: null });
    expect(conditionOf({ ...newRule(), type: 'metric', metric: 'entries', period: 'day' })).toMatchObject({ period: 'day' });
  });

  it('about the platform is of no store, and has no opening hours', () => {
    const draft = { ...newRule(), type: 'platform' as const, store_id: 's', onlyOpen: true, ...withMetric('writer_backlog') };
    expect(ruleBody(draft, null)).toMatchObject({ store_id: null, schedule: { operating_hours: false }, condition: { metric: 'writer_backlog', operator: '>=', value: 0.5, period: 'now' } });
  });

  it('keeps quiet hours, days and escalation, and does not touch quiet hours that the form can not show', () => {
    const kept = { ...rule, escalation: { after_minutes: 15 }, schedule: { days: ['monday'], quiet_hours: [{ from: '22:00', to: '07:00' }] } } as unknown as Rule;
    expect(ruleBody(ruleDraft(kept), kept)).toMatchObject({ escalation: { after_minutes: 15 }, schedule: { days: ['monday'], quiet_hours: [{ from: '22:00', to: '07:00' }] } });
    const two = { ...kept, schedule: { quiet_hours: [{ from: '22:00', to: '07:00' }, { from: '12:00', to: '13:00' }] } } as unknown as Rule;
    expect((ruleBody(ruleDraft(two), two).schedule as object)).not.toHaveProperty('quiet_hours');
  });

  it('leaves a rule for one sensor with that sensor', () => {
    expect(ruleBody(newRule(), { ...rule, sensor_id: 'x' } as Rule)).not.toHaveProperty('store_id');
  });
});
