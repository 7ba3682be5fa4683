import { Button } from '@mantine/core';
import { IconPlugConnected } from '@tabler/icons-react';
import form from '../frame/Form.module.css';
import { words } from '../words';
import { TestResult } from './TestResult';
import type { Trial } from './useTrial';

/** Whether the device would answer to what the form says, before it is saved. */
export function TrialCard({ trial }: { trial: Trial }) {
  const w = words().connectionTest;
  return (
    <section className={form.card} aria-label={w.test} data-testid="trial">
      <h2>{w.test}</h2>
      <p>{w.trialNote}</p>
      <div role="status">{trial.result && <TestResult test={trial.result} />}</div>
      <div><Button variant="default" leftSection={<IconPlugConnected size={18} />} loading={trial.busy} onClick={() => void trial.run().catch(() => undefined)} data-testid="try-connection">{w.test}</Button></div>
    </section>
  );
}
