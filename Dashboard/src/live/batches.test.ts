import { describe, expect, it, vi } from 'vitest';
import { fiveTimesASecond } from './batches';

describe('news of many stores', () => {
  it('are drawn at once when it is quiet, and together when they come thick', () => {
    let now = 0;
    const queue: { run: () => void; at: number }[] = [];
    const schedule = fiveTimesASecond(() => now, (run, ms) => queue.push({ run, at: now + ms }));
    const draw = vi.fn();

    schedule(draw);
    expect(draw).toHaveBeenCalledTimes(1);
    for (now = 10; now < 100; now += 10) schedule(draw);
    expect(draw).toHaveBeenCalledTimes(1);
    expect(queue).toHaveLength(1);
    expect(queue[0]?.at).toBe(200);

    now = 200;
    queue[0]?.run();
    expect(draw).toHaveBeenCalledTimes(2);
    now = 450;
    schedule(draw);
    expect(draw).toHaveBeenCalledTimes(3);
  });
});
