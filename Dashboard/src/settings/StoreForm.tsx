import { Autocomplete, Button, NumberInput, Select, Switch, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState, type SubmitEvent } from 'react';
import { useLocation } from 'wouter';
import { deleteStore, saveStore } from '../api/calls';
import { useApi } from '../api/context';
import { keys, useStores } from '../api/queries';
import type { Store } from '../api/types';
import { ConfirmModal } from '../frame/ConfirmModal';
import classes from '../frame/Form.module.css';
import { FormProblem, fieldError } from '../frame/FormProblem';
import { hoursDraft, hoursOf, hoursProblems } from '../logic/operatingHours';
import { timeZones, viewerZone } from '../logic/time';
import { words } from '../words';
import { HoursEditor } from './HoursEditor';

export function StoreForm({ store }: { store?: Store }) {
  const w = words().storeSettings;
  const api = useApi();
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  const stores = useStores();
  const [name, setName] = useState(store?.name ?? '');
  const [code, setCode] = useState(store?.code ?? '');
  const [region, setRegion] = useState(store?.region ?? '');
  const [timezone, setTimezone] = useState(store?.timezone ?? viewerZone());
  const [capacity, setCapacity] = useState<number | ''>(store?.capacity ?? '');
  const [dayStart, setDayStart] = useState(store?.day_start?.slice(0, 5) ?? '00:00');
  const [active, setActive] = useState(store?.is_active ?? true);
  const [hours, setHours] = useState(() => hoursDraft(store?.operating_hours ?? {}));
  const [asking, setAsking] = useState(false);
  const regions = useMemo(() => [...new Set((stores.data ?? []).flatMap((s) => s.region ?? []))].sort(), [stores.data]);

  const save = useMutation({
    mutationFn: () =>
      saveStore(api, store?.id ?? null, {
        name: name.trim(), code: code.trim() || null, region: region.trim() || null, timezone, capacity: capacity === '' ? null : capacity,
        operating_hours: hoursOf(hours), day_start: dayStart, is_active: active,
      }),
    onSuccess: async (saved) => {
      await queries.invalidateQueries({ queryKey: keys.stores });
      navigate(store ? `/stores/${saved.id}` : `/sensors/new?store=${saved.id}`);
    },
  });
  const remove = useMutation({
    mutationFn: () => deleteStore(api, store?.id ?? ''),
    onSuccess: async () => {
      await queries.invalidateQueries();
      navigate('/settings/stores');
    },
  });

  const problems = hoursProblems(hours);
  function submit(event: SubmitEvent) {
    event.preventDefault();
    if (problems.length === 0) save.mutate();
  }

  return (
    <form className={classes.form} onSubmit={submit} data-testid="store-form">
      <section className={classes.card}>
        <h2>{w.basics}</h2>
        <div className={classes.grid}>
          <TextInput label={w.name} required maxLength={200} value={name} onChange={(e) => setName(e.currentTarget.value)} error={fieldError(save.error, 'name')} data-testid="store-name" />
          <TextInput label={w.code} description={w.codeNote} maxLength={32} value={code} onChange={(e) => setCode(e.currentTarget.value)} error={fieldError(save.error, 'code')} />
          <Autocomplete label={w.region} description={w.regionNote} maxLength={100} data={regions} value={region} onChange={setRegion} error={fieldError(save.error, 'region')} />
          <Select label={w.timezone} description={w.timezoneNote} required searchable allowDeselect={false} limit={100} data={timeZones(timezone)} value={timezone} onChange={(zone) => zone && setTimezone(zone)} nothingFoundMessage={words().common.nothing} error={fieldError(save.error, 'timezone')} />
          <NumberInput label={w.capacity} description={w.capacityNote} min={1} max={1_000_000} allowDecimal={false} allowNegative={false} value={capacity} onChange={(value) => setCapacity(typeof value === 'number' ? value : '')} error={fieldError(save.error, 'capacity')} data-testid="store-capacity" />
          <TextInput type="time" step={300} label={w.dayStart} description={w.dayStartNote} required value={dayStart} onChange={(e) => setDayStart(e.currentTarget.value)} error={fieldError(save.error, 'day_start')} />
        </div>
        <Switch label={w.active} description={w.activeNote} checked={active} onChange={(e) => setActive(e.currentTarget.checked)} />
      </section>
      <HoursEditor draft={hours} onChange={setHours} problems={problems} />
      <FormProblem error={save.error} />
      <div className={classes.actions}>
        <Button type="submit" loading={save.isPending} disabled={problems.length > 0} data-testid="save-store">{store ? words().common.save : w.create}</Button>
        <Button variant="default" onClick={() => history.back()}>{words().common.cancel}</Button>
        {store && <><span className={classes.spring} /><Button variant="subtle" color="red" onClick={() => setAsking(true)}>{w.remove}</Button></>}
      </div>
      {store && (
        <ConfirmModal
          opened={asking} title={w.removeTitle(store.name)} confirm={w.remove} busy={remove.isPending} error={remove.error}
          onConfirm={() => remove.mutate()} onClose={() => setAsking(false)}
        >
          {w.removeNote}
        </ConfirmModal>
      )}
    </form>
  );
}
