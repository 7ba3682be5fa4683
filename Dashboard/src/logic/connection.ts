import { words } from '../words';
import { clockWithDay } from './time';

export type ConnectionPhase = 'connecting' | 'live' | 'reconnecting' | 'offline';

export interface ConnectionStatus {
  phase: ConnectionPhase;
  /** When the connection was lost (or first tried), in milliseconds; null while it is live. */
  since: number | null;
}

const DELAYS = [0, 1_000, 2_000, 4_000, 7_000, 10_000];
/** After this many failures in a row the page says "Offline" instead of "Reconnecting". */
const OFFLINE_AFTER = 3;

/** Milliseconds before the next try; `random` in 0…1 spreads the clients of a restarted server. */
export function retryDelay(failures: number, random: number): number {
  const delay = DELAYS[Math.min(failures, DELAYS.length - 1)] ?? 10_000;
  return Math.round(delay * (0.75 + random / 2));
}

export function phaseAfter(failures: number, wasLive: boolean): ConnectionPhase {
  if (failures >= OFFLINE_AFTER) return 'offline';
  return wasLive ? 'reconnecting' : 'connecting';
}

export function connectionWord(status: ConnectionStatus, now: number): string {
  const w = words().connection;
  switch (status.phase) {
    case 'connecting':
      return w.connecting;
    case 'live':
      return w.live;
    case 'reconnecting':
      return w.reconnecting;
    case 'offline':
      return status.since === null ? w.offline : w.offlineSince(clockWithDay(status.since, now));
  }
}

/** A number older than this, with nobody to renew it, is shown as stale. */
const STALE_AFTER = 20_000;

/** Age in milliseconds of a number that can no longer be trusted to be current; null while it can. */
export function staleAge(status: ConnectionStatus, confirmedAt: number | undefined, now: number): number | null {
  if (status.phase === 'live' || confirmedAt === undefined) return null;
  const age = now - confirmedAt;
  return age >= STALE_AFTER ? age : null;
}
