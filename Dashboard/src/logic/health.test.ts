import { describe, expect, it } from 'vitest';
import { byUrgency, countHealth, sensorHealth, sensorsPhrase } from './health';

const now = Date.parse('2026-11-23T12:00:00Z');

describe('sensorHealth', () => {
  it('says when a sensor was heard', () => {
    expect(sensorHealth('healthy', '2026-11-23T11:59:20Z', now)).toMatchObject({ tone: 'ok', sentence: 'Answered 40 s ago.' });
    expect(sensorHealth('error', '2026-11-23T11:18:00Z', now).sentence).toBe('No answer; last heard 42 min ago. Check its power and network.');
  });

  it('tells one that never answered from one that is waited for', () => {
    expect(sensorHealth('error', null, now).sentence).toBe('It has never answered. Check its address, power and network.');
    expect(sensorHealth('unknown', null, now).tone).toBe('muted');
  });
});

describe('sensorsPhrase', () => {
  const phrase = (...healths: Parameters<typeof countHealth>[0][]) => sensorsPhrase(countHealth([...healths.flatMap((h) => [...h])]));

  it('says what is wrong before what is well', () => {
    expect(phrase(['healthy', 'healthy']).text).toBe('All 2 sensors healthy');
    expect(phrase(['healthy', 'warning', 'error'])).toEqual({ tone: 'warning', text: '1 of 3 sensors offline' });
    expect(phrase(['error', 'error', 'inactive'])).toEqual({ tone: 'critical', text: 'All 2 sensors offline' });
    expect(phrase(['healthy', 'warning']).text).toBe('1 of 2 sensors late');
    expect(phrase(['healthy', 'unknown']).text).toBe('1 of 2 sensors waiting');
  });

  it('has words for none and for all switched off', () => {
    expect(phrase([]).text).toBe('No sensors yet');
    expect(phrase(['inactive']).text).toBe('All sensors switched off');
  });
});

describe('byUrgency', () => {
  it('puts the worst first and the switched-off last', () => {
    const sorted = (['inactive', 'healthy', 'error', 'unknown', 'warning'] as const).map((health) => ({ health, name: 'a' })).sort(byUrgency);
    expect(sorted.map((s) => s.health)).toEqual(['error', 'warning', 'unknown', 'healthy', 'inactive']);
  });
});
