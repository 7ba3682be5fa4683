import { ActionIcon, Button, NumberInput, Switch, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import form from '../frame/Form.module.css';
import { words } from '../words';
import type { CardProps } from './ConnectionCard';

/** What few sensors need: parameters of the device, and how its fields are read. */
export function MappingCard({ draft, set }: Omit<CardProps, 'error'>) {
  const w = words().sensorForm;
  const whole = (value: string | number) => (typeof value === 'number' ? value : '');
  return (
    <details className={form.card}>
      <summary>{w.advanced}</summary>
      <div className={form.grid}>
        <NumberInput label={w.lineCount} min={1} max={16} allowDecimal={false} value={draft.line_count} onChange={(value) => set({ line_count: whole(value) })} />
        <NumberInput label={w.regionCount} min={0} max={16} allowDecimal={false} value={draft.region_count} onChange={(value) => set({ region_count: whole(value) })} />
        <TextInput label={w.timestampFormat} maxLength={100} value={draft.timestamp_format} onChange={(e) => set({ timestamp_format: e.currentTarget.value })} />
      </div>
      <Switch label={w.regional} checked={draft.supports_regional_counting} onChange={(e) => set({ supports_regional_counting: e.currentTarget.checked })} />
      <Switch label={w.realTime} checked={draft.supports_real_time_status} onChange={(e) => set({ supports_real_time_status: e.currentTarget.checked })} />
      <h3>{w.parameters}</h3>
      <ul className={form.rows}>
        {draft.endpoints.map((one, index) => (
          <li key={index} className={form.row}>
            <TextInput className={form.grow} label={w.parameter} maxLength={100} value={one.name} onChange={(e) => set({ endpoints: draft.endpoints.with(index, { ...one, name: e.currentTarget.value }) })} />
            <TextInput className={form.grow} label={w.value} maxLength={500} value={one.value} onChange={(e) => set({ endpoints: draft.endpoints.with(index, { ...one, value: e.currentTarget.value }) })} />
            <ActionIcon variant="subtle" color="gray" size={36} aria-label={w.removeRow(one.name)} onClick={() => set({ endpoints: draft.endpoints.toSpliced(index, 1) })}><IconX size={18} /></ActionIcon>
          </li>
        ))}
      </ul>
      <div><Button variant="default" size="sm" leftSection={<IconPlus size={16} />} onClick={() => set({ endpoints: [...draft.endpoints, { name: '', value: '' }] })}>{w.addParameter}</Button></div>
      <h3>{w.fields}</h3>
      <ul className={form.rows}>
        {draft.fields.map((one, index) => {
          const change = (part: Partial<typeof one>) => set({ fields: draft.fields.with(index, { ...one, ...part }) });
          return (
            <li key={index} className={form.row}>
              <TextInput className={form.grow} label={w.source} maxLength={200} value={one.source} onChange={(e) => change({ source: e.currentTarget.value })} />
              <TextInput className={form.grow} label={w.target} maxLength={100} value={one.target} onChange={(e) => change({ target: e.currentTarget.value })} />
              <TextInput className={form.narrow} label={w.fieldType} maxLength={50} value={one.type} onChange={(e) => change({ type: e.currentTarget.value })} />
              <ActionIcon variant="subtle" color="gray" size={36} aria-label={w.removeRow(one.source)} onClick={() => set({ fields: draft.fields.toSpliced(index, 1) })}><IconX size={18} /></ActionIcon>
            </li>
          );
        })}
      </ul>
      <div><Button variant="default" size="sm" leftSection={<IconPlus size={16} />} onClick={() => set({ fields: [...draft.fields, { source: '', target: '', type: '' }] })}>{w.addField}</Button></div>
    </details>
  );
}
