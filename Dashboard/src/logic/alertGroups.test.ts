import { expect, it } from 'vitest';
import { groupAlerts } from './alertGroups';

const alert = (rule_id: string, status: string, severity: string, triggered_at: string) => ({ rule_id, status, severity, triggered_at });

it('groups by cause, the unseen and severe first, the newest of equals first', () => {
  const groups = groupAlerts([
    alert('quiet', 'acknowledged', 'critical', '2026-11-24T10:00:00Z'),
    alert('full', 'firing', 'warning', '2026-11-24T09:00:00Z'),
    alert('offline', 'firing', 'critical', '2026-11-24T08:00:00Z'),
    alert('full', 'firing', 'warning', '2026-11-24T11:00:00Z'),
  ]);
  expect(groups.map((g) => [g.ruleId, g.alerts.length])).toEqual([['offline', 1], ['full', 2], ['quiet', 1]]);
  expect(groups[1]?.alerts[0]?.triggered_at).toBe('2026-11-24T11:00:00Z');
});
