export interface Segment {
  from: number;
  to: number;
  state: 'received' | 'missing' | 'pending';
}

export interface Coverage {
  segments: Segment[];
  received: number;
  /** Share of the time that has passed and is due, 0…1; null while nothing is due. */
  share: number | null;
}

/**
 * A day as a strip: what readings cover, what is missing, and the end that is not due yet. `due` is how long after its end a
 * reading may come, in milliseconds. Times in milliseconds.
 */
export function coverage(readings: { from: number; to: number }[], start: number, now: number, due: number): Coverage {
  const segments: Segment[] = [];
  let at = start;
  let covered = 0;
  const deadline = Math.max(start, now - due);
  const gap = (to: number) => {
    const missing = Math.min(to, deadline);
    if (missing > at) segments.push({ from: at, to: missing, state: 'missing' });
    if (to > Math.max(at, deadline)) segments.push({ from: Math.max(at, deadline), to, state: 'pending' });
  };
  for (const one of readings.toSorted((a, b) => a.from - b.from)) {
    const from = Math.max(one.from, at);
    const to = Math.min(one.to, now);
    if (to <= from) continue;
    if (from > at) gap(from);
    segments.push({ from, to, state: 'received' });
    covered += Math.max(0, Math.min(to, deadline) - from);
    at = to;
  }
  if (now > at) gap(now);
  return { segments, received: readings.length, share: deadline > start ? covered / (deadline - start) : null };
}
