/** The shapes of the HTTP and live contract that this app reads. Instants are ISO 8601 in UTC. */

export type Health = 'healthy' | 'warning' | 'error' | 'inactive' | 'unknown';

export interface Pagination {
  limit: number;
  offset: number;
  total: number;
  next: string | null;
}

export interface Store {
  id: string;
  name: string;
  code: string | null;
  region: string | null;
  /** IANA name, e.g. Europe/Lisbon. */
  timezone: string;
  capacity: number | null;
  /** Local time of day at which the business day begins, e.g. 00:00. */
  day_start: string | null;
  is_active: boolean;
}

export interface SensorCounts {
  total: number;
  healthy: number;
  warning: number;
  error: number;
  inactive: number;
  unknown: number;
}

export interface StoreLive {
  store_id: string;
  version: number;
  at: string;
  occupancy: number;
  capacity: number | null;
  utilization: number | null;
  entries_today: number;
  exits_today: number;
  passing_today: number;
  capture_rate_today: number | null;
  /** Without a reading of today its time is null. */
  peak_today: { occupancy: number; at: string | null } | null;
  regions: { name: string; count: number }[];
  sensors: SensorCounts;
  active_alerts: number;
  last_reading_at: string | null;
}

export interface OrganizationLive {
  organization_id: string;
  version: number;
  at: string;
  occupancy: number;
  entries_today: number;
  exits_today: number;
  stores: number;
  sensors: SensorCounts;
  active_alerts: number;
}

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
  lines: { line: string; name: string | null; type: string; in_today: number; out_today: number }[];
  regions: { region: string; name: string | null; count: number }[];
  alarms: { name: string; since: string }[];
}

export interface Sensor {
  id: string;
  sensor_name: string;
  sensor_ip: string | null;
  sensor_port: number | null;
  sensor_type: string;
  location: string | null;
  timezone: string | null;
  store_id: string;
  is_active: boolean;
  last_seen_at: string | null;
  health: Health;
}

export interface SensorStatus {
  sensor: {
    id: string;
    name: string;
    type: string;
    store: { id: string; name: string };
    is_active: boolean;
    last_seen_at: string | null;
    minutes_since_last_seen: number | null;
    health: Health;
  };
  latest_data: {
    people_counting: { timestamp: string; total_in: number; total_out: number; net_flow: number } | null;
    regional_counting: { timestamp: string; total_regional_count: number } | null;
  };
  current_hour_stats: {
    total_entries: number;
    total_exits: number;
    net_flow: number;
    avg_occupancy: number | null;
  };
  active_alerts: { id: string; severity: string; title: string; triggered_at: string }[];
}

export interface HourRow {
  hour_start: string;
  total_entries: number | null;
  total_exits: number | null;
  avg_occupancy: number | null;
  peak_occupancy: number | null;
  capture_rate: number | null;
  data_completeness: number | null;
}
