import { Button, CopyButton, MultiSelect, NativeSelect, TextInput } from '@mantine/core';
import { IconCheck, IconDownload, IconLink } from '@tabler/icons-react';
import type { Store } from '../api/types';
import { download } from '../frame/download';
import { aggregate, BEFORES, METRICS, RANGES, STEPS, type Before, type Metric, type RangeName, type Step, type View } from '../logic/analytics';
import { byName } from '../logic/attention';
import { writeCsv } from '../logic/csv';
import { words } from '../words';
import classes from './AnalyticsPage.module.css';
import type { StoreDays } from './useDaysOfStores';

interface Props {
  view: View;
  stores: Store[];
  today: string;
  days: StoreDays[];
  onChange: (change: Partial<View>) => void;
}

export function AnalyticsControls({ view, stores, today, days, onChange }: Props) {
  const w = words().analytics;
  return (
    <div className={classes.controls}>
      <NativeSelect label={w.metric} value={view.metric} onChange={(e) => onChange({ metric: e.currentTarget.value as Metric })} data={METRICS.map((value) => ({ value, label: w.metrics[value] }))} data-testid="metric" />
      <NativeSelect label={w.range} value={view.range} onChange={(e) => onChange({ range: e.currentTarget.value as RangeName, by: e.currentTarget.value === '364' ? 'week' : view.by })} data={RANGES.map((value) => ({ value, label: w.ranges[value] }))} data-testid="range" />
      {view.range === 'custom' && (
        <>
          <TextInput type="date" label={w.from} max={view.to} value={view.from} onChange={(e) => e.currentTarget.value && onChange({ from: e.currentTarget.value })} />
          <TextInput type="date" label={w.to} min={view.from} max={today} value={view.to} onChange={(e) => e.currentTarget.value && onChange({ to: e.currentTarget.value })} />
        </>
      )}
      <NativeSelect label={w.by} value={view.by} onChange={(e) => onChange({ by: e.currentTarget.value as Step })} data={STEPS.map((value) => ({ value, label: w.steps[value] }))} data-testid="step" />
      <NativeSelect label={words().store.compareWith} value={view.before} onChange={(e) => onChange({ before: e.currentTarget.value as Before })} data={BEFORES.map((value) => ({ value, label: w.befores[value] }))} />
      <MultiSelect
        className={classes.stores} label={w.stores} placeholder={view.stores.length === 0 ? w.allStores : ''} searchable clearable limit={200} value={view.stores}
        onChange={(ids) => onChange({ stores: ids })} data={stores.toSorted(byName).map((s) => ({ value: s.id, label: s.name }))} nothingFoundMessage={words().common.nothing}
      />
      <CopyButton value={location.href}>
        {({ copied, copy }) => <Button variant="default" leftSection={copied ? <IconCheck size={16} /> : <IconLink size={16} />} onClick={copy}>{copied ? words().common.copied : words().store.link}</Button>}
      </CopyButton>
      <Button variant="default" leftSection={<IconDownload size={16} />} disabled={days.length === 0} onClick={() => download(`${view.from} ${view.to}.csv`, csvOf(days), 'text/csv')} data-testid="analytics-csv">CSV</Button>
    </div>
  );
}

/** A row per store and period, named by its first day; every metric a column. */
function csvOf(days: StoreDays[]): string {
  const rows = days.flatMap(({ store, rows: own }) => own.map((row) => [store.name, store.code, row.date, ...METRICS.map((metric) => aggregate(metric, [row])), row.currency, row.data_completeness]));
  return writeCsv([['store', 'code', 'date', ...METRICS, 'currency', 'data_completeness'], ...rows]);
}
