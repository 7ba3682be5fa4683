import type { OrganizationLive, SensorLive, StoreLive } from '../api/types';
import { newer } from '../logic/versions';
import { fiveTimesASecond, type Schedule } from './batches';

export interface LiveKinds {
  store: StoreLive;
  sensor: SensorLive;
  organization: OrganizationLive;
}

export type LiveKind = keyof LiveKinds;

export function liveKey(kind: LiveKind, id: string): string {
  return `${kind}:${id}`;
}

export interface Held<T> {
  state: T;
  /** When this browser got it, in milliseconds. */
  receivedAt: number;
}

type Listener = () => void;

/** The newest known state of everything watched, each with its own listeners so that an update touches one tile. */
export class LiveStates {
  private readonly held = new Map<string, Held<LiveKinds[LiveKind]>>();
  private readonly listeners = new Map<string, Set<Listener>>();
  private readonly changed = new Set<string>();

  constructor(private readonly schedule: Schedule = fiveTimesASecond()) {}

  get<K extends LiveKind>(kind: K, id: string): Held<LiveKinds[K]> | undefined {
    return this.held.get(liveKey(kind, id)) as Held<LiveKinds[K]> | undefined;
  }

  /** Takes a pushed state unless a newer one is held already. */
  accept<K extends LiveKind>(kind: K, id: string, state: LiveKinds[K]): void {
    const before = this.get(kind, id);
    const kept = newer<LiveKinds[K]>(before?.state, state);
    if (before && kept === before.state && state.version !== kept.version) return;
    this.put(kind, id, kept);
  }

  /** Takes a state whatever is held: after a reconnect another server may count an organization's versions from elsewhere. */
  put<K extends LiveKind>(kind: K, id: string, state: LiveKinds[K]): void {
    const key = liveKey(kind, id);
    this.held.set(key, { state, receivedAt: Date.now() });
    this.changed.add(key);
    this.schedule(this.tell);
  }

  subscribe(kind: LiveKind, id: string, listener: Listener): () => void {
    const key = liveKey(kind, id);
    const set = this.listeners.get(key) ?? new Set<Listener>();
    this.listeners.set(key, set.add(listener));
    return () => {
      set.delete(listener);
      if (set.size === 0 && this.listeners.get(key) === set) this.listeners.delete(key);
    };
  }

  /** All listeners of all that changed in one go: what they draw is drawn together. */
  private readonly tell = (): void => {
    const keys = [...this.changed];
    this.changed.clear();
    for (const key of keys) this.listeners.get(key)?.forEach((listener) => listener());
  };
}
