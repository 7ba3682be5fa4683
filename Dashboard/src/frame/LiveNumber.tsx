import { useLayoutEffect, useRef } from 'react';
import { ease } from './easing';

/**
 * A count of people that eases to its new value; without a value it shows a dash. It writes its text itself, so that easing draws no
 * component anew.
 */
export function LiveNumber({ value }: { value: number | null | undefined }) {
  const span = useRef<HTMLSpanElement>(null);
  const shown = useRef<number | null>(null);
  const target = value ?? null;

  useLayoutEffect(() => {
    const element = span.current;
    if (!element) return;
    // An element of its own, new or after a remount, has no text yet.
    ease(element, element.textContent === '' ? null : shown.current, target);
    shown.current = target;
  }, [target]);

  return <span ref={span} className="tabular" />;
}
