import { NativeSelect, NumberInput, PasswordInput, SegmentedControl, Switch, TextInput } from '@mantine/core';
import type { AuthType } from '../api/types';
import form from '../frame/Form.module.css';
import { fieldError } from '../frame/FormProblem';
import type { SensorDraft } from '../logic/sensorDraft';
import { words } from '../words';

export interface CardProps {
  draft: SensorDraft;
  set: (change: Partial<SensorDraft>) => void;
  error: Error | null;
}

const AUTH: AuthType[] = ['none', 'basic', 'digest', 'bearer'];

/** How data comes: whether the device is asked or sends by itself, where it is, how it is spoken to. */
export function ConnectionCard({ draft, set, error, secretSet }: CardProps & { secretSet: boolean }) {
  const w = words().sensorForm;
  const polled = draft.mode === 'poll';
  const whole = (value: string | number) => (typeof value === 'number' ? value : '');
  return (
    <section className={form.card} aria-label={w.connection}>
      <h2>{w.connection}</h2>
      <SegmentedControl aria-label={w.mode} value={draft.mode} onChange={(mode) => set({ mode: mode as 'poll' | 'push' })} data={[{ value: 'poll', label: w.poll }, { value: 'push', label: w.push }]} data-testid="sensor-mode" />
      <p>{polled ? w.pollNote : w.pushNote}</p>
      <div className={form.grid}>
        <TextInput label={w.ip} description={w.ipNote} placeholder="192.0.2.10" required value={draft.sensor_ip} onChange={(e) => set({ sensor_ip: e.currentTarget.value })} error={fieldError(error, 'sensor_ip')} data-testid="sensor-ip" />
        <NumberInput label={w.port} required min={1} max={65_535} allowDecimal={false} thousandSeparator="" value={draft.sensor_port} onChange={(value) => set({ sensor_port: whole(value) })} error={fieldError(error, 'sensor_port')} />
        <NumberInput label={w.interval} description={polled ? w.intervalNote : w.intervalPushNote} required min={5} max={86_400} allowDecimal={false} suffix=" s" value={draft.interval_seconds} onChange={(value) => set({ interval_seconds: whole(value) })} error={fieldError(error, 'config.collection.interval_seconds')} />
        {polled && <NumberInput label={w.backfill} description={w.backfillNote} required min={0} max={8_760} allowDecimal={false} suffix=" h" value={draft.backfill_hours} onChange={(value) => set({ backfill_hours: whole(value) })} error={fieldError(error, 'config.collection.backfill_hours')} />}
      </div>
      {polled && (
        <>
          <div className={form.grid}>
            <NativeSelect label={w.auth} value={draft.auth} onChange={(e) => set({ auth: e.currentTarget.value as AuthType })} data={AUTH.map((value) => ({ value, label: w.authTypes[value] }))} />
            {(draft.auth === 'basic' || draft.auth === 'digest') && <TextInput label={w.username} required autoComplete="off" value={draft.username} onChange={(e) => set({ username: e.currentTarget.value })} error={fieldError(error, 'config.connection.auth.username')} />}
            {draft.auth !== 'none' && (
              <PasswordInput
                label={draft.auth === 'bearer' ? w.token : w.password} description={secretSet ? w.secretKept : undefined} autoComplete="new-password"
                value={draft.secret} onChange={(e) => set({ secret: e.currentTarget.value })} visibilityToggleButtonProps={{ 'aria-label': w.showSecret }}
                error={fieldError(error, 'config.connection.auth.password', 'config.connection.auth.token')}
              />
            )}
          </div>
          <div className={form.grid}>
            <NativeSelect label={w.protocol} value={draft.protocol} onChange={(e) => set({ protocol: e.currentTarget.value as 'http' | 'https' })} data={['http', 'https']} />
            <NumberInput label={w.timeout} required min={1} max={120} allowDecimal={false} suffix=" s" value={draft.timeout_seconds} onChange={(value) => set({ timeout_seconds: whole(value) })} />
            {draft.protocol === 'https' && <Switch mt={30} label={w.verifyTls} checked={draft.verify_tls} onChange={(e) => set({ verify_tls: e.currentTarget.checked })} />}
          </div>
        </>
      )}
    </section>
  );
}
