import { Button, Modal, MultiSelect, NativeSelect, NumberInput, Select, Switch, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import { useApi } from '../api/context';
import { useStores } from '../api/queries';
import form from '../frame/Form.module.css';
import { FormProblem, fieldError } from '../frame/FormProblem';
import { byName } from '../logic/attention';
import { metricsOf, needsValue, newRule, ruleBody, ruleDraft, type RuleDraft } from '../logic/ruleDraft';
import { words } from '../words';
import { deleteRule, saveRule } from './calls';
import { alertKeys, useChannels } from './queries';
import { RuleBacktest } from './RuleBacktest';
import { OPERATORS, RULE_TYPES, type Operator, type Rule, type RuleType, type Severity } from './types';

const SEVERITIES: Severity[] = ['info', 'warning', 'critical'];

/** Makes a rule (null) or changes one. */
export function RuleModal({ rule, onClose }: { rule: Rule | null; onClose: () => void }) {
  const w = words().rules;
  const api = useApi();
  const queries = useQueryClient();
  const stores = useStores().data ?? [];
  const channels = useChannels();
  const [draft, setDraft] = useState<RuleDraft>(() => (rule ? ruleDraft(rule) : newRule()));
  const set = (change: Partial<RuleDraft>) => setDraft((before) => ({ ...before, ...change }));
  const metrics = metricsOf(draft.type, draft.period);
  const whole = (value: string | number) => (typeof value === 'number' ? value : '');
  const done = async () => {
    await queries.invalidateQueries({ queryKey: alertKeys.rules });
    onClose();
  };
  const save = useMutation({ mutationFn: () => saveRule(api, rule?.id ?? null, ruleBody(draft, rule)), onSuccess: done });
  const remove = useMutation({ mutationFn: () => deleteRule(api, rule?.id ?? ''), onSuccess: done });

  function submit(event: SubmitEvent) {
    event.preventDefault();
    save.mutate();
  }

  function changeType(type: RuleType) {
    const [first = ''] = metricsOf(type, draft.period);
    set({ type, metric: type === 'occupancy' ? 'utilization' : first, value: type === 'occupancy' ? 0.9 : '', clear_value: '' });
  }

  return (
    <Modal opened onClose={onClose} title={rule ? w.editOne(rule.name) : w.add} size="xl" closeButtonProps={{ 'aria-label': words().common.close }}>
      <form className={form.form} onSubmit={submit} data-testid="rule-form">
        <div className={form.grid}>
          <TextInput label={w.name} required maxLength={200} data-autofocus value={draft.name} onChange={(e) => set({ name: e.currentTarget.value })} error={fieldError(save.error, 'name')} data-testid="rule-name" />
          <NativeSelect label={w.type} value={draft.type} onChange={(e) => changeType(e.currentTarget.value as RuleType)} data={RULE_TYPES.map((value) => ({ value, label: w.types[value] }))} data-testid="rule-type" />
          {!rule?.sensor_id && <Select label={w.where} placeholder={w.everywhere} clearable searchable limit={200} value={draft.store_id} onChange={(id) => set({ store_id: id })} data={stores.toSorted(byName).map((s) => ({ value: s.id, label: s.name }))} />}
        </div>
        <div className={form.grid}>
          {draft.type === 'metric' && <NativeSelect label={w.period} value={draft.period} onChange={(e) => set({ period: e.currentTarget.value as 'hour' | 'day' })} data={[{ value: 'hour', label: w.periods.hour }, { value: 'day', label: w.periods.day }]} />}
          {metrics.length > 0 && <NativeSelect label={w.metric} value={draft.metric} onChange={(e) => set({ metric: e.currentTarget.value })} data={metrics.map((value) => ({ value, label: w.metrics[value as keyof typeof w.metrics] }))} />}
          {(draft.type === 'region' || draft.type === 'device_alarm') && <TextInput label={draft.type === 'region' ? w.regionKey : w.alarmKey} description={w.emptyForAny} value={draft.metric} onChange={(e) => set({ metric: e.currentTarget.value })} error={fieldError(save.error, 'condition.metric')} />}
          {needsValue(draft.type) && <NativeSelect label={w.operator} value={draft.operator} onChange={(e) => set({ operator: e.currentTarget.value as Operator })} data={OPERATORS.map((value) => ({ value, label: `${w.operators[value]} (${value})` }))} />}
          {draft.type !== 'device_alarm' && (
            <NumberInput
              label={needsValue(draft.type) ? w.value : w.lateMinutes} description={needsValue(draft.type) ? (draft.metric === 'utilization' ? w.fraction : undefined) : w.lateNote} required={needsValue(draft.type)}
              decimalScale={4} value={draft.value} onChange={(value) => set({ value: whole(value) })} error={fieldError(save.error, 'condition.value')} data-testid="rule-value"
            />
          )}
          {needsValue(draft.type) && <NumberInput label={w.clear} description={w.clearNote} decimalScale={4} value={draft.clear_value} onChange={(value) => set({ clear_value: whole(value) })} error={fieldError(save.error, 'condition.clear_value')} />}
          <NumberInput label={w.holds} min={0} max={1440} decimalScale={1} suffix=" min" value={draft.minutes} onChange={(value) => set({ minutes: whole(value) })} error={fieldError(save.error, 'condition.for_seconds')} />
        </div>
        <RuleBacktest draft={draft} stores={stores} />
        <div className={form.grid}>
          <NativeSelect label={w.severity} value={draft.severity} onChange={(e) => set({ severity: e.currentTarget.value as Severity })} data={SEVERITIES.map((value) => ({ value, label: words().alertsPage.severities[value] }))} />
          <MultiSelect label={w.channels} description={w.channelsNote} value={draft.channels} onChange={(ids) => set({ channels: ids })} data={(channels.data ?? []).map((one) => ({ value: one.id, label: one.name }))} nothingFoundMessage={words().common.nothing} />
        </div>
        <Switch label={w.onlyOpen} checked={draft.onlyOpen} onChange={(e) => set({ onlyOpen: e.currentTarget.checked })} />
        <Switch label={w.active} checked={draft.is_active} onChange={(e) => set({ is_active: e.currentTarget.checked })} />
        <FormProblem error={save.error ?? remove.error} />
        <div className={form.actions}>
          <Button type="submit" loading={save.isPending} data-testid="save-rule">{words().common.save}</Button>
          <Button variant="default" onClick={onClose}>{words().common.cancel}</Button>
          {rule && <><span className={form.spring} /><Button variant="subtle" color="red" loading={remove.isPending} onClick={() => remove.mutate()}>{w.remove}</Button></>}
        </div>
      </form>
    </Modal>
  );
}
