import { describe, expect, it } from 'vitest';
import type { HourRow } from '../api/types';
import { describeHours, hoursOfDay } from './hours';

const nothing: HourRow = {
  store_id: 's', sensor_id: null, hour_start: '', total_entries: null, total_exits: null, net_flow: null, total_passing_traffic: null, capture_rate: null,
  avg_occupancy: null, peak_occupancy: null, peak_at: null, utilization: null, line_distribution: null, region_avg_occupancy: null, region_max_occupancy: null,
  region_visits: null, region_share: null, avg_heat_value: null, max_heat_value: null, avg_dwell_minutes: null, data_completeness: null, drift: null,
  imputed_share: null,
};

function row(hour_start: string, entries: number | null, data_completeness: number | null = 1): HourRow {
  return {
    ...nothing, hour_start, total_entries: entries, total_exits: entries, avg_occupancy: entries, peak_occupancy: entries, capture_rate: null, data_completeness,
  };
}

const LATER = Date.parse('2027-01-01T00:00:00Z');

describe('hoursOfDay', () => {
  it('has every hour of the day, and a gap where there is no row', () => {
    const points = hoursOfDay([row('2026-11-23T09:00:00Z', 0)], '2026-11-23', 'Europe/Lisbon', '00:00', LATER);
    expect(points).toHaveLength(24);
    expect(points[9]).toMatchObject({ label: '09:00', entries: 0, state: 'past' });
    expect(points[10]).toMatchObject({ label: '10:00', entries: null, occupancy: null });
  });

  it('has 23 hours in spring and 25 in autumn, the repeated one told apart by its offset', () => {
    expect(hoursOfDay([], '2026-03-29', 'Europe/Berlin', '00:00', LATER)).toHaveLength(23);
    const autumn = hoursOfDay([], '2026-10-25', 'Europe/Berlin', '00:00', LATER);
    expect(autumn).toHaveLength(25);
    expect(autumn.slice(1, 5).map((p) => p.label)).toEqual(['01:00', '02:00 UTC+2', '02:00 UTC+1', '03:00']);
  });

  it('begins at the start of the business day, in half-hour zones too', () => {
    const points = hoursOfDay([], '2026-11-23', 'Asia/Kolkata', '06:00', LATER);
    expect(points[0]).toMatchObject({ label: '06:00', start: Date.parse('2026-11-23T00:30:00Z') });
    expect(points.at(-1)?.label).toBe('05:00');
  });

  it('knows the running hour', () => {
    const points = hoursOfDay([], '2026-11-23', 'Europe/Lisbon', '00:00', Date.parse('2026-11-23T09:20:00Z'));
    expect([points[8], points[9], points[10]].map((p) => p?.state)).toEqual(['past', 'open', 'future']);
  });
});

describe('describeHours', () => {
  it('sums, names the busiest hour and the gaps', () => {
    const rows = Array.from({ length: 23 }, (_, h) => row(`2026-11-23T${String(h).padStart(2, '0')}:00:00Z`, h === 13 ? 50 : 1));
    const text = describeHours(hoursOfDay(rows, '2026-11-23', 'Europe/Lisbon', '00:00', LATER));
    expect(text).toBe('Entries and exits by hour: 72 entries, 72 exits; busiest hour 13:00 with 50 entries. 1 hour has no readings.');
  });

  it('says when readings are missing from the hours it sums', () => {
    const rows = [row('2026-11-23T00:00:00Z', 5, 1), row('2026-11-23T01:00:00Z', 5, 0.9)];
    const now = Date.parse('2026-11-23T01:50:00Z');
    expect(describeHours(hoursOfDay(rows, '2026-11-23', 'Europe/Lisbon', '00:00', now))).toContain('Only 95 % of the readings came in.');
  });

  it('does not call an empty day a quiet one', () => {
    expect(describeHours(hoursOfDay([], '2026-11-23', 'Europe/Lisbon', '00:00', LATER))).toBe('No readings on this day yet.');
  });
});
