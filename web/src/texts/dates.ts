import type { Language } from '../api/types';
import { language } from './index';

const locale = (of: Language) => (of === 'en' ? 'en-GB' : 'ja-JP');

/** A calendar day as a Date at noon: never slips into a neighbouring day. */
export function dayDate(localDate: string): Date {
  const [year = 1970, month = 1, day = 1] = localDate.split('-').map(Number);
  return new Date(year, month - 1, day, 12);
}

/** A date in the language on screen. */
export function format(date: Date, options: Intl.DateTimeFormatOptions): string {
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

/** 「12時3分」, "12:03", of this phone's clock. */
export function timeText(at: string | number): string {
  const date = new Date(at);
  return hourText(date.getHours(), date.getMinutes());
}

/** The same of an hour and a minute. */
export function hourText(hour: number, minute: number): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return language.value === 'en' ? `${two(hour)}:${two(minute)}` : `${hour}時${minute}分`;
}
