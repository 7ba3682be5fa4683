import { Button } from '@mantine/core';
import { IconPlugConnected } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useSearchParams } from 'wouter';
import { testSensor } from '../api/calls';
import { useApi } from '../api/context';
import type { Sensor, SensorTest } from '../api/types';
import { Card } from '../frame/Card';
import { FormProblem } from '../frame/FormProblem';
import { ToneNote } from '../frame/ToneNote';
import { decimals, people } from '../logic/numbers';
import { words } from '../words';
import classes from './TestConnection.module.css';

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
      <div role="status">{data && <Result test={data} />}</div>
      <FormProblem error={error} />
    </Card>
  );
}

function Result({ test }: { test: SensorTest }) {
  const w = words().connectionTest;
  const counts = Object.entries(test.current_data?.['people_counting'] ?? {}).filter(([, value]) => typeof value === 'number' && value > 0);
  return (
    <div className={classes.result}>
      <ToneNote tone={!test.success ? 'critical' : test.problem ? 'warning' : 'ok'}>
        {test.success ? w.answered(people(test.response_time_ms)) : w.failed}
      </ToneNote>
      {test.problem && <p>{test.problem}</p>}
      {test.success && (
        <dl>
          {test.capabilities.length > 0 && <div><dt>{w.gives}</dt><dd>{test.capabilities.map((one) => one.replaceAll('_', ' ')).join(', ')}</dd></div>}
          {test.device.clock_offset_seconds !== null && <div><dt>{w.clock}</dt><dd>{w.seconds(decimals(test.device.clock_offset_seconds, 1))}</dd></div>}
          {counts.length > 0 && <div><dt>{w.counts}</dt><dd>{counts.map(([name, value]) => `${name.replaceAll('_', ' ')} ${people(Number(value))}`).join(', ')}</dd></div>}
          {Object.entries(test.device.details).map(([name, value]) => <div key={name}><dt>{name.replaceAll('_', ' ')}</dt><dd>{value}</dd></div>)}
        </dl>
      )}
    </div>
  );
}
