import { ActionIcon, Button, Switch, TextInput } from '@mantine/core';
import { IconCopy, IconPlus, IconX } from '@tabler/icons-react';
import type { OpenInterval } from '../api/types';
import form from '../frame/Form.module.css';
import { ToneNote } from '../frame/ToneNote';
import type { HoursDraft } from '../logic/operatingHours';
import { weekdayNames } from '../logic/time';
import { words } from '../words';
import classes from './HoursEditor.module.css';

interface Props {
  draft: HoursDraft;
  onChange: (draft: HoursDraft) => void;
  problems: string[];
}

/** When a store is open: intervals per weekday, and dates that differ. */
export function HoursEditor({ draft, onChange, problems }: Props) {
  const w = words().hoursEditor;
  const days = weekdayNames();
  const setDay = (index: number, hours: OpenInterval[]) => onChange({ ...draft, week: draft.week.with(index, hours) });

  return (
    <section className={form.card} aria-label={w.title} data-testid="hours-editor">
      <h2>{w.title}</h2>
      <p>{w.note}</p>
      <Switch label={w.always} checked={draft.always} onChange={(e) => onChange({ ...draft, always: e.currentTarget.checked })} />
      {!draft.always && (
        <ul className={form.rows}>
          {draft.week.map((hours, index) => (
            <li key={days[index]} className={classes.day}>
              <span className={classes.name}>{days[index]}</span>
              <Intervals hours={hours} of={days[index] ?? ''} onChange={(next) => setDay(index, next)} />
              {index === 0 && (
                <Button variant="subtle" size="compact-sm" leftSection={<IconCopy size={16} />} onClick={() => onChange({ ...draft, week: draft.week.map(() => hours.map((h) => ({ ...h }))) })}>
                  {w.toAll}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      <h3 className={classes.heading}>{w.exceptions}</h3>
      <ul className={form.rows}>
        {draft.exceptions.map((exception, index) => {
          const set = (next: HoursDraft['exceptions'][number]) => onChange({ ...draft, exceptions: draft.exceptions.with(index, next) });
          return (
            <li key={index} className={classes.day}>
              <TextInput type="date" aria-label={w.date} className={classes.date} value={exception.date} onChange={(e) => set({ ...exception, date: e.currentTarget.value })} />
              <Intervals hours={exception.hours} of={exception.date} onChange={(hours) => set({ ...exception, hours })} />
              <ActionIcon variant="subtle" color="gray" size="lg" aria-label={w.removeDate(exception.date)} onClick={() => onChange({ ...draft, exceptions: draft.exceptions.toSpliced(index, 1) })}>
                <IconX size={18} />
              </ActionIcon>
            </li>
          );
        })}
      </ul>
      <div>
        <Button variant="default" size="sm" leftSection={<IconPlus size={16} />} onClick={() => onChange({ ...draft, exceptions: [...draft.exceptions, { date: '', hours: [] }] })}>{w.addDate}</Button>
      </div>
      {problems.map((problem) => <div key={problem} role="alert"><ToneNote tone="warning">{problem}</ToneNote></div>)}
    </section>
  );
}

function Intervals({ hours, of, onChange }: { hours: OpenInterval[]; of: string; onChange: (hours: OpenInterval[]) => void }) {
  const w = words().hoursEditor;
  return (
    <span className={classes.intervals}>
      {hours.length === 0 && <span className={classes.closed}>{w.closed}</span>}
      {hours.map((one, index) => (
        <span key={index} className={classes.interval}>
          <TextInput type="time" aria-label={w.opens(of)} value={one.open} onChange={(e) => onChange(hours.with(index, { ...one, open: e.currentTarget.value }))} />
          <span aria-hidden>–</span>
          <TextInput type="time" aria-label={w.closes(of)} value={one.close} onChange={(e) => onChange(hours.with(index, { ...one, close: e.currentTarget.value }))} />
          {one.close <= one.open && one.close !== '' && <span className={classes.next}>{w.nextDay}</span>}
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={w.removeInterval(of)} onClick={() => onChange(hours.toSpliced(index, 1))}><IconX size={18} /></ActionIcon>
        </span>
      ))}
      <ActionIcon variant="subtle" size="lg" aria-label={w.addInterval(of)} onClick={() => onChange([...hours, hours.length === 0 ? { open: '09:00', close: '18:00' } : { open: '', close: '' }])}>
        <IconPlus size={18} />
      </ActionIcon>
    </span>
  );
}
