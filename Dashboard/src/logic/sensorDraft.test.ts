import { describe, expect, it } from 'vitest';
import type { Sensor } from '../api/types';
import { newSensor, nextNumber, sensorBody, sensorDraft } from './sensorDraft';

const camera: Sensor = {
  id: 's', sensor_name: 'Door', sensor_ip: '192.0.2.10', sensor_port: 80, sensor_type: 'milesight_people_counter', location: null,
  timezone: 'Europe/Lisbon', store_id: 'a', store: { id: 'a', name: 'A' }, is_active: true, last_seen_at: null, last_error: null,
  health: 'healthy', notices: [], created_at: '', updated_at: '',
  config: {
    connection: { protocol: 'http', verify_tls: true, timeout_seconds: 10, auth: { type: 'digest', username: 'admin', password_set: true } },
    collection: { mode: 'poll', interval_seconds: 60, backfill_hours: 24, endpoints: { channel: '2' } },
    data_mapping: { supports_regional_counting: true, supports_real_time_status: true, line_count: 4, region_count: 4 },
    lines: { line10: { name: 'Back', type: 'exit', invert: false }, line2: { name: null, type: 'passing', invert: true } },
    regions: { region1: { name: 'Tills', type: 'queue', capacity: 8 } },
  },
};

const config = (body: Record<string, unknown>) => body['config'] as Record<string, Record<string, unknown>>;

describe('a sensor in the form', () => {
  it('has its lines in the order of their numbers', () => {
    expect(sensorDraft(camera).lines.map((line) => line.number)).toEqual([2, 10]);
  });

  it('keeps the stored password unless another is typed', () => {
    const draft = sensorDraft(camera);
    expect(config(sensorBody(draft, camera))['connection']?.['auth']).toEqual({ type: 'digest', username: 'admin' });
    const typed = config(sensorBody({ ...draft, secret: 'new' }, camera));
    expect(typed['connection']?.['auth']).toEqual({ type: 'digest', username: 'admin', password: 'new' });
    const bearer = config(sensorBody({ ...draft, auth: 'bearer', secret: 't' }, camera));
    expect(bearer['connection']?.['auth']).toEqual({ type: 'bearer', username: null, token: 't' });
  });

  it('needs no sign-in at a device that sends by itself', () => {
    expect(config(sensorBody({ ...newSensor('a'), mode: 'push' }))['connection']?.['auth']).toEqual({ type: 'none', username: null });
    expect(config(sensorBody(newSensor('a')))['connection']?.['auth']).toMatchObject({ type: 'basic' });
  });

  it('takes away what was removed', () => {
    const draft = sensorDraft(camera);
    const body = config(sensorBody({ ...draft, lines: draft.lines.slice(1), regions: [], endpoints: [] }, camera));
    expect(body['lines']).toEqual({ line10: { name: 'Back', type: 'exit', invert: false }, line2: null });
    expect(body['regions']).toEqual({ region1: null });
    expect(body['collection']?.['endpoints']).toEqual({ channel: null });
  });

  it('says nothing of a zone that nobody changed', () => {
    expect(sensorBody(sensorDraft(camera), camera)).not.toHaveProperty('timezone');
    expect(sensorBody(newSensor('a'))).not.toHaveProperty('timezone');
    expect(sensorBody({ ...sensorDraft(camera), timezone: 'UTC' }, camera)).toHaveProperty('timezone', 'UTC');
  });
});

describe('nextNumber', () => {
  it('fills the gaps and ends at 16', () => {
    expect(nextNumber([{ number: 1 }, { number: 3 }])).toBe(2);
    expect(nextNumber(Array.from({ length: 16 }, (_, i) => ({ number: i + 1 })))).toBeNull();
  });
});
