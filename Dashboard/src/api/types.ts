/** The shapes that this app reads and writes: generated from the OpenAPI document, made narrower where the document is loose. Instants are ISO 8601 in UTC. */
import type { components } from './schema';

type Schemas = components['schemas'];

export type Health = 'healthy' | 'warning' | 'error' | 'inactive' | 'unknown';
export type Pagination = Schemas['Pagination'];
export type SensorCounts = Schemas['SensorTallyResponse'];
export type OrganizationLive = Schemas['OrganizationLiveResponse'];
export type StoreLive = Schemas['StoreLiveResponse'];
export type HourRow = Schemas['HourResponse'];
export type Forecast = Schemas['ForecastResponse'];
export type DayRow = Schemas['DayListAnswer']['data'][number];
export type Token = Schemas['TokenResponse'];
export type TokenRequest = Schemas['TokenRequest'];
export type NewToken = Schemas['NewTokenAnswer'];

export interface OpenInterval {
  open: string;
  close: string;
}

/** `{}` is always open; a weekday that is not listed is closed. A close at or before its open is on the next day. */
export type OperatingHours = Partial<Record<Weekday, OpenInterval[]>> & { exceptions?: { date: string; hours: OpenInterval[] }[] };
export type Weekday = 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday';

export type Store = Omit<Schemas['StoreResponse'], 'operating_hours'> & { operating_hours: OperatingHours };
export type StoreRequest = Omit<Schemas['StoreRequest'], 'operating_hours'> & { operating_hours: OperatingHours };

export type LineType = 'entrance' | 'exit' | 'passing' | 'internal' | 'ignore';
export type RegionType = 'entrance' | 'browsing' | 'queue' | 'high_value' | 'transition' | 'custom';
export type AuthType = 'none' | 'basic' | 'digest' | 'bearer';

export interface LineConfig {
  name: string | null;
  type: LineType;
  invert: boolean;
}

export interface RegionConfig {
  name: string | null;
  type: RegionType;
  capacity: number | null;
}

export interface SensorConfig {
  connection: {
    protocol: 'http' | 'https';
    verify_tls: boolean;
    timeout_seconds: number;
    auth: { type: AuthType; username?: string; password_set?: boolean };
  };
  collection: { mode: 'poll' | 'push'; interval_seconds: number; backfill_hours: number; endpoints: Record<string, string> };
  data_mapping: {
    supports_regional_counting: boolean;
    supports_real_time_status: boolean;
    line_count: number;
    region_count: number;
    timestamp_format?: string;
    fields?: { source: string; target: string; type?: string | null }[];
  };
  lines: Record<string, LineConfig>;
  regions: Record<string, RegionConfig>;
}

export type Sensor = Omit<Schemas['SensorResponse'], 'health' | 'config'> & { health: Health; config: SensorConfig };

/** What the hub alone sends is not in the document. */
export interface SensorLive {
  sensor_id: string;
  store_id: string;
  version: number;
  at: string;
  health: Health;
  last_seen_at: string | null;
  last_error: string | null;
  today: { in: number; out: number };
  current_hour: { entries: number; exits: number };
  lines: { line: string; name: string | null; type: LineType; in_today: number; out_today: number }[];
  regions: { region: string; name: string | null; count: number }[];
  alarms: { name: string; since: string }[];
}

export type SensorStatus = Omit<Schemas['SensorStatusResponse'], 'sensor' | 'active_alerts'> & {
  sensor: Omit<Schemas['StatusSensor'], 'health'> & { health: Health };
  active_alerts: { id: string; severity: string; title: string; triggered_at: string }[];
};

/** One interval of one sensor as it was stored: line1_in, line1_out … */
export interface PeopleRecord {
  sensor_id: string;
  timestamp: string;
  end_time: string;
  [lineCount: string]: string | number | null;
}

/** What a device said when it was asked now; each part of its data by the names of readings. */
export type SensorTest = Omit<Schemas['SensorTestResponse'], 'current_data'> & { current_data: Record<string, Record<string, string | number | null>> | null };

export type SensorEvent = Omit<Schemas['SensorEventResponse'], 'event_type'> & { event_type: 'online' | 'offline' | 'error' | 'recovered' };

export type FloorPlan = Schemas['FloorPlanResponse'];
export type Place = Schemas['FloorPlanPlaceShape'];
export type StoreHeat = Schemas['StoreHeatmapResponse'];
