import { ActionIcon, Button, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import type { RegionType } from '../api/types';
import form from '../frame/Form.module.css';
import { nextNumber, type RegionDraft } from '../logic/sensorDraft';
import { words } from '../words';

const TYPES: RegionType[] = ['entrance', 'browsing', 'queue', 'high_value', 'transition', 'custom'];

/** The regions that the device counts people in. */
export function RegionsEditor({ regions, onChange }: { regions: RegionDraft[]; onChange: (regions: RegionDraft[]) => void }) {
  const w = words().regions;
  const next = nextNumber(regions);
  return (
    <section className={form.card} aria-label={w.title}>
      <h2>{w.title}</h2>
      <p>{w.note}</p>
      <ul className={form.rows}>
        {regions.map((region, index) => {
          const set = (change: Partial<RegionDraft>) => onChange(regions.with(index, { ...region, ...change }));
          return (
            <li key={region.number} className={form.row}>
              <TextInput className={form.grow} label={w.nameOf(region.number)} maxLength={100} value={region.name} onChange={(e) => set({ name: e.currentTarget.value })} />
              <NativeSelect className={form.grow} label={w.type} value={region.type} onChange={(e) => set({ type: e.currentTarget.value as RegionType })} data={TYPES.map((value) => ({ value, label: w.types[value] }))} />
              <NumberInput className={form.narrow} label={w.capacity} min={1} max={100_000} allowDecimal={false} value={region.capacity} onChange={(value) => set({ capacity: typeof value === 'number' ? value : '' })} />
              <ActionIcon variant="subtle" color="gray" size={36} aria-label={w.remove(region.number)} onClick={() => onChange(regions.toSpliced(index, 1))}><IconX size={18} /></ActionIcon>
            </li>
          );
        })}
      </ul>
      {next !== null && (
        <div>
          <Button variant="default" size="sm" leftSection={<IconPlus size={16} />} onClick={() => onChange([...regions, { number: next, name: '', type: 'custom', capacity: '' }])}>{w.add}</Button>
        </div>
      )}
    </section>
  );
}
