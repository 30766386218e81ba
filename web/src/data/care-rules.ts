/** What limits, times and files mean: pure, because a wrong word here would ask too much of somebody. */
import type { Capacity, Consultation, LimitName, LimitSet } from './care-types';
import { fromHouse, houseDay } from './zone';

/** How long one rests; `open` until one comes back. */
export type RestLength = 'hours' | 'day' | 'week' | 'open';

const HOUR = 3_600_000;
/** The shortest rest that the server takes, with a minute to spare. */
const SHORTEST = 6 * 60_000;

/** Until when a rest lasts; null: until one comes back. */
export function restUntil(length: RestLength, now: number): string | null {
  if (length === 'open') return null;
  if (length === 'hours') return new Date(now + 2 * HOUR).toISOString();
  if (length === 'week') return new Date(now + 7 * 24 * HOUR).toISOString();
  const tomorrow = new Date(Date.parse(`${houseDay(now)}T00:00:00Z`) + 24 * HOUR).toISOString().slice(0, 10);
  const midnight = Date.parse(fromHouse(tomorrow, '00:00') ?? '') || now + 24 * HOUR;
  return new Date(Math.max(midnight, now + SHORTEST)).toISOString();
}

/** How far one own limit may be moved, and by how much at once. A longer gap is the gentler one. */
export const STEPS: Readonly<Record<LimitName, { readonly by: number; readonly end: number }>> = {
  talks_a_day: { by: 1, end: 1 },
  minutes_a_week: { by: 15, end: 15 },
  gap: { by: 600, end: 4 * 3600 },
};

/** One limit a step gentler (`down`) or back towards the facility's; never beyond it. The same number when it cannot move. */
export function stepped(name: LimitName, value: number, facility: LimitSet, down: boolean): number {
  const { by, end } = STEPS[name];
  const away = name === 'gap' ? 1 : -1;
  const next = value + (down ? away : -away) * by;
  const [low, high] = [Math.min(facility[name], end), Math.max(facility[name], end)];
  return Math.min(high, Math.max(low, next));
}

/** What goes to the server: the facility's own number is no own limit. */
export const ownLimit = (name: LimitName, value: number, facility: LimitSet): number | null =>
  value === facility[name] ? null : value;

/** How full a week is, in words only. */
export type Fullness = 'room' | 'near' | 'guide' | 'full';

/** Where a week stands: the guide at 100 %, the end at 125 %. */
export function fullness(minutes: number, guide: number): Fullness {
  if (minutes * 4 >= guide * 5) return 'full';
  if (minutes >= guide) return 'guide';
  return minutes * 5 >= guide * 4 ? 'near' : 'room';
}

/** The word for how full one's own week is. Whether it is enough the server says: an own guide ends it earlier than the facility's. */
export function weekOf({ minutes_this_week, now, limit }: Capacity): Fullness {
  if (limit?.kind === 'week_full') return 'full';
  const of = fullness(minutes_this_week, now.minutes_a_week);
  return of === 'full' ? 'guide' : of;
}

/** What rest is offered after a talk: the server's word, or while it has not spoken the heavy talk itself. */
export function restOffer(
  said: { readonly heaviness?: string | null },
  capacity: Capacity | null,
  now: number,
): { readonly why: 'heavy_talk' | 'low_energy'; readonly until: string } | null {
  const two = new Date(now + 2 * HOUR).toISOString();
  if (!capacity) return said.heaviness === 'heavy' ? { why: 'heavy_talk', until: two } : null;
  if (capacity.resting || capacity.limit?.kind === 'heavy') return null;
  for (const why of ['heavy_talk', 'low_energy'] as const) {
    const advice = capacity.advice.find((one) => one.kind === why);
    if (advice) return { why, until: advice.rest_until ?? two };
  }
  return null;
}

/** How a consultation stands for the one who asked. */
export function standing(
  one: Consultation,
  now: number,
): 'asked' | 'late' | 'offered' | 'agreed' | 'met' | 'held' | 'not_held' {
  if (one.state === 'closed') return one.held ? 'held' : 'not_held';
  if (one.state === 'agreed') return one.agreed_at && Date.parse(one.agreed_at) <= now ? 'met' : 'agreed';
  if (one.state === 'offered' && one.times.some((at) => Date.parse(at) > now)) return 'offered';
  return one.overdue ? 'late' : 'asked';
}

/** A second consultation is asked only when none is open; those at fixed months do not count. */
export const mayAsk = (all: readonly Consultation[]): boolean =>
  !all.some((one) => one.state !== 'closed' && one.about !== 'checkpoint');

/** Until when words to take home may still be added after staff closed it. */
export const canAddTakeHome = (one: Consultation, now: number): boolean =>
  one.state === 'closed' &&
  one.held === true &&
  !one.take_home &&
  now - Date.parse(one.agreed_at ?? one.asked_at) < 30 * 24 * HOUR;
