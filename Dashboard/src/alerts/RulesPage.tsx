import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useStores } from '../api/queries';
import { Empty } from '../frame/Empty';
import { PageHead } from '../frame/PageHead';
import { Problem } from '../frame/Problem';
import table from '../frame/DataTable.module.css';
import { decimals } from '../logic/numbers';
import { words } from '../words';
import { useRules } from './queries';
import { RuleModal } from './RuleModal';
import type { Rule } from './types';

/** When somebody is told. */
export default function RulesPage() {
  const w = words().rules;
  const rules = useRules();
  const stores = useStores().data ?? [];
  const [editing, setEditing] = useState<Rule | 'new' | null>(null);
  const add = <Button leftSection={<IconPlus size={18} />} onClick={() => setEditing('new')} data-testid="add-rule">{w.add}</Button>;
  return (
    <>
      <PageHead title={w.title} back={{ href: '/alerts', label: words().alertsPage.title }} actions={rules.data && rules.data.length > 0 && add} />
      {rules.isError && !rules.data && <Problem title={w.failed} error={rules.error} onRetry={() => void rules.refetch()} />}
      {rules.data?.length === 0 && <Empty title={w.emptyTitle} action={add}>{w.empty}</Empty>}
      {rules.data && rules.data.length > 0 && (
        <div className={table.box}>
          <table className={table.table} data-testid="rules-table">
            <thead><tr><th scope="col">{w.name}</th><th scope="col">{w.when}</th><th scope="col" className={table.wide}>{w.where}</th><th scope="col" className={table.wide}>{w.severity}</th><th scope="col"><span className="visually-hidden">{words().tokens.actions}</span></th></tr></thead>
            <tbody>
              {rules.data.map((rule) => (
                <tr key={rule.id}>
                  <th scope="row">{rule.name}{!rule.is_active && ` · ${w.off}`}</th>
                  <td>{ruleInWords(rule)}</td>
                  <td className={table.wide}>{rule.sensor_id ? w.oneSensor : (stores.find((s) => s.id === rule.store_id)?.name ?? w.everywhere)}</td>
                  <td className={table.wide}>{words().alertsPage.severities[rule.severity]}</td>
                  <td><div className={table.tools}><Button size="compact-sm" variant="default" aria-label={w.editOne(rule.name)} onClick={() => setEditing(rule)}>{words().sensor.edit}</Button></div></td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {editing !== null && <RuleModal rule={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </>
  );
}

/** "Utilization > 0.9 for 5 min". */
function ruleInWords({ type, condition }: Rule): string {
  const w = words().rules;
  const what = condition.metric && condition.metric in w.metrics ? w.metrics[condition.metric as keyof typeof w.metrics] : w.types[type];
  const compared = condition.operator && condition.value !== null ? ` ${condition.operator} ${decimals(condition.value, 2)}` : '';
  const long = condition.for_seconds > 0 ? ` ${w.forMinutes(decimals(condition.for_seconds / 60, 1))}` : '';
  return `${what}${compared}${long}`;
}
