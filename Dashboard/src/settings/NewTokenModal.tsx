import { Button, Modal, MultiSelect, Select, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import { createToken } from '../api/calls';
import { useApi } from '../api/context';
import { keys, useSensorStatus, useStores } from '../api/queries';
import classes from '../frame/Form.module.css';
import { FormProblem, fieldError } from '../frame/FormProblem';
import { words } from '../words';

const ROLES = ['viewer', 'store_staff', 'analyst', 'store_manager', 'regional_manager', 'tenant_admin', 'ingest'] as const;

/** Makes a token for a person or a program. */
export function NewTokenModal({ onClose, onMade }: { onClose: () => void; onMade: (secret: string) => void }) {
  const w = words().tokens;
  const api = useApi();
  const queries = useQueryClient();
  const stores = useStores().data ?? [];
  const sensors = useSensorStatus({}, 60).data ?? [];
  const [name, setName] = useState('');
  const [role, setRole] = useState<(typeof ROLES)[number]>('viewer');
  const [storeIds, setStoreIds] = useState<string[]>([]);
  const [sensorId, setSensorId] = useState<string | null>(null);
  const [networks, setNetworks] = useState('');
  const [expires, setExpires] = useState('');

  const make = useMutation({
    mutationFn: () =>
      createToken(api, {
        name: name.trim(), role, store_ids: role !== 'ingest' && storeIds.length > 0 ? storeIds : null, sensor_id: role === 'ingest' ? sensorId : null,
        allowed_networks: networks.trim() ? networks.split(/[\s,;]+/).filter(Boolean) : null,
        // The end of that day on the clock of whoever chooses it.
        expires_at: expires ? new Date(`${expires}T23:59:59`).toISOString() : null,
      }),
    onSuccess: async ({ secret }) => {
      await queries.invalidateQueries({ queryKey: keys.tokens });
      onMade(secret);
    },
  });

  function submit(event: SubmitEvent) {
    event.preventDefault();
    make.mutate();
  }

  return (
    <Modal opened onClose={onClose} title={w.add} size="lg" closeButtonProps={{ 'aria-label': words().common.close }}>
      <form className={classes.form} onSubmit={submit} data-testid="token-form">
        <TextInput label={w.name} description={w.nameNote} required maxLength={200} data-autofocus value={name} onChange={(e) => setName(e.currentTarget.value)} error={fieldError(make.error, 'name')} data-testid="token-name" />
        <Select
          label={w.role} description={words().roles[role].may} allowDeselect={false} value={role}
          onChange={(value) => value && setRole(value as (typeof ROLES)[number])}
          data={ROLES.map((value) => ({ value, label: words().roles[value].name }))}
        />
        {role === 'ingest'
          ? <Select label={w.sensor} required searchable limit={100} value={sensorId} onChange={setSensorId} data={sensors.map(({ sensor }) => ({ value: sensor.id, label: `${sensor.name} · ${sensor.store.name}` }))} error={fieldError(make.error, 'sensor_id')} />
          : <MultiSelect label={w.stores} description={w.storesNote} searchable limit={100} value={storeIds} onChange={setStoreIds} data={stores.map((s) => ({ value: s.id, label: s.name }))} error={fieldError(make.error, 'store_ids')} />}
        <div className={classes.grid}>
          <TextInput type="date" label={w.expires} description={w.expiresNote} value={expires} onChange={(e) => setExpires(e.currentTarget.value)} error={fieldError(make.error, 'expires_at')} />
          <TextInput label={w.networks} description={w.networksNote} placeholder="192.0.2.0/24" value={networks} onChange={(e) => setNetworks(e.currentTarget.value)} error={fieldError(make.error, 'allowed_networks')} />
        </div>
        <FormProblem error={make.error} />
        <div className={classes.actions}>
          <Button type="submit" loading={make.isPending} data-testid="make-token">{w.make}</Button>
          <Button variant="default" onClick={onClose}>{words().common.cancel}</Button>
        </div>
      </form>
    </Modal>
  );
}
