import { people } from '../logic/numbers';

const EASE_MS = 200;
/** A number that changes more often than this is not eased: it would never stand still, and hundreds of them would draw all the time. */
const CALM_MS = 1_000;

interface Easing {
  from: number;
  to: number;
  began: number;
}

const running = new Map<Element, Easing>();
const changed = new WeakMap<Element, number>();

/** Eases the number that an element shows to another one; at once when there was or is none, the step is small, hidden or hurried, or motion is not wanted. */
export function ease(element: Element, from: number | null, to: number | null): void {
  const now = performance.now();
  const calm = now - (changed.get(element) ?? -Infinity) > CALM_MS;
  changed.set(element, now);
  running.delete(element);
  if (!calm || from === null || to === null || Math.abs(to - from) < 2 || document.hidden || matchMedia('(prefers-reduced-motion: reduce)').matches) {
    element.textContent = people(to);
    return;
  }
  running.set(element, { from, to, began: now });
  if (running.size === 1) requestAnimationFrame(step);
}

/** One step of all numbers that ease now. */
function step(now: number): void {
  for (const [element, { from, to, began }] of running) {
    const share = Math.min(1, Math.max(0, (now - began) / EASE_MS));
    element.textContent = people(share === 1 ? to : Math.round(from + (to - from) * (1 - (1 - share) ** 3)));
    if (share === 1) running.delete(element);
  }
  if (running.size > 0) requestAnimationFrame(step);
}
