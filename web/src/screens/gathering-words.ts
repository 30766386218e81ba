import type { Occurrence } from '../data/gatherings';
import { houseDay } from '../data/zone';
import { area } from '../texts';
import { addDays } from '../texts/calendar';
import { dayText } from '../texts/dates';
import { plans } from '../texts/ja/plans';

const p = area('plans', plans);

/** The day of an occurrence, on the calendar of the facility. */
export const dayOf = (at: string): string => at.slice(0, 10);

/** 分 is read ぷん after most numbers. */
export const spoken = (text: string, minutes: number): string =>
  [2, 5, 7, 9].includes(minutes % 10) ? text : text.replace('|ふん}', '|ぷん}');

/** Keeps a time with readings on one line: a line may otherwise end at every reading. */
const whole = (text: string): string => text.replaceAll('{', '\u2060{').replace(/\}(?=.)/g, '}\u2060');

/** Hour and minute on the facility's clock, wherever the phone is. */
function clock(at: string): { readonly half: 'am' | 'noon' | 'pm'; readonly time: string } {
  const [hour = 0, minute = 0] = at.slice(11, 16).split(':').map(Number);
  const h = hour > 12 ? hour - 12 : hour;
  const m = String(minute).padStart(p('hourMinute').includes(':') ? 2 : 1, '0');
  const time = whole(minute ? spoken(p('hourMinute', { h, m }), minute) : p('hour', { h }));
  return { half: hour < 12 ? 'am' : hour === 12 ? 'noon' : 'pm', time };
}

/** 「午後2時」, "2 pm". */
export function clockText(at: string): string {
  const { half, time } = clock(at);
  return p(half, { t: time });
}

/** 「午後2時から3時30分」, "2 pm to 3:30 pm". */
export function spanText(from: string, to: string): string {
  const [start, end] = [clock(from), clock(to)];
  const short = start.half === end.half && !p('pm').startsWith('{t}');
  return p('span', { from: clockText(from), to: short ? end.time : clockText(to) });
}

/** 「きょう 11月22日(日)」 for days at hand, else the day alone. */
export function dayWord(date: string): string {
  const today = houseDay();
  const word = date === today ? p('today') : date === addDays(today, 1) ? p('tomorrow') : '';
  return word ? p('dayAnd', { word, day: dayText(date) }) : dayText(date);
}

export const isOver = (one: Pick<Occurrence, 'ends_at'>, now: number = Date.now()): boolean =>
  Date.parse(one.ends_at) <= now;
