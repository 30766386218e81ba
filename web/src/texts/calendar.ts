import { dayDate, format } from './dates';

/** 「2026年11月」, "November 2026". */
export function monthText(month: string): string {
  return format(dayDate(`${month}-01`), { year: 'numeric', month: 'long' });
}

/** 「11月」, "November". */
export function monthName(month: string): string {
  return format(dayDate(`${month}-01`), { month: 'long' });
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
