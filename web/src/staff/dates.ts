import { language } from '../texts';
import { dayDate } from '../texts/dates';

/** A day with its year, 「2026年11月29日」 or "29 November 2026", in the language on screen or a given one. */
export function dateText(at: string, of: string = language.value): string {
  const date = at.length === 10 ? dayDate(at) : new Date(at);
  const locale = of === 'en' ? 'en-GB' : 'ja-JP';
  return new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'long', day: 'numeric' }).format(date);
}
