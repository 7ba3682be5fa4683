import { describe, expect, it, vi } from 'vitest';
import type { OrganizationLive, StoreLive } from '../api/types';
import { LiveStates } from './states';

const state = (version: number, occupancy: number) => ({ store_id: 'a', version, occupancy }) as StoreLive;

describe('LiveStates', () => {
  it('keeps the newest state of a store and ignores older ones', () => {
    const states = new LiveStates((run) => run());
    for (const s of [state(5, 50), state(4, 40), state(6, 60), state(5, 50)]) states.accept('store', 'a', s);
    expect(states.get('store', 'a')?.state.occupancy).toBe(60);
  });

  it('tells only the listeners of what has changed', () => {
    const states = new LiveStates((run) => run());
    const a = vi.fn();
    const b = vi.fn();
    states.subscribe('store', 'a', a);
    const leave = states.subscribe('store', 'b', b);
    states.accept('store', 'a', state(2, 1));
    states.accept('store', 'a', state(1, 1));
    leave();
    states.accept('store', 'b', state(1, 1));
    expect(a).toHaveBeenCalledTimes(1);
    expect(b).not.toHaveBeenCalled();
  });

  it('tells of all that changed meanwhile in one go, and of the newest state alone', () => {
    let later = () => {};
    const states = new LiveStates((run) => { later = run; });
    const a = vi.fn();
    states.subscribe('store', 'a', a);
    for (const version of [1, 2, 3]) states.accept('store', 'a', state(version, version));
    expect(a).not.toHaveBeenCalled();
    later();
    expect(a).toHaveBeenCalledTimes(1);
    expect(states.get('store', 'a')?.state.occupancy).toBe(3);
  });

  it('takes a fresh snapshot of the organization even when another server counts lower', () => {
    const states = new LiveStates((run) => run());
    states.put('organization', '', { version: 900, occupancy: 1 } as OrganizationLive);
    states.put('organization', '', { version: 3, occupancy: 2 } as OrganizationLive);
    expect(states.get('organization', '')?.state.occupancy).toBe(2);
  });
});
