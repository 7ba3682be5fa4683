import type { Health, SensorCounts } from '../api/types';
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
  switch (health) {
    case 'healthy':
      return { tone: 'ok', word: 'Healthy', sentence: seen ? `Answered ${seen}.` : 'Answering.' };
    case 'warning':
      return {
        tone: 'warning',
        word: 'Late',
        sentence: seen ? `Late or answering with errors; last good answer ${seen}.` : 'Late or answering with errors.',
      };
    case 'error':
      return {
        tone: 'critical',
        word: 'Offline',
        sentence: seen
          ? `No answer; last heard ${seen}. Check its power and network.`
          : 'It has never answered. Check its address, power and network.',
      };
    case 'inactive':
      return { tone: 'muted', word: 'Switched off', sentence: 'Switched off: nothing is collected from it.' };
    case 'unknown':
      return { tone: 'muted', word: 'Waiting', sentence: 'Waiting for its first answer.' };
  }
}

/** A store's sensors in one phrase: what is wrong, or that all is well. */
export function sensorsPhrase(sensors: SensorCounts): { tone: Tone; text: string } {
  const watched = sensors.total - sensors.inactive;
  if (sensors.total === 0) return { tone: 'muted', text: 'No sensors yet' };
  if (watched === 0) return { tone: 'muted', text: 'All sensors switched off' };
  if (sensors.error >= watched) {
    return { tone: 'critical', text: watched === 1 ? 'Its sensor is offline' : `All ${watched} sensors offline` };
  }
  if (sensors.error > 0) return { tone: 'warning', text: `${sensors.error} of ${watched} sensors offline` };
  if (sensors.warning > 0) return { tone: 'warning', text: `${sensors.warning} of ${watched} sensors late` };
  if (sensors.unknown > 0) return { tone: 'muted', text: `${sensors.unknown} of ${watched} sensors waiting` };
  return { tone: 'ok', text: watched === 1 ? 'Its sensor is healthy' : `All ${watched} sensors healthy` };
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
  return urgency[a.health] - urgency[b.health] || a.name.localeCompare(b.name, undefined, { numeric: true });
}
