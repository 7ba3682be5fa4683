import { ActionIcon, Button, NativeSelect, Switch, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import type { LineType } from '../api/types';
import form from '../frame/Form.module.css';
import { nextNumber, type LineDraft } from '../logic/sensorDraft';
import { words } from '../words';
import { LineDrawing } from './LineDrawing';

const TYPES: LineType[] = ['entrance', 'exit', 'passing', 'internal', 'ignore'];

/** What each line of the device counts, and which way is in. */
export function LinesEditor({ lines, onChange }: { lines: LineDraft[]; onChange: (lines: LineDraft[]) => void }) {
  const w = words().lines;
  const next = nextNumber(lines);
  const directed = (type: LineType) => type === 'entrance' || type === 'exit';
  return (
    <section className={form.card} aria-label={w.title} data-testid="lines-editor">
      <h2>{w.title}</h2>
      <p>{lines.length === 0 ? w.none : w.note}</p>
      <ul className={form.rows}>
        {lines.map((line, index) => {
          const set = (change: Partial<LineDraft>) => onChange(lines.with(index, { ...line, ...change }));
          return (
            <li key={line.number} className={form.row}>
              <LineDrawing type={line.type} invert={line.invert} />
              <TextInput className={form.grow} label={w.nameOf(line.number)} maxLength={100} value={line.name} onChange={(e) => set({ name: e.currentTarget.value })} />
              <NativeSelect className={form.grow} label={w.countsAs} value={line.type} onChange={(e) => set({ type: e.currentTarget.value as LineType })} data={TYPES.map((value) => ({ value, label: w.types[value] }))} />
              {directed(line.type) && <Switch label={w.invert} mb={8} checked={line.invert} onChange={(e) => set({ invert: e.currentTarget.checked })} />}
              <ActionIcon variant="subtle" color="gray" size={36} aria-label={w.remove(line.number)} onClick={() => onChange(lines.toSpliced(index, 1))}><IconX size={18} /></ActionIcon>
            </li>
          );
        })}
      </ul>
      {next !== null && (
        <div>
          <Button variant="default" size="sm" leftSection={<IconPlus size={16} />} onClick={() => onChange([...lines, { number: next, name: '', type: 'entrance', invert: false }])}>{w.add}</Button>
        </div>
      )}
    </section>
  );
}
