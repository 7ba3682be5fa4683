/** Local times of stores, by Intl alone: the browser knows every IANA zone. */

import { locale, words } from '../words';

/** An ISO 8601 text or milliseconds since 1970. */
export type Instant = string | number;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter is slow and a page of stores needs hundreds, so they are kept. */
function format(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language}|${JSON.stringify(options)}`;
  let made = formats.get(key);
  if (!made) formats.set(key, (made = new Intl.DateTimeFormat(language, options)));
  return made;
}

export function millis(instant: Instant): number {
  return typeof instant === 'number' ? instant : Date.parse(instant);
}

export function viewerZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Every IANA zone that the browser knows, and the given one. */
export function timeZones(also: string): string[] {
  const known = Intl.supportedValuesOf('timeZone');
  return [...new Set(['UTC', also, ...known])].sort();
}

/** "13:20" on the wall of that zone. */
export function clock(instant: Instant, zone?: string): string {
  return format(locale(), { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', ...zoneOf(zone) }).format(millis(instant));
}

/** "13:20" today, "Mon 13:20" within a week, "3 Mar 13:20" else. */
export function clockWithDay(instant: Instant, now: number, zone?: string): string {
  const at = millis(instant);
  if (localDate(at, zone) === localDate(now, zone)) return clock(at, zone);
  const day: Intl.DateTimeFormatOptions = Math.abs(now - at) < 6 * DAY ? { weekday: 'short' } : { day: 'numeric', month: 'short' };
  return `${format(locale(), { ...day, ...zoneOf(zone) }).format(at)} ${clock(at, zone)}`;
}

/** "40 s ago", "12 min ago", "3 h ago", "2 days ago". */
export function ago(instant: Instant, now: number): string {
  const elapsed = Math.max(0, now - millis(instant));
  return elapsed < 5_000 ? words().time.justNow : words().time.ago(duration(elapsed));
}

export function duration(elapsed: number): string {
  if (elapsed < MINUTE) return words().time.seconds(Math.floor(elapsed / 1000));
  if (elapsed < HOUR) return words().time.minutes(Math.floor(elapsed / MINUTE));
  if (elapsed < 2 * DAY) return words().time.hours(Math.floor(elapsed / HOUR));
  return words().time.days(Math.floor(elapsed / DAY));
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

/** The business date and the local hour (0…23) of an instant. */
export function localHour(instant: Instant, zone: string, dayStart: string | null): { date: string; hour: number } {
  const at = millis(instant);
  const parts = wall(at, zone);
  const date = `${pad(parts.year, 4)}-${pad(parts.month)}-${pad(parts.day)}`;
  return { date: parts.hour * 60 + parts.minute < minutesOf(dayStart) ? addDays(date, -1) : date, hour: parts.hour };
}

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
}

/** The same day of another month; the 31st becomes the last of a shorter one. */
export function addMonths(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, last))).toISOString().slice(0, 10);
}

/** "Nov 2026" of a calendar date. */
export function monthOfYear(date: string): string {
  return format(locale(), { month: 'short', year: 'numeric', timeZone: 'UTC' }).format(Date.parse(`${date}T00:00:00Z`));
}

/** "Monday 23 November" of a calendar date, whatever the zone. */
export function dateInWords(date: string): string {
  return format(locale(), { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' }).format(Date.parse(`${date}T00:00:00Z`));
}

/** "Mon 23 Nov" of a calendar date. */
export function shortDate(date: string): string {
  return format(locale(), { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' }).format(Date.parse(`${date}T00:00:00Z`));
}

/** "23 Nov 2026, 13:20": an instant that may be long ago or far ahead. */
export function dateAndTime(instant: Instant, zone?: string): string {
  const day = format(locale(), { day: 'numeric', month: 'short', year: 'numeric', ...zoneOf(zone) }).format(millis(instant));
  return `${day}, ${clock(instant, zone)}`;
}

/** Names of the seven weekdays from Monday on. */
export function weekdayNames(style: 'long' | 'short' = 'long'): string[] {
  // 1 January 2024 was a Monday.
  return Array.from({ length: 7 }, (_, day) => format(locale(), { weekday: style, timeZone: 'UTC' }).format(Date.UTC(2024, 0, 1 + day)));
}

/** 0 for Monday … 6 for Sunday: the day that weeks begin with, in the viewer's locale. */
export function firstWeekday(): number {
  const info = new Intl.Locale(locale()) as Intl.Locale & { getWeekInfo?: () => { firstDay: number }; weekInfo?: { firstDay: number } };
  const first = info.getWeekInfo?.().firstDay ?? info.weekInfo?.firstDay ?? 1;
  return (first + 6) % 7;
}

/** 0 for Monday … 6 for Sunday of a calendar date. */
export function weekdayOf(date: string): number {
  return (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
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
  return words().time.zone(city, utcOffset(there));
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
