import { HubConnectionBuilder, HubConnectionState, LogLevel, type HubConnection } from '@microsoft/signalr';
import type { OrganizationLive, SensorLive, StoreLive } from '../api/types';
import { phaseAfter, retryDelay, type ConnectionStatus } from '../logic/connection';
import { LiveStates, liveKey, type LiveKind, type LiveKinds } from './states';

interface Watch {
  kind: LiveKind;
  id: string;
  users: number;
  linger?: ReturnType<typeof setTimeout>;
}

const METHODS: Record<LiveKind, { watch: string; unwatch: string }> = {
  store: { watch: 'WatchStore', unwatch: 'UnwatchStore' },
  sensor: { watch: 'WatchSensor', unwatch: 'UnwatchSensor' },
  organization: { watch: 'WatchOrganization', unwatch: 'UnwatchOrganization' },
};

/** A card scrolled out and back in must not cost two calls. */
const LINGER_MS = 4_000;
const WATCH_AGAIN_MS = 10_000;

/** The one connection to the live hub: connects for as long as the app is open, and watches again after every reconnect. */
export class LiveConnection {
  readonly states = new LiveStates();
  private readonly hub: HubConnection;
  private readonly watches = new Map<string, Watch>();
  private readonly listeners = new Set<() => void>();
  private readonly alertListeners = new Set<() => void>();
  private current: ConnectionStatus = { phase: 'connecting', since: null };
  private failures = 0;
  private wasLive = false;
  private stopped = true;
  private retry: ReturnType<typeof setTimeout> | undefined;

  constructor(token: string, url = '/hubs/live') {
    this.hub = new HubConnectionBuilder()
      .withUrl(url, { accessTokenFactory: () => token })
      .configureLogging(LogLevel.None)
      .build();
    this.hub.on('StoreChanged', (state: StoreLive) => this.states.accept('store', state.store_id, state));
    this.hub.on('SensorChanged', (state: SensorLive) => this.states.accept('sensor', state.sensor_id, state));
    this.hub.on('OrganizationChanged', (state: OrganizationLive) => this.states.accept('organization', '', state));
    for (const news of ['AlertRaised', 'AlertChanged']) this.hub.on(news, () => this.alertListeners.forEach((listener) => listener()));
    this.hub.onclose(() => this.lost());
  }

  get status(): ConnectionStatus {
    return this.current;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Calls the listener whenever an alert is raised or changes. */
  onAlert(listener: () => void): () => void {
    this.alertListeners.add(listener);
    return () => this.alertListeners.delete(listener);
  }

  start(): void {
    this.stopped = false;
    window.addEventListener('online', this.tryNow);
    document.addEventListener('visibilitychange', this.tryWhenVisible);
    void this.connect();
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.retry);
    window.removeEventListener('online', this.tryNow);
    document.removeEventListener('visibilitychange', this.tryWhenVisible);
    void this.hub.stop();
  }

  /** Keeps the state of one store, sensor or the organization coming until the returned function is called. */
  watch(kind: LiveKind, id: string): () => void {
    const key = liveKey(kind, id);
    let watch = this.watches.get(key);
    if (!watch) {
      watch = { kind, id, users: 0 };
      this.watches.set(key, watch);
      void this.begin(watch);
    }
    const held = watch;
    held.users++;
    clearTimeout(held.linger);
    let released = false;
    return () => {
      if (released) return;
      released = true;
      if (--held.users === 0) held.linger = setTimeout(() => this.end(key, held), LINGER_MS);
    };
  }

  private async connect(): Promise<void> {
    if (this.stopped || this.hub.state !== HubConnectionState.Disconnected) return;
    clearTimeout(this.retry);
    try {
      await this.hub.start();
    } catch {
      this.lost();
      return;
    }
    if (this.stopped) return void this.hub.stop();
    this.failures = 0;
    this.wasLive = true;
    this.set({ phase: 'live', since: null });
    for (const watch of this.watches.values()) void this.begin(watch);
  }

  private lost(): void {
    if (this.stopped) return;
    const phase = phaseAfter(this.failures, this.wasLive);
    this.set({ phase, since: this.current.since ?? Date.now() });
    this.retry = setTimeout(() => void this.connect(), retryDelay(this.failures, Math.random()));
    this.failures++;
  }

  private async begin(watch: Watch): Promise<void> {
    if (this.hub.state !== HubConnectionState.Connected) return;
    try {
      const { kind, id } = watch;
      const method = METHODS[kind].watch;
      const snapshot = await (kind === 'organization' ? this.hub.invoke(method) : this.hub.invoke(method, id));
      if (!snapshot) return;
      if (kind === 'organization') this.states.put(kind, id, snapshot as OrganizationLive);
      else this.states.accept(kind, id, snapshot as LiveKinds[typeof kind]);
    } catch {
      // Lost connections watch again by themselves; a refusal may be a passing one (a server that starts).
      setTimeout(() => {
        if (this.watches.get(liveKey(watch.kind, watch.id)) === watch) void this.begin(watch);
      }, WATCH_AGAIN_MS);
    }
  }

  private end(key: string, watch: Watch): void {
    this.watches.delete(key);
    if (this.hub.state !== HubConnectionState.Connected) return;
    const method = METHODS[watch.kind].unwatch;
    const done = watch.kind === 'organization' ? this.hub.invoke(method) : this.hub.invoke(method, watch.id);
    done.catch(() => undefined);
  }

  private readonly tryNow = (): void => void this.connect();

  private readonly tryWhenVisible = (): void => {
    if (document.visibilityState === 'visible') void this.connect();
  };

  private set(status: ConnectionStatus): void {
    this.current = status;
    this.listeners.forEach((listener) => listener());
  }
}
