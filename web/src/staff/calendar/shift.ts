import { dayIn, type PlanText, weekdaysIn } from './plan';
import { dayNumber, isDay, nthOf, plusDays, WEEKDAYS, weekdayOf } from './rule';

const WEEK = 7;
const LAST = '-1';

/**
 * The same plan with its next day moved to another one and every later day along with it: Thursdays become Fridays, the
 * second Thursday the second Friday, the 10th the 12th. Null where that is no rule any more: every second Monday and Sunday
 * moved by a day would fall into two different weeks.
 */
export function shifted(text: PlanText, day: string): Partial<PlanText> | null {
  if (!isDay(day) || !isDay(text.starts_on)) return null;
  const days = dayNumber(day) - dayNumber(text.starts_on);
  const moved = {
    starts_on: day,
    ...(text.end === 'until' && isDay(text.until) ? { until: plusDays(text.until, days) } : {}),
  };
  if (text.every === 'week' || text.every === 'weeks') {
    const places = weekdaysIn(text).map((weekday) => WEEKDAYS.indexOf(weekday) + days);
    const together = new Set(places.map((place) => Math.floor(place / WEEK))).size === 1;
    if (!together && text.every === 'weeks') return null;
    const turned = places.map((place) => ((place % WEEK) + WEEK) % WEEK);
    return { ...moved, weekdays: WEEKDAYS.filter((_, place) => turned.includes(place)).join(' ') };
  }
  if (text.every === 'month') {
    // The last one stays the last one, as long as its new day is one.
    const last = text.nth === LAST && plusDays(day, WEEK).slice(0, 7) !== day.slice(0, 7);
    return { ...moved, nth: last ? LAST : String(nthOf(day)), weekday: weekdayOf(day) };
  }
  return { ...moved, day: day === text.starts_on ? dayIn(text) : String(Number(day.slice(8))) };
}
