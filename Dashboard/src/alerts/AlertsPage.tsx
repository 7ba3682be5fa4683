import { Button } from '@mantine/core';
import { IconBellCog } from '@tabler/icons-react';
import { useMemo } from 'react';
import { Link } from 'wouter';
import { useStores } from '../api/queries';
import { Empty } from '../frame/Empty';
import { PageHead } from '../frame/PageHead';
import { Problem } from '../frame/Problem';
import { ToneNote } from '../frame/ToneNote';
import { useShortcuts } from '../frame/useShortcuts';
import { groupAlerts } from '../logic/alertGroups';
import { words } from '../words';
import { AlertCard } from './AlertCard';
import classes from './AlertsPage.module.css';
import { useOpenAlerts, useResolvedAlerts, useRules } from './queries';

/** What do I do now? */
export default function AlertsPage() {
  const w = words().alertsPage;
  const open = useOpenAlerts();
  const resolved = useResolvedAlerts();
  const rules = useRules();
  const stores = useStores();
  const groups = useMemo(() => groupAlerts(open.data ?? []), [open.data]);
  const ruleNames = new Map(rules.data?.map((rule) => [rule.id, rule.name]));
  const storeOf = (id: string | null) => stores.data?.find((store) => store.id === id);
  const firing = open.data?.filter((alert) => alert.status === 'firing').length ?? 0;

  useShortcuts({ a: acknowledgeFocused });

  return (
    <div className={classes.page}>
      <PageHead
        title={w.title}
        facts={open.data && (firing > 0 ? <ToneNote tone="warning">{w.firing(firing)}</ToneNote> : <ToneNote tone="ok">{w.quiet}</ToneNote>)}
        actions={<Button component={Link} href="/alerts/rules" variant="default" leftSection={<IconBellCog size={18} />} data-testid="rules">{w.rules}</Button>}
      />
      {open.isError && !open.data && <Problem title={w.failed} error={open.error} onRetry={() => void open.refetch()} />}
      {open.data?.length === 0 && rules.data?.length === 0 && (
        <Empty title={w.emptyTitle} action={<Button component={Link} href="/alerts/rules">{w.firstRule}</Button>}>{w.empty}</Empty>
      )}
      <div className={classes.page} data-testid="open-alerts">
        {groups.map(({ ruleId, alerts }) => (
          <section key={ruleId} aria-label={ruleNames.get(ruleId) ?? w.title} className={classes.group}>
            <h2>{ruleNames.get(ruleId) ?? alerts[0]?.title} <span>{alerts.length}</span></h2>
            {alerts.map((alert) => <AlertCard key={alert.id} alert={alert} store={storeOf(alert.store_id)} />)}
          </section>
        ))}
      </div>
      {resolved.data && resolved.data.length > 0 && (
        <details className={classes.group}>
          <summary>{w.resolved(resolved.data.length)}</summary>
          {resolved.data.map((alert) => <AlertCard key={alert.id} alert={alert} store={storeOf(alert.store_id)} />)}
        </details>
      )}
    </div>
  );
}

/** `a` presses the button of the alert that has the focus, else of the first that nobody has acknowledged. */
function acknowledgeFocused(): void {
  const focused = document.activeElement?.closest('[data-alert]')?.querySelector<HTMLButtonElement>('[data-acknowledge]');
  (focused ?? document.querySelector<HTMLButtonElement>('[data-acknowledge]'))?.click();
}
