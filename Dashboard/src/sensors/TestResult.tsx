import type { SensorTest } from '../api/types';
import { ToneNote } from '../frame/ToneNote';
import { decimals, people } from '../logic/numbers';
import { words } from '../words';
import classes from './TestConnection.module.css';

/** What a device said when it was asked: whether it can be read, what is wrong, what it gives. */
export function TestResult({ test }: { test: SensorTest }) {
  const w = words().connectionTest;
  const counts = Object.entries(test.current_data?.['people_counting'] ?? {}).filter(([, value]) => typeof value === 'number' && value > 0);
  return (
    <div className={classes.result} data-testid="test-result">
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
