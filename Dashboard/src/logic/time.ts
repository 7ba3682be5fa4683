/** Local times of stores, by Intl alone: the browser knows every IANA zone. */

/** Words are in the language of the app, whatever the browser's; numbers follow the browser. */
const LANGUAGE = 'en-GB';

/** An ISO 8601 text or milliseconds since 1970. */
export type Instant = string | number;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter is slow and a page of stores needs hundreds, so they are kept. */
function format(locale: string | undefined, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale ?? ''}|${JSON.stringify(options)}`;
  let made = formats.get(key);
  if (!made) formats.set(key, (made = new Intl.DateTimeFormat(locale, options)));
  return made;
}

export function millis(instant: Instant): number {
  return typeof instant === 'number' ? instant : Date.parse(instant);
}

export function viewerZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** "13:20" on the wall of that zone. */
export function clock(instant: Instant, zone?: string): string {
  return format(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', ...zoneOf(zone) }).format(millis(instant));
}

/** "13:20" today, "Mon 13:20" within a week, "3 Mar 13:20" else. */
export function clockWithDay(instant: Instant, now: number, zone?: string): string {
  const at = millis(instant);
  if (localDate(at, zone) === localDate(now, zone)) return clock(at, zone);
  const day: Intl.DateTimeFormatOptions = Math.abs(now - at) < 6 * DAY ? { weekday: 'short' } : { day: 'numeric', month: 'short' };
  return `${format(LANGUAGE, { ...day, ...zoneOf(zone) }).format(at)} ${clock(at, zone)}`;
}

/** "40 s ago", "12 min ago", "3 h ago", "2 days ago". */
export function ago(instant: Instant, now: number): string {
  const elapsed = Math.max(0, now - millis(instant));
  return elapsed < 5_000 ? 'just now' : `${duration(elapsed)} ago`;
}

export function duration(elapsed: number): string {
  if (elapsed < MINUTE) return `${Math.floor(elapsed / 1000)} s`;
  if (elapsed < HOUR) return `${Math.floor(elapsed / MINUTE)} min`;
  if (elapsed < 2 * DAY) return `${Math.floor(elapsed / HOUR)} h`;
  return `${Math.floor(elapsed / DAY)} days`;
}

/** YYYY-MM-DD on the wall of that zone. */
export function localDate(instant: Instant, zone?: string): string {
  const parts = wall(millis(instant), zone);
  return `${pad(parts.year, 4)}-${pad(parts.month)}-${pad(parts.day)}`;
}

/** The store's business date: days begin at `dayStart` ("06:00"), not necessarily at midnight. */
export function businessDate(now: number, zone: string, dayStart: string | null): string {
  const parts = wall(now, zone);
  const date = localDate(now, zone);
  return parts.hour * 60 + parts.minute < minutesOf(dayStart) ? addDays(date, -1) : date;
}

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
}

/** "Monday 23 November" of a calendar date, whatever the zone. */
export function dateInWords(date: string): string {
  return format(LANGUAGE, { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' }).format(Date.parse(`${date}T00:00:00Z`));
}

export function isDate(text: string | null | undefined): text is string {
  return !!text && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
}

/** The instant at which the wall of that zone shows this date and time of day (the earlier one when it shows it twice). */
export function instantOf(date: string, time: string | null, zone: string): number {
  const wanted = Date.parse(`${date}T00:00:00Z`) + minutesOf(time) * MINUTE;
  const candidates = [wanted - offset(wanted - DAY, zone), wanted - offset(wanted + DAY, zone)];
  const exact = candidates.filter((at) => at + offset(at, zone) === wanted);
  return exact.length > 0 ? Math.min(...exact) : Math.max(...candidates);
}

/** Milliseconds that the zone is ahead of UTC at that instant. */
export function offset(instant: number, zone?: string): number {
  const w = wall(instant, zone);
  const shown = Date.UTC(w.year, w.month - 1, w.day, w.hour, w.minute, w.second);
  return shown - Math.floor(instant / 1000) * 1000;
}

/** "Lisbon time, UTC+1" when the viewer's clock shows something else; null when both show the same. */
export function zoneNote(zone: string, now: number, viewer: string = viewerZone()): string | null {
  const there = offset(now, zone);
  if (there === offset(now, viewer)) return null;
  const city = (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
  return `${city} time, ${utcOffset(there)}`;
}

export function utcOffset(milliseconds: number): string {
  const minutes = Math.round(Math.abs(milliseconds) / MINUTE);
  if (minutes === 0) return 'UTC';
  const rest = minutes % 60;
  return `UTC${milliseconds < 0 ? '−' : '+'}${Math.floor(minutes / 60)}${rest ? `:${pad(rest)}` : ''}`;
}

interface Wall {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
}

function wall(instant: number, zone?: string): Wall {
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {};
  const options: Intl.DateTimeFormatOptions = {
    year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
    hourCycle: 'h23', calendar: 'gregory', numberingSystem: 'latn', ...zoneOf(zone),
  };
  for (const part of format('en-US', options).formatToParts(instant)) parts[part.type] = part.value;
  const { year, month, day, hour, minute, second } = parts;
  return { year: Number(year), month: Number(month), day: Number(day), hour: Number(hour), minute: Number(minute), second: Number(second) };
}

function zoneOf(zone: string | undefined): Intl.DateTimeFormatOptions {
  return zone === undefined ? {} : { timeZone: zone };
}

function minutesOf(time: string | null): number {
  const match = /^(\d{1,2}):(\d{2})/.exec(time ?? '');
  return match ? Number(match[1]) * 60 + Number(match[2]) : 0;
}

function pad(value: number, width = 2): string {
  return String(value).padStart(width, '0');
}
