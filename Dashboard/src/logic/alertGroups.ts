export interface GroupedAlert {
  rule_id: string;
  status: string;
  severity: string;
  triggered_at: string | null;
}

export interface AlertGroup<T> {
  ruleId: string;
  alerts: T[];
}

const SEVERITY = ['critical', 'warning', 'info'];

/** Open alerts by their cause: what nobody has acknowledged first, then the most severe, then the newest. */
export function groupAlerts<T extends GroupedAlert>(alerts: T[]): AlertGroup<T>[] {
  const groups = new Map<string, T[]>();
  for (const alert of alerts.toSorted(byUrgency)) groups.set(alert.rule_id, [...(groups.get(alert.rule_id) ?? []), alert]);
  return [...groups].map(([ruleId, list]) => ({ ruleId, alerts: list }));
}

function byUrgency(a: GroupedAlert, b: GroupedAlert): number {
  return (
    Number(a.status !== 'firing') - Number(b.status !== 'firing') ||
    SEVERITY.indexOf(a.severity) - SEVERITY.indexOf(b.severity) ||
    (b.triggered_at ?? '').localeCompare(a.triggered_at ?? '')
  );
}
