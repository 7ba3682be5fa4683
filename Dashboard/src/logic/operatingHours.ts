import type { OpenInterval, OperatingHours, Weekday } from '../api/types';
import { words } from '../words';
import { addDays, instantOf, isDate, weekdayOf } from './time';

export const WEEKDAYS: Weekday[] = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** Operating hours as they are edited: seven lists from Monday on, an empty one is a closed day. */
export interface HoursDraft {
  always: boolean;
  week: OpenInterval[][];
  exceptions: { date: string; hours: OpenInterval[] }[];
}

const USUAL: OpenInterval = { open: '09:00', close: '18:00' };

export function hoursDraft(hours: OperatingHours): HoursDraft {
  const always = WEEKDAYS.every((day) => hours[day] === undefined);
  return {
    always,
    week: WEEKDAYS.map((day, index) => (always ? (index < 6 ? [{ ...USUAL }] : []) : (hours[day] ?? []).map((one) => ({ ...one })))),
    exceptions: (hours.exceptions ?? []).map(({ date, hours: open }) => ({ date, hours: open.map((one) => ({ ...one })) })),
  };
}

export function hoursOf(draft: HoursDraft): OperatingHours {
  const hours: OperatingHours = {};
  // A day without intervals is written all the same: with no weekday at all a store would be always open.
  if (!draft.always) WEEKDAYS.forEach((day, index) => (hours[day] = draft.week[index] ?? []));
  if (draft.exceptions.length > 0) hours.exceptions = draft.exceptions.toSorted((a, b) => a.date.localeCompare(b.date));
  return hours;
}

/** What is wrong, in words; empty when it can be saved. */
export function hoursProblems(draft: HoursDraft): string[] {
  const w = words().hoursEditor;
  const problems: string[] = [];
  const days = draft.always ? [] : draft.week;
  const all = [...days, ...draft.exceptions.map((e) => e.hours)].flat();
  if (all.some((one) => !isTime(one.open) || !isTime(one.close))) problems.push(w.missingTime);
  if ([...days, ...draft.exceptions.map((e) => e.hours)].some(overlaps)) problems.push(w.overlap);
  if (draft.exceptions.some((e) => !isDate(e.date))) problems.push(w.missingDate);
  if (new Set(draft.exceptions.map((e) => e.date)).size < draft.exceptions.length) problems.push(w.twice);
  return problems;
}

function isTime(text: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text);
}

function overlaps(day: OpenInterval[]): boolean {
  const spans = day.map(span).sort((a, b) => a[0] - b[0]);
  return spans.some((one, index) => index > 0 && one[0] < (spans[index - 1]?.[1] ?? 0));
}

/** Minutes since midnight; a close at or before its open is on the next day. */
function span({ open, close }: OpenInterval): [number, number] {
  const from = minutes(open);
  const to = minutes(close);
  return [from, to <= from ? to + 1440 : to];
}

function minutes(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

/** The open times within one business day, in milliseconds, cut at its ends; null when the store is always open. */
export function openSpans(hours: OperatingHours, date: string, zone: string, dayStart: string | null): [number, number][] | null {
  const always = WEEKDAYS.every((day) => hours[day] === undefined);
  if (always && !hours.exceptions?.length) return null;
  const start = instantOf(date, dayStart, zone);
  const end = instantOf(addDays(date, 1), dayStart, zone);
  const spans: [number, number][] = [];
  for (const day of [addDays(date, -1), date, addDays(date, 1)]) {
    for (const { open, close } of on(hours, day, always)) {
      const from = Math.max(start, instantOf(day, open, zone));
      const to = Math.min(end, instantOf(close <= open ? addDays(day, 1) : day, close, zone));
      if (from < to) spans.push([from, to]);
    }
  }
  return spans.sort((a, b) => a[0] - b[0]);
}

function on(hours: OperatingHours, date: string, always: boolean): OpenInterval[] {
  const exception = hours.exceptions?.find((e) => e.date === date);
  if (exception) return exception.hours;
  if (always) return [{ open: '00:00', close: '00:00' }];
  const day = WEEKDAYS[weekdayOf(date)];
  return (day && hours[day]) ?? [];
}
