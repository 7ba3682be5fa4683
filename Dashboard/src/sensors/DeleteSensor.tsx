import { Button, Checkbox } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { deleteSensor } from '../api/calls';
import { useApi } from '../api/context';
import type { Sensor } from '../api/types';
import { ConfirmModal } from '../frame/ConfirmModal';
import { words } from '../words';

export function DeleteSensor({ sensor }: { sensor: Sensor }) {
  const w = words().sensorForm;
  const api = useApi();
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  const [asking, setAsking] = useState(false);
  const [purge, setPurge] = useState(false);
  const remove = useMutation({
    mutationFn: () => deleteSensor(api, sensor.id, purge),
    onSuccess: async () => {
      navigate(`/stores/${sensor.store_id}`);
      await queries.invalidateQueries({ queryKey: ['sensor-status'] });
    },
  });
  return (
    <>
      <Button variant="subtle" color="red" onClick={() => setAsking(true)} data-testid="delete-sensor">{w.remove}</Button>
      <ConfirmModal
        opened={asking} title={w.removeTitle(sensor.sensor_name)} confirm={w.remove} busy={remove.isPending} error={remove.error}
        onConfirm={() => remove.mutate()} onClose={() => setAsking(false)}
      >
        <p>{w.removeNote}</p>
        <Checkbox mt="md" label={w.purge} checked={purge} onChange={(e) => setPurge(e.currentTarget.checked)} />
      </ConfirmModal>
    </>
  );
}
