import { useMutation } from '@tanstack/react-query';
import { tryConnection } from '../api/calls';
import { useApi } from '../api/context';
import type { Sensor, SensorTest } from '../api/types';
import { sensorBody, type SensorDraft } from '../logic/sensorDraft';

export interface Trial {
  /** What the device said to the settings as they are in the form; undefined before, and once they changed. */
  result: SensorTest | undefined;
  error: Error | null;
  busy: boolean;
  run: () => Promise<SensorTest>;
}

/** Asks a device with settings that are not saved. */
export function useTrial(draft: SensorDraft, sensor: Sensor | undefined): Trial {
  const api = useApi();
  const body = { ...sensorBody(draft, sensor), ...(sensor ? { sensor_id: sensor.id } : {}) };
  // A name does not matter to the device: to change it asks for no other test.
  const { sensor_name: _, location: __, ...asked } = body as Record<string, unknown>;
  const key = JSON.stringify(asked);
  const trial = useMutation({ mutationFn: async () => ({ key, test: await tryConnection(api, asked) }) });
  return {
    result: trial.data?.key === key ? trial.data.test : undefined,
    error: trial.error,
    busy: trial.isPending,
    run: async () => (await trial.mutateAsync()).test,
  };
}
