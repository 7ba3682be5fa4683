import type { SensorCounts, Store, StoreLive } from '../api/types';
import { locale, words } from '../words';
import { sensorsPhrase, type Tone } from './health';
import { percent } from './numbers';

export interface Attention {
  tone: Tone;
  /** Short reason for the corner of a card; null when nothing needs a look. */
  reason: string | null;
  /** Lower needs a look sooner. */
  rank: number;
}

/** From this share of its capacity on, a store is shown as nearly full. */
const NEARLY_FULL = 0.9;

export function utilization(live: Pick<StoreLive, 'occupancy' | 'capacity'>): number | null {
  return live.capacity ? live.occupancy / live.capacity : null;
}

/** The tone of an occupancy bar. */
export function fullness(share: number | null): Tone {
  if (share === null || share < NEARLY_FULL) return 'ok';
  return share > 1 ? 'critical' : 'warning';
}

/** Why a store needs a look, by the most severe reason there is. */
export function attention(live: StoreLive | undefined, sensors: SensorCounts, active = true): Attention {
  const w = words().attention;
  if (!active) return { tone: 'muted', reason: w.inactive, rank: 7 };
  const full = live ? utilization(live) : null;
  const watched = sensors.total - sensors.inactive;
  if (full !== null && full > 1) return { tone: 'critical', reason: w.full(percent(full)), rank: 0 };
  if (watched > 0 && sensors.error >= watched) return { tone: 'critical', reason: w.offline, rank: 1 };
  if (full !== null && full >= NEARLY_FULL) return { tone: 'warning', reason: w.full(percent(full)), rank: 2 };
  if (live && live.active_alerts > 0) {
    return { tone: 'warning', reason: w.alerts(live.active_alerts), rank: 3 };
  }
  if (sensors.error > 0) return { tone: 'warning', reason: w.someOffline(sensors.error), rank: 4 };
  if (sensors.warning > 0) return { tone: 'warning', reason: w.someLate(sensors.warning), rank: 5 };
  return { tone: sensorsPhrase(sensors).tone === 'muted' ? 'muted' : 'ok', reason: null, rank: 6 };
}

/** What needs a look first; equals keep the order of their names, so that nothing moves without a cause. */
export function byAttention(
  a: { store: Store; attention: Attention },
  b: { store: Store; attention: Attention },
): number {
  return a.attention.rank - b.attention.rank || byName(a.store, b.store);
}

export function byName(a: { name: string }, b: { name: string }): number {
  return a.name.localeCompare(b.name, locale(), { numeric: true });
}

/** True when every word of the query is somewhere in the texts. */
export function matches(query: string, ...texts: (string | null | undefined)[]): boolean {
  const hay = fold(texts.filter(Boolean).join(' '));
  return fold(query).split(/\s+/).every((word) => hay.includes(word));
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{Diacritic}/gu, '').toLowerCase();
}

export function isDemo(store: Pick<Store, 'code' | 'name'>): boolean {
  return (store.code ?? '').toLowerCase().startsWith('demo-') || /^Demo\b/.test(store.name);
}
