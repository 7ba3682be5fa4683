import type { Health, SensorCounts } from '../api/types';
import { locale, words } from '../words';
import { ago, type Instant } from './time';

export type Tone = 'ok' | 'warning' | 'critical' | 'muted';

export interface Wording {
  tone: Tone;
  /** A word or two, to stand beside an icon. */
  word: string;
  /** One sentence. */
  sentence: string;
}

/** What a sensor's health means, in words, `now` deciding how long ago it was heard. */
export function sensorHealth(health: Health, lastSeen: Instant | null, now: number): Wording {
  const seen = lastSeen === null ? null : ago(lastSeen, now);
  const w = words().health;
  switch (health) {
    case 'healthy':
      return { tone: 'ok', word: w.healthy, sentence: seen ? w.answered(seen) : w.answering };
    case 'warning':
      return {
        tone: 'warning',
        word: w.late,
        sentence: seen ? w.lateSince(seen) : w.lateOrErrors,
      };
    case 'error':
      return {
        tone: 'critical',
        word: w.offline,
        sentence: seen ? w.silentSince(seen) : w.neverAnswered,
      };
    case 'inactive':
      return { tone: 'muted', word: w.inactive, sentence: w.inactiveSentence };
    case 'unknown':
      return { tone: 'muted', word: w.waiting, sentence: w.waitingSentence };
  }
}

/** A store's sensors in one phrase: what is wrong, or that all is well. */
export function sensorsPhrase(sensors: SensorCounts): { tone: Tone; text: string } {
  const w = words().health;
  const watched = sensors.total - sensors.inactive;
  if (sensors.total === 0) return { tone: 'muted', text: w.noSensors };
  if (watched === 0) return { tone: 'muted', text: w.allInactive };
  if (sensors.error >= watched) {
    return { tone: 'critical', text: w.allOffline(watched) };
  }
  if (sensors.error > 0) return { tone: 'warning', text: w.someOffline(sensors.error, watched) };
  if (sensors.warning > 0) return { tone: 'warning', text: w.someLate(sensors.warning, watched) };
  if (sensors.unknown > 0) return { tone: 'muted', text: w.someWaiting(sensors.unknown, watched) };
  return { tone: 'ok', text: w.allHealthy(watched) };
}

export const noSensors: SensorCounts = { total: 0, healthy: 0, warning: 0, error: 0, inactive: 0, unknown: 0 };

export function countHealth(healths: Iterable<Health>): SensorCounts {
  const counts = { ...noSensors };
  for (const health of healths) {
    counts.total++;
    counts[health]++;
  }
  return counts;
}

const urgency: Record<Health, number> = { error: 0, warning: 1, unknown: 2, healthy: 3, inactive: 4 };

/** Worst first, switched off last, then by name. */
export function byUrgency(a: { health: Health; name: string }, b: { health: Health; name: string }): number {
  return urgency[a.health] - urgency[b.health] || a.name.localeCompare(b.name, locale(), { numeric: true });
}
