import { useEffect } from 'react';

/** A sequence like `g f` must be typed within this time. */
const SEQUENCE_MS = 1_200;

/** Calls the handler of a key (`/`) or of two keys in a row (`g f`), unless someone is typing. */
export function useShortcuts(handlers: Record<string, () => void>): void {
  useEffect(() => {
    let first: { key: string; at: number } | null = null;

    function onKeyDown(event: KeyboardEvent) {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const before = first && event.timeStamp - first.at < SEQUENCE_MS ? first.key : null;
      const handler = (before !== null ? handlers[`${before} ${event.key}`] : undefined) ?? handlers[event.key];
      first = handler ? null : { key: event.key, at: event.timeStamp };
      if (!handler) return;
      event.preventDefault();
      handler();
    }

    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  });
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'));
}
