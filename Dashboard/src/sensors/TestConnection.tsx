import { Button } from '@mantine/core';
import { IconPlugConnected } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useSearchParams } from 'wouter';
import { testSensor } from '../api/calls';
import { useApi } from '../api/context';
import type { Sensor } from '../api/types';
import { Card } from '../frame/Card';
import { FormProblem } from '../frame/FormProblem';
import { words } from '../words';
import { TestResult } from './TestResult';

/** Asks the device now. A sensor that was just registered or changed (?test=1) is asked at once. */
export function TestConnection({ sensor }: { sensor: Sensor }) {
  const w = words().connectionTest;
  const api = useApi();
  const [parameters, setParameters] = useSearchParams();
  const { mutate, data, error, isPending } = useMutation({ mutationFn: () => testSensor(api, sensor.id) });
  const wanted = parameters.has('test');

  useEffect(() => {
    if (!wanted) return;
    setParameters({}, { replace: true });
    mutate();
  }, [wanted, mutate, setParameters]);

  return (
    <Card
      title={w.title} note={w.note} testId="connection-test"
      tools={<Button variant="default" leftSection={<IconPlugConnected size={18} />} loading={isPending} onClick={() => mutate()} data-testid="test-connection">{w.test}</Button>}
    >
      <div role="status">{data && <TestResult test={data} />}</div>
      <FormProblem error={error} />
    </Card>
  );
}
