import type { DayOff, OnClosed, Repeats, Weekday } from './types';

/** Days of the week as rules name them, Monday first. */
export const WEEKDAYS: readonly Weekday[] = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'];

const DAY = 86_400_000;
/** Far enough for every rule that people make, near enough to never keep a phone waiting. */
const MOST_STEPS = 400;
/** Months in a row that may lack their day: no 31st, no fifth Monday. */
const MOST_EMPTY = 4;
/** How many days later something may be held at most. */
const FURTHEST = 14;

/** Days since 1970: plain numbers know no zones and no summer time. */
export function dayNumber(date: string): number {
  const [year = 1970, month = 1, day = 1] = date.split('-').map(Number);
  return Math.round(Date.UTC(year, month - 1, day) / DAY);
}

/** The day `YYYY-MM-DD` behind a number of days. */
export const dayOf = (number: number): string => new Date(number * DAY).toISOString().slice(0, 10);

const weekdayIndex = (number: number): number => (number + 3) % 7;

/** The day of the week of a day. */
export const weekdayOf = (date: string): Weekday => WEEKDAYS[weekdayIndex(dayNumber(date))] ?? 'mo';

/** Which one of its kind a day is in its month: the 10th is in the second seven days. */
export const nthOf = (date: string): number => Math.ceil(Number(date.slice(8)) / 7);

/** Whether it is a day of the calendar; 「2026-02-30」 is none. */
export const isDay = (date: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(date) && dayOf(dayNumber(date)) === date;

/** Moves a day by whole days. */
export const plusDays = (date: string, days: number): string => dayOf(dayNumber(date) + days);

/** The same day some years later; the 29th of February becomes the 1st of March. */
export const plusYears = (date: string, years: number): string =>
  dayOf(dayNumber(`${Number(date.slice(0, 4)) + years}${date.slice(4)}`));

function monthDay(year: number, month: number, repeats: Repeats): number | null {
  const first = Math.round(Date.UTC(year, month, 1) / DAY);
  const length = Math.round(Date.UTC(year, month + 1, 1) / DAY) - first;
  if (repeats.every === 'month_day') {
    const day = repeats.day ?? 1;
    return day <= length ? first + day - 1 : null;
  }
  const nth = repeats.nth ?? 1;
  const wanted = WEEKDAYS.indexOf(repeats.weekday ?? 'mo');
  if (nth === -1) {
    const last = first + length - 1;
    return last - ((weekdayIndex(last) - wanted + 7) % 7);
  }
  const found = ((wanted - weekdayIndex(first) + 7) % 7) + 7 * (nth - 1);
  return found < length ? first + found : null;
}

/** The days that a rule gives, from its first day on; lazily, because some rules never end. */
export function* ruleDays(startsOn: string, repeats: Repeats | null): Generator<string> {
  if (!repeats) {
    yield startsOn;
    return;
  }
  const start = dayNumber(startsOn);
  const until = repeats.until ? dayNumber(repeats.until) : Number.POSITIVE_INFINITY;
  let left = repeats.count ?? Number.POSITIVE_INFINITY;
  const begin = firstStep(start, repeats);
  for (let step = 0; step < MOST_STEPS; step += 1) {
    for (const day of daysOfStep(start, begin + step * (repeats.interval ?? 1), repeats)) {
      if (day < start) continue;
      if (day > until || left <= 0) return;
      left -= 1;
      yield dayOf(day);
    }
  }
}

/** Weeks and months are counted from the one that holds the first day of the rule, not from the day it was written for. */
function firstStep(start: number, repeats: Repeats): number {
  for (let step = 0; step <= MOST_EMPTY; step += 1) {
    if (daysOfStep(start, step, repeats).some((day) => day >= start)) return step;
  }
  return 0;
}

function daysOfStep(start: number, ahead: number, repeats: Repeats): number[] {
  if (repeats.every === 'week') {
    const monday = start - weekdayIndex(start) + ahead * 7;
    return WEEKDAYS.flatMap((weekday, index) =>
      repeats.weekdays?.includes(weekday) ? [monday + index] : [],
    );
  }
  const first = new Date(start * DAY);
  const day = monthDay(first.getUTCFullYear(), first.getUTCMonth() + ahead, repeats);
  return day === null ? [] : [day];
}

/** A rule as it goes on from one of its days: so many times as are left of it. */
export function leftOf(repeats: Repeats, startsOn: string, from: string): Repeats {
  if (!repeats.count) return repeats;
  let past = 0;
  for (const day of ruleDays(startsOn, repeats)) {
    if (day >= from) break;
    past += 1;
  }
  return { ...repeats, count: Math.max(1, repeats.count - past) };
}

/** One coming day: held, left out, or held on another day. */
export interface Coming {
  /** The day that the rule gives. */
  readonly on: string;
  /** The day it takes place; null when it is left out. */
  readonly held: string | null;
  /** Why it is not on the day of the rule: the name of the holiday or of the closing days. */
  readonly why: DayOff | null;
}

export interface Shape {
  readonly starts_on: string;
  readonly repeats: Repeats | null;
  readonly on_holiday: OnClosed;
  readonly on_closing_day: OnClosed;
}

/** What is known about days off. A closed weekday alone moves nothing: who plans for Saturdays means it. */
export interface DaysOff {
  /** The holiday or closing of a day, or null. */
  readonly on: (date: string) => DayOff | null;
  readonly closed: readonly Weekday[];
}
/** Every day is an ordinary one. */
export const noDaysOff: DaysOff = { on: () => null, closed: [] };

/** The next few days of a plan, counted from `today`, with what holidays and closing days do to them. */
export function coming(shape: Shape, off: DaysOff, today: string, most = 3): Coming[] {
  const found: Coming[] = [];
  let held = 0;
  for (const on of ruleDays(shape.starts_on, shape.repeats)) {
    if (on < today) continue;
    const why = off.on(on);
    const then = why ? (why.kind === 'holiday' ? shape.on_holiday : shape.on_closing_day) : 'hold';
    const day = then === 'hold' ? on : then === 'skip' ? null : nextOpen(on, off);
    found.push({ on, held: day, why: then === 'hold' ? null : why });
    if (day) held += 1;
    if (held >= most || found.length >= most * 3) break;
  }
  return found;
}

function nextOpen(on: string, off: DaysOff): string | null {
  for (let days = 1; days <= FURTHEST; days += 1) {
    const day = plusDays(on, days);
    if (!off.on(day) && !off.closed.includes(weekdayOf(day))) return day;
  }
  return null;
}

/** 「15:30」 for 14:00 and 90 minutes. Longer than the day is left is told with the hours that pass midnight. */
export function endsAt(startsAt: string, minutes: number): string {
  const [hours = 0, rest = 0] = startsAt.split(':').map(Number);
  const end = hours * 60 + rest + minutes;
  const two = (n: number) => String(n).padStart(2, '0');
  return `${two(Math.floor(end / 60) % 24)}:${two(end % 60)}`;
}
