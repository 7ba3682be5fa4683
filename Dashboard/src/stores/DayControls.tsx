import { Button, CopyButton, NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import { IconCheck, IconDownload, IconLink } from '@tabler/icons-react';
import type { Store } from '../api/types';
import { download } from '../frame/download';
import { writeCsv } from '../logic/csv';
import { capital } from '../logic/numbers';
import { addDays, dateInWords, localDate, zoneNote } from '../logic/time';
import { words } from '../words';
import classes from './DayControls.module.css';
import { COMPARISONS, type Comparison, type StoreDay } from './useStoreDay';

/** Which day, compared with what; the way to take it along. */
export function DayControls({ store, day }: { store: Store; day: StoreDay }) {
  const w = words().store;
  const { today, date } = day;
  const yesterday = addDays(today, -1);
  const zone = zoneNote(store.timezone, day.now);
  return (
    <div className={classes.bar}>
      <p className={classes.date}>{dateInWords(date)}{zone && <span> · {zone}</span>}</p>
      <SegmentedControl
        aria-label={w.day} size="sm"
        value={date === today ? 'today' : date === yesterday ? 'yesterday' : ''}
        onChange={(value) => day.choose(value === 'today' ? today : yesterday)}
        data={[{ value: 'today', label: w.today }, { value: 'yesterday', label: w.yesterday }]}
      />
      <TextInput type="date" aria-label={w.anotherDay} size="sm" max={today} value={date} onChange={(e) => day.choose(e.currentTarget.value)} data-testid="day-picker" />
      <NativeSelect
        aria-label={w.compareWith} size="sm" value={day.comparison}
        onChange={(e) => day.compare(e.currentTarget.value as Comparison)}
        data={COMPARISONS.map((value) => ({ value, label: capital(w.comparisons[value]) }))}
        data-testid="compare"
      />
      <CopyButton value={location.href}>
        {({ copied, copy }) => <Button variant="default" size="sm" leftSection={copied ? <IconCheck size={16} /> : <IconLink size={16} />} onClick={copy}>{copied ? words().common.copied : w.link}</Button>}
      </CopyButton>
      <Button variant="default" size="sm" leftSection={<IconDownload size={16} />} onClick={() => download(`${localDate(day.start, store.timezone)} ${store.name}.csv`, dayCsv(day), 'text/csv')}>CSV</Button>
    </div>
  );
}

function dayCsv(day: StoreDay): string {
  const rows = day.points
    .filter((p) => p.state !== 'future')
    .map((p) => [new Date(p.start).toISOString(), p.label, p.entries, p.exits, p.occupancy, p.peak, p.completeness]);
  return writeCsv([['hour_start', 'local_hour', 'entries', 'exits', 'avg_occupancy', 'peak_occupancy', 'data_completeness'], ...rows]);
}
