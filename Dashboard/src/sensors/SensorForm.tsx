import { Autocomplete, Button, Select, Switch, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import { useLocation } from 'wouter';
import { saveSensor } from '../api/calls';
import { useApi } from '../api/context';
import { useStores } from '../api/queries';
import type { Sensor } from '../api/types';
import form from '../frame/Form.module.css';
import { FormProblem, fieldError } from '../frame/FormProblem';
import { byName } from '../logic/attention';
import { newSensor, sensorBody, sensorDraft, type SensorDraft } from '../logic/sensorDraft';
import { SENSOR_TYPES } from '../logic/sensorTypes';
import { timeZones } from '../logic/time';
import { words } from '../words';
import { ConnectionCard } from './ConnectionCard';
import { DeleteSensor } from './DeleteSensor';
import { LinesEditor } from './LinesEditor';
import { MappingCard } from './MappingCard';
import { RegionsEditor } from './RegionsEditor';
import { TrialCard } from './TrialCard';
import { useTrial } from './useTrial';

/** Registers a sensor, or changes one: every key of its configuration. */
export function SensorForm({ sensor, storeId = '' }: { sensor?: Sensor; storeId?: string }) {
  const w = words().sensorForm;
  const api = useApi();
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  const stores = useStores().data ?? [];
  const [draft, setDraft] = useState<SensorDraft>(() => (sensor ? sensorDraft(sensor) : newSensor(storeId)));
  const set = (change: Partial<SensorDraft>) => setDraft((before) => ({ ...before, ...change }));

  const save = useMutation({
    mutationFn: () => saveSensor(api, sensor?.id ?? null, sensorBody(draft, sensor)),
    onSuccess: async (saved) => {
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['sensor', saved.id] }),
        queries.invalidateQueries({ queryKey: ['sensor-status'] }),
      ]);
      navigate(`/sensors/${saved.id}${saved.config.collection.mode === 'poll' ? '?test=1' : ''}`);
    },
  });

  // A new sensor that is to be asked is asked before it is saved; who knows better saves it all the same.
  const trial = useTrial(draft, sensor);
  const polled = draft.mode === 'poll';
  const testsFirst = !sensor && polled && trial.result === undefined;

  function submit(event: SubmitEvent) {
    event.preventDefault();
    if (!testsFirst) return save.mutate();
    trial.run().then((test) => { if (test.success) save.mutate(); }, () => undefined);
  }

  const problem = save.error ?? trial.error;
  const t = words().connectionTest;
  const action = sensor ? words().common.save : testsFirst ? t.testFirst : trial.result?.success === false ? t.allTheSame : w.create;

  return (
    <form className={form.form} onSubmit={submit} data-testid="sensor-form">
      <section className={form.card} aria-label={w.basics}>
        <h2>{w.basics}</h2>
        <div className={form.grid}>
          <TextInput label={w.name} required maxLength={200} value={draft.sensor_name} onChange={(e) => set({ sensor_name: e.currentTarget.value })} error={fieldError(problem, 'sensor_name')} data-testid="sensor-name" />
          <Select label={w.store} required searchable allowDeselect={false} limit={200} value={draft.store_id || null} onChange={(id) => id && set({ store_id: id })} data={stores.toSorted(byName).map((s) => ({ value: s.id, label: s.name }))} nothingFoundMessage={words().common.nothing} error={fieldError(problem, 'store_id')} data-testid="sensor-store" />
          <TextInput label={w.location} description={w.locationNote} maxLength={500} value={draft.location} onChange={(e) => set({ location: e.currentTarget.value })} error={fieldError(problem, 'location')} />
          <Autocomplete label={w.type} description={w.typeNote} required maxLength={64} data={SENSOR_TYPES} value={draft.sensor_type} onChange={(value) => set({ sensor_type: value })} error={fieldError(problem, 'sensor_type')} />
          <Select label={w.timezone} description={w.timezoneNote} searchable clearable={!sensor} limit={100} data={timeZones(draft.timezone ?? 'UTC')} value={draft.timezone} onChange={(zone) => set({ timezone: zone })} nothingFoundMessage={words().common.nothing} error={fieldError(problem, 'timezone')} />
        </div>
        <Switch label={w.active} description={w.activeNote} checked={draft.is_active} onChange={(e) => set({ is_active: e.currentTarget.checked })} />
      </section>
      <ConnectionCard draft={draft} set={set} error={problem} secretSet={sensor?.config.connection.auth.password_set ?? false} />
      {polled && <TrialCard trial={trial} />}
      <LinesEditor lines={draft.lines} onChange={(lines) => set({ lines })} />
      <RegionsEditor regions={draft.regions} onChange={(regions) => set({ regions })} />
      <MappingCard draft={draft} set={set} />
      <FormProblem error={problem} />
      <div className={form.actions}>
        <Button type="submit" loading={save.isPending || trial.busy} data-testid="save-sensor">{action}</Button>
        <Button variant="default" onClick={() => history.back()}>{words().common.cancel}</Button>
        {sensor && <><span className={form.spring} /><DeleteSensor sensor={sensor} /></>}
      </div>
    </form>
  );
}
