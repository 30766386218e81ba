import { language } from '../../texts';
import { dayText, shortDay } from '../../texts/dates';
import { type Coming, coming, type DaysOff, endsAt, isDay, type Shape } from './rule';
import type { Audience, Came, Kind, Mode, Occurrence, OnClosed, Repeats, Weekday } from './types';
import { w } from './words';

export const kindName = (kind: Kind): string => w(`calKind_${kind}`);
export const audienceName = (audience: Audience): string => w(`calAudience_${audience}`);
export const modeName = (mode: Mode | null): string => w(mode ? `calMode_${mode}` : 'calModeNone');
export const cameName = (came: Came): string => w(`calCame_${came}`);
export const weekdayName = (weekday: Weekday): string => w(`calDay_${weekday}`);
export const nthName = (nth: number): string =>
  w(`calNth_${nth === -1 ? 'last' : (nth as 1 | 2 | 3 | 4 | 5)}`);

/** Several words in one breath: 「火曜・木曜」, "Tuesday, Thursday". */
export const joined = (words: readonly string[]): string => words.join(language.value === 'en' ? ', ' : '・');

/** Sentences one after the other, as each language does. */
export const sentences = (said: readonly string[]): string =>
  said.filter(Boolean).join(language.value === 'en' ? ' ' : '');

/** 「14:00–15:30」. */
export const hours = (startsAt: string, minutes: number): string =>
  `${startsAt.slice(0, 5)}–${endsAt(startsAt, minutes)}`;

/** Local day and hours of an occurrence, as its place lives them: the server writes its own offset. */
export const dayOfMoment = (at: string): string => at.slice(0, 10);
export const hourOfMoment = (at: string): string => at.slice(11, 16);
export const hoursOf = (one: Pick<Occurrence, 'starts_at' | 'ends_at'>): string =>
  `${hourOfMoment(one.starts_at)}–${hourOfMoment(one.ends_at)}`;

/** 「12月10日(木) 14:00–15:30」. */
export const whenOf = (one: Pick<Occurrence, 'starts_at' | 'ends_at'>): string =>
  `${dayText(dayOfMoment(one.starts_at))} ${hoursOf(one)}`;

/** When it comes again, in words: 「毎月第2木曜」. */
export function ruleWords(repeats: Repeats | null, startsOn: string): string {
  if (!repeats) return isDay(startsOn) ? dayText(startsOn) : '';
  const n = repeats.interval ?? 1;
  if (repeats.every === 'week') {
    const days = joined((repeats.weekdays ?? []).map(weekdayName));
    return n === 1 ? w('calSayWeek', { days }) : w('calSayWeeks', { n, days });
  }
  const day =
    repeats.every === 'month'
      ? w('calSayNth', { nth: nthName(repeats.nth ?? 1), day: weekdayName(repeats.weekday ?? 'mo') })
      : w('calSayMonthDay', { day: repeats.day ?? 1 });
  return n === 1 ? w('calSayMonth', { day }) : w('calSayMonths', { n, day });
}

function bound(repeats: Repeats | null): string {
  if (repeats?.until) return w('calSayUntil', { date: shortDay(repeats.until) });
  return repeats?.count ? w('calSayCount', { n: repeats.count }) : '';
}

const closed = (k: 'calHolidays' | 'calClosings', then: OnClosed): string =>
  w(`calSay_${then}`, { what: w(k) });

/** What happens to the next few days: those held in one sentence, each one that is not in its own. */
export function comingWords(days: readonly Coming[]): string {
  const held = days.filter(({ on, held }) => held === on).map(({ on }) => shortDay(on));
  const others = days
    .filter(({ on, held }) => held !== on)
    .map(({ on, held, why }) => {
      const words = { date: shortDay(on), why: why?.name || w('calClosings') };
      return held ? w('calSayMoved', { ...words, to: shortDay(held) }) : w('calSaySkipped', words);
    });
  return sentences([
    held.length > 0 ? w('calSayNext', { days: held.join(language.value === 'en' ? ', ' : '、') }) : '',
    ...others,
  ]);
}

export type Timed = Shape & { readonly starts_at: string; readonly minutes: number };

/** The rule in one breath: 「毎月第2木曜 14:00–15:00です。祝日は休みます。」 */
export function planWords(plan: Timed): string {
  const { repeats } = plan;
  const what = `${ruleWords(repeats, plan.starts_on)} ${hours(plan.starts_at, plan.minutes)}`;
  if (!repeats) return w('calSayOnce', { what });
  return sentences([
    w('calSayRule', { what }),
    bound(repeats),
    closed('calHolidays', plan.on_holiday),
    closed('calClosings', plan.on_closing_day),
  ]);
}

/** The whole sentence under a form: what will be made, and the next days of it. */
export function wholeSentence(plan: Timed, off: DaysOff, today: string): string {
  const said = planWords(plan);
  const next = coming(plan, off, today);
  if (next.length === 0) return sentences([said, w(plan.repeats ? 'calSayNone' : 'calSayPast')]);
  if (plan.repeats) return sentences([said, comingWords(next)]);
  const why = off.on(plan.starts_on);
  return sentences([said, why ? w('calSayStill', { why: why.name || w('calClosings') }) : '']);
}
