import type { Language } from '../api/types';
import { language } from './index';

const locale = (of: Language) => (of === 'en' ? 'en-GB' : 'ja-JP');

/** A calendar day as a Date at noon: never slips into a neighbouring day. */
export function dayDate(localDate: string): Date {
  const [year = 1970, month = 1, day = 1] = localDate.split('-').map(Number);
  return new Date(year, month - 1, day, 12);
}

function format(date: Date, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(locale(language.value), options).format(date);
}

/** 「11月21日(土)」, "Sat 21 Nov". */
export function dayText(localDate: string): string {
  return format(dayDate(localDate), {
    month: language.value === 'en' ? 'short' : 'long',
    day: 'numeric',
    weekday: 'short',
  });
}

/** 「11月21日」, "21 November". */
export function shortDay(localDate: string): string {
  return format(dayDate(localDate), { month: 'long', day: 'numeric' });
}

/** 「2026年11月」, "November 2026". */
export function monthText(month: string): string {
  return format(dayDate(`${month}-01`), { year: 'numeric', month: 'long' });
}

/** 「12時3分」, "12:03". */
export function timeText(at: string | number): string {
  const date = new Date(at);
  if (language.value === 'en') return format(date, { hour: '2-digit', minute: '2-digit' });
  return `${date.getHours()}時${date.getMinutes()}分`;
}

/** Short names of the days of the week, Sunday first. */
export function weekdays(): { short: string; long: string }[] {
  return Array.from({ length: 7 }, (_, index) => {
    const date = new Date(2026, 10, 1 + index, 12);
    return { short: format(date, { weekday: 'short' }), long: format(date, { weekday: 'long' }) };
  });
}

/** Moves a calendar day by whole days. */
export function addDays(localDate: string, days: number): string {
  const date = dayDate(localDate);
  date.setDate(date.getDate() + days);
  return isoDay(date);
}

/** Moves a month `YYYY-MM` by whole months. */
export function addMonths(month: string, months: number): string {
  const date = dayDate(`${month}-01`);
  date.setMonth(date.getMonth() + months);
  return isoDay(date).slice(0, 7);
}

function isoDay(date: Date): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
