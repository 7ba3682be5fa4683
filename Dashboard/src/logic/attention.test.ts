import { describe, expect, it } from 'vitest';
import type { SensorCounts, Store, StoreLive } from '../api/types';
import { attention, byAttention, isDemo, matches } from './attention';

const store = (name: string, code: string | null = null): Store => ({
  id: name, name, code, region: null, timezone: 'Europe/Lisbon', capacity: 100, day_start: '00:00', is_active: true,
  operating_hours: {}, created_at: '2026-01-01T00:00:00Z', updated_at: '2026-01-01T00:00:00Z',
});
const sensors = (some: Partial<SensorCounts>): SensorCounts => ({
  total: 4, healthy: 4, warning: 0, error: 0, inactive: 0, unknown: 0, ...some,
});
const live = (some: Partial<StoreLive>): StoreLive => ({
  store_id: 's', version: 1, at: '2026-11-23T12:00:00Z', occupancy: 10, capacity: 100, utilization: 0.1, entries_today: 0, exits_today: 0,
  passing_today: 0, capture_rate_today: null, peak_today: { occupancy: 0, at: null }, drift: 0, regions: [], sensors: sensors({}), active_alerts: 0, last_reading_at: null, ...some,
});

describe('attention', () => {
  it('finds nothing to say about a store that is well', () => {
    expect(attention(live({}), sensors({}))).toMatchObject({ tone: 'ok', reason: null });
  });

  it('names the most severe reason', () => {
    expect(attention(live({ occupancy: 104 }), sensors({ error: 4 }))).toMatchObject({ tone: 'critical', reason: '104 % full' });
    expect(attention(live({ occupancy: 96 }), sensors({ error: 1 }))).toMatchObject({ tone: 'warning', reason: '96 % full' });
    expect(attention(live({ active_alerts: 2 }), sensors({ error: 1 }))).toMatchObject({ tone: 'warning', reason: '2 alerts' });
    expect(attention(undefined, sensors({ error: 1 }))).toMatchObject({ tone: 'warning', reason: '1 offline' });
  });

  it('does not count switched-off sensors as lost', () => {
    expect(attention(live({}), sensors({ healthy: 0, inactive: 4 })).reason).toBeNull();
    expect(attention(live({}), sensors({ healthy: 0, inactive: 3, error: 1 })).tone).toBe('critical');
  });

  it('has no fullness without a capacity', () => {
    expect(attention(live({ capacity: null, occupancy: 5000 }), sensors({})).reason).toBeNull();
  });
});

describe('byAttention', () => {
  it('puts what needs a look first and keeps equals by name, numbers as numbers', () => {
    const entry = (name: string, state: StoreLive) => ({ store: store(name), attention: attention(state, state.sensors) });
    const entries = [entry('Store 10', live({})), entry('Store 2', live({})), entry('Late', live({ sensors: sensors({ warning: 1 }) })), entry('Full', live({ occupancy: 120 }))];
    expect(entries.sort(byAttention).map((e) => e.store.name)).toEqual(['Full', 'Late', 'Store 2', 'Store 10']);
  });
});

describe('matches', () => {
  it('finds every word anywhere, without regard to case or accents', () => {
    expect(matches('sao north', 'São Paulo', 'NORTH')).toBe(true);
    expect(matches('sao south', 'São Paulo', 'NORTH')).toBe(false);
    expect(matches('', 'anything')).toBe(true);
  });
});

describe('isDemo', () => {
  it('knows demo stores by code or name', () => {
    expect(isDemo(store('Lisbon', 'demo-1'))).toBe(true);
    expect(isDemo(store('Demo Lisbon'))).toBe(true);
    expect(isDemo(store('Democracy Square', 'ST-1'))).toBe(false);
    expect(isDemo(store('Lisbon', null))).toBe(false);
  });
});
