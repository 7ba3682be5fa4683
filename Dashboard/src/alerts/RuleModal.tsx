import { Button, Modal, MultiSelect, NativeSelect, NumberInput, Select, Switch, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import { useApi } from '../api/context';
import { useStores } from '../api/queries';
import form from '../frame/Form.module.css';
import { FormProblem, fieldError } from '../frame/FormProblem';
import { ToneNote } from '../frame/ToneNote';
import { byName } from '../logic/attention';
import { WEEKDAYS } from '../logic/operatingHours';
import { hasOperator, metricsOf, needsValue, newRule, ruleBody, ruleDraft, withMetric, type RuleDraft } from '../logic/ruleDraft';
import { weekdayNames } from '../logic/time';
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
  const metrics = metricsOf(draft.type);
  const isPlatform = draft.type === 'platform';
  const dayNames = weekdayNames();
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
    const [first = ''] = metricsOf(type);
    set({ type, ...withMetric(type === 'occupancy' ? 'utilization' : first) });
  }

  return (
    <Modal opened onClose={onClose} title={rule ? w.editOne(rule.name) : w.add} size="xl" closeButtonProps={{ 'aria-label': words().common.close }}>
      <form className={form.form} onSubmit={submit} data-testid="rule-form">
        <div className={form.grid}>
          <TextInput label={w.name} required maxLength={200} data-autofocus value={draft.name} onChange={(e) => set({ name: e.currentTarget.value })} error={fieldError(save.error, 'name')} data-testid="rule-name" />
          <NativeSelect label={w.type} value={draft.type} onChange={(e) => changeType(e.currentTarget.value as RuleType)} data={RULE_TYPES.map((value) => ({ value, label: w.types[value] }))} data-testid="rule-type" />
          {!rule?.sensor_id && !isPlatform && <Select label={w.where} placeholder={w.everywhere} clearable searchable limit={200} value={draft.store_id} onChange={(id) => set({ store_id: id })} data={stores.toSorted(byName).map((s) => ({ value: s.id, label: s.name }))} />}
        </div>
        <div className={form.grid}>
          {draft.type === 'metric' && <NativeSelect label={w.period} value={draft.period} onChange={(e) => set({ period: e.currentTarget.value as 'hour' | 'day' })} data={[{ value: 'hour', label: w.periods.hour }, { value: 'day', label: w.periods.day }]} />}
          {metrics.length > 0 && <NativeSelect label={w.metric} value={draft.metric} onChange={(e) => set(isPlatform ? withMetric(e.currentTarget.value) : { metric: e.currentTarget.value })} data={metrics.map((value) => ({ value, label: w.metrics[value as keyof typeof w.metrics] }))} />}
          {(draft.type === 'region' || draft.type === 'device_alarm') && <TextInput label={draft.type === 'region' ? w.regionKey : w.alarmKey} description={w.emptyForAny} value={draft.metric} onChange={(e) => set({ metric: e.currentTarget.value })} error={fieldError(save.error, 'condition.metric')} />}
          {hasOperator(draft.type) && <NativeSelect label={w.operator} value={draft.operator} onChange={(e) => set({ operator: e.currentTarget.value as Operator })} data={OPERATORS.map((value) => ({ value, label: `${w.operators[value]} (${value})` }))} />}
          {draft.type !== 'device_alarm' && draft.type !== 'anomaly' && (
            <NumberInput
              label={needsValue(draft.type) ? w.value : draft.type === 'clock' ? w.clockSeconds : w.lateMinutes} description={noteOf(draft)} required={needsValue(draft.type)}
              decimalScale={4} value={draft.value} onChange={(value) => set({ value: whole(value) })} error={fieldError(save.error, 'condition.value')} data-testid="rule-value"
            />
          )}
          {needsValue(draft.type) && <NumberInput label={w.clear} description={w.clearNote} decimalScale={4} value={draft.clear_value} onChange={(value) => set({ clear_value: whole(value) })} error={fieldError(save.error, 'condition.clear_value')} />}
          <NumberInput label={w.holds} min={0} max={1440} decimalScale={1} suffix=" min" value={draft.minutes} onChange={(value) => set({ minutes: whole(value) })} error={fieldError(save.error, 'condition.for_seconds')} />
        </div>
        {draft.type === 'anomaly' && <ToneNote tone="muted">{w.anomalyNote}</ToneNote>}
        <RuleBacktest draft={draft} stores={stores} />
        <div className={form.grid}>
          <NativeSelect label={w.severity} value={draft.severity} onChange={(e) => set({ severity: e.currentTarget.value as Severity })} data={SEVERITIES.map((value) => ({ value, label: words().alertsPage.severities[value] }))} />
          <MultiSelect label={w.channels} description={w.channelsNote} value={draft.channels} onChange={(ids) => set({ channels: ids })} data={(channels.data ?? []).map((one) => ({ value: one.id, label: one.name }))} nothingFoundMessage={words().common.nothing} />
        </div>
        <div className={form.grid}>
          <MultiSelect label={w.days} description={w.daysNote} value={draft.days} onChange={(days) => set({ days })} data={WEEKDAYS.map((value, i) => ({ value, label: dayNames[i] ?? value }))} />
          <TextInput type="time" label={w.quietFrom} description={isPlatform ? w.utcNote : w.quietNote} value={draft.quietFrom} onChange={(e) => set({ quietFrom: e.currentTarget.value })} />
          <TextInput type="time" label={w.quietTo} description={w.quietToNote} value={draft.quietTo} onChange={(e) => set({ quietTo: e.currentTarget.value })} />
          <NumberInput label={w.escalate} description={w.escalateNote} min={1} max={10080} allowDecimal={false} suffix=" min" value={draft.escalate} onChange={(value) => set({ escalate: whole(value) })} error={fieldError(save.error, 'escalation.after_minutes')} />
        </div>
        {!isPlatform && <Switch label={w.onlyOpen} checked={draft.onlyOpen} onChange={(e) => set({ onlyOpen: e.currentTarget.checked })} />}
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

/** What the value means, where its label does not say it. */
function noteOf({ type, metric }: RuleDraft): string | undefined {
  const w = words().rules;
  if (type === 'clock') return w.clockNote;
  if (!needsValue(type)) return w.lateNote;
  if (metric === 'utilization') return w.fraction;
  if (metric === 'conversion_rate') return w.conversionNote;
  if (metric === 'writer_backlog') return w.backlogNote;
  return metric === 'database_unreachable' ? w.seconds : undefined;
}
