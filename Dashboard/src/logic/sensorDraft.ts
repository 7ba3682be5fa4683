import type { AuthType, LineType, RegionType, Sensor } from '../api/types';
import { DEFAULT_SENSOR_TYPE } from './sensorTypes';

/** A sensor as it is edited: every key of its configuration, texts as typed. */
export interface SensorDraft {
  sensor_name: string;
  store_id: string;
  sensor_ip: string;
  sensor_port: number | '';
  sensor_type: string;
  location: string;
  timezone: string | null;
  is_active: boolean;
  protocol: 'http' | 'https';
  verify_tls: boolean;
  timeout_seconds: number | '';
  auth: AuthType;
  username: string;
  /** The password or token; empty keeps the stored one. */
  secret: string;
  mode: 'poll' | 'push';
  interval_seconds: number | '';
  backfill_hours: number | '';
  endpoints: { name: string; value: string }[];
  supports_regional_counting: boolean;
  supports_real_time_status: boolean;
  line_count: number | '';
  region_count: number | '';
  timestamp_format: string;
  fields: { source: string; target: string; type: string }[];
  lines: LineDraft[];
  regions: RegionDraft[];
}

export interface LineDraft {
  number: number;
  name: string;
  type: LineType;
  invert: boolean;
}

export interface RegionDraft {
  number: number;
  name: string;
  type: RegionType;
  capacity: number | '';
}

/** Lines and regions are numbered 1 to 16. */
export const MOST = 16;

export function newSensor(storeId: string): SensorDraft {
  return {
    sensor_name: '', store_id: storeId, sensor_ip: '', sensor_port: 80, sensor_type: DEFAULT_SENSOR_TYPE, location: '', timezone: null, is_active: true,
    protocol: 'http', verify_tls: true, timeout_seconds: 10, auth: 'basic', username: '', secret: '',
    mode: 'poll', interval_seconds: 300, backfill_hours: 24, endpoints: [],
    supports_regional_counting: false, supports_real_time_status: true, line_count: 4, region_count: 4, timestamp_format: '', fields: [],
    lines: [{ number: 1, name: '', type: 'entrance', invert: false }], regions: [],
  };
}

export function sensorDraft(sensor: Sensor): SensorDraft {
  const { connection, collection, data_mapping: mapping, lines, regions } = sensor.config;
  return {
    sensor_name: sensor.sensor_name, store_id: sensor.store_id, sensor_ip: sensor.sensor_ip, sensor_port: sensor.sensor_port,
    sensor_type: sensor.sensor_type, location: sensor.location ?? '', timezone: sensor.timezone, is_active: sensor.is_active,
    protocol: connection.protocol, verify_tls: connection.verify_tls, timeout_seconds: connection.timeout_seconds,
    auth: connection.auth.type, username: connection.auth.username ?? '', secret: '',
    mode: collection.mode, interval_seconds: collection.interval_seconds, backfill_hours: collection.backfill_hours,
    endpoints: Object.entries(collection.endpoints).map(([name, value]) => ({ name, value })),
    supports_regional_counting: mapping.supports_regional_counting, supports_real_time_status: mapping.supports_real_time_status,
    line_count: mapping.line_count, region_count: mapping.region_count, timestamp_format: mapping.timestamp_format ?? '',
    fields: (mapping.fields ?? []).map(({ source, target, type }) => ({ source, target, type: type ?? '' })),
    lines: numbered(lines, 'line').map(([number, line]) => ({ number, name: line.name ?? '', type: line.type, invert: line.invert })),
    regions: numbered(regions, 'region').map(([number, region]) => ({ number, name: region.name ?? '', type: region.type, capacity: region.capacity ?? '' })),
  };
}

function numbered<T>(record: Record<string, T>, prefix: string): [number, T][] {
  return Object.entries(record)
    .map(([key, value]): [number, T] => [Number(key.slice(prefix.length)), value])
    .sort((a, b) => a[0] - b[0]);
}

/** The body that registers the sensor, or, given what it was, a JSON merge patch: what went away is null, an untouched secret is absent. */
export function sensorBody(draft: SensorDraft, before?: Sensor): Record<string, unknown> {
  const d = draft;
  return {
    sensor_name: d.sensor_name.trim(), store_id: d.store_id, sensor_ip: d.sensor_ip.trim(), sensor_port: numberOrNull(d.sensor_port),
    sensor_type: d.sensor_type, location: d.location.trim() || null, is_active: d.is_active,
    // A new sensor without a zone of its own follows its store's.
    ...(d.timezone === null || (before && d.timezone === before.timezone) ? {} : { timezone: d.timezone }),
    config: {
      connection: { protocol: d.protocol, verify_tls: d.verify_tls, timeout_seconds: numberOrNull(d.timeout_seconds), auth: auth(d) },
      collection: {
        mode: d.mode, interval_seconds: numberOrNull(d.interval_seconds), backfill_hours: numberOrNull(d.backfill_hours),
        endpoints: withRemoved(Object.fromEntries(d.endpoints.filter((e) => e.name.trim()).map((e) => [e.name.trim(), e.value])), before?.config.collection.endpoints),
      },
      data_mapping: {
        supports_regional_counting: d.supports_regional_counting, supports_real_time_status: d.supports_real_time_status,
        line_count: numberOrNull(d.line_count), region_count: numberOrNull(d.region_count), timestamp_format: d.timestamp_format.trim() || null,
        fields: d.fields.filter((f) => f.source || f.target).map((f) => ({ source: f.source, target: f.target, type: f.type || null })),
      },
      lines: withRemoved(
        Object.fromEntries(d.lines.map((l) => [`line${l.number}`, { name: l.name.trim() || null, type: l.type, invert: l.invert }])),
        before?.config.lines,
      ),
      regions: withRemoved(
        Object.fromEntries(d.regions.map((r) => [`region${r.number}`, { name: r.name.trim() || null, type: r.type, capacity: numberOrNull(r.capacity) }])),
        before?.config.regions,
      ),
    },
  };
}

function auth(d: SensorDraft): Record<string, unknown> {
  const secret = d.secret === '' ? {} : d.auth === 'bearer' ? { token: d.secret } : { password: d.secret };
  switch (d.auth) {
    case 'none':
      return { type: 'none', username: null };
    case 'bearer':
      return { type: 'bearer', username: null, ...secret };
    default:
      // The form of a device that sends by itself does not ask how to sign in at it.
      if (d.mode === 'push' && d.username.trim() === '') return { type: 'none', username: null };
      return { type: d.auth, username: d.username.trim() || null, ...secret };
  }
}

function withRemoved<T>(now: Record<string, T>, before: Record<string, unknown> | undefined): Record<string, T | null> {
  const gone = Object.keys(before ?? {}).filter((key) => !(key in now));
  return { ...now, ...Object.fromEntries(gone.map((key) => [key, null])) };
}

function numberOrNull(value: number | ''): number | null {
  return value === '' ? null : value;
}

/** The lowest number that is free; null when all 16 are taken. */
export function nextNumber(taken: { number: number }[]): number | null {
  const numbers = new Set(taken.map((one) => one.number));
  for (let number = 1; number <= MOST; number++) if (!numbers.has(number)) return number;
  return null;
}

