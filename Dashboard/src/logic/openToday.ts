import type { Store } from '../api/types';
import { words } from '../words';
import { openSpans } from './operatingHours';
import { businessDate, clock } from './time';

/** "09:00–18:00", "closed", or "always" of the store's running business day. */
export function openToday(store: Pick<Store, 'operating_hours' | 'timezone' | 'day_start'>, now: number): string {
  const date = businessDate(now, store.timezone, store.day_start);
  const spans = openSpans(store.operating_hours, date, store.timezone, store.day_start);
  if (spans === null) return words().storeSettings.always;
  if (spans.length === 0) return words().storeSettings.closed;
  return spans.map(([from, to]) => `${clock(from, store.timezone)}–${clock(to, store.timezone)}`).join(', ');
}
