import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { keys } from '../api/queries';
import { useLive } from '../live/context';

/** Hour rows follow a reading within half a minute; asking more often brings nothing new. */
const AT_MOST_EVERY_MS = 20_000;

/** Asks for the hours again after the store has changed, at most every 20 s; the last change is never left out. */
export function useFreshHours(storeId: string, date: string, enabled: boolean): void {
  const queries = useQueryClient();
  const { states } = useLive();
  const last = useRef(Date.now());

  useEffect(() => {
    if (!enabled) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const unsubscribe = states.subscribe('store', storeId, () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        last.current = Date.now();
        void queries.invalidateQueries({ queryKey: keys.hours(storeId, date) });
      }, Math.max(0, last.current + AT_MOST_EVERY_MS - Date.now()));
    });
    return () => {
      unsubscribe();
      clearTimeout(timer);
    };
  }, [queries, states, storeId, date, enabled]);
}
