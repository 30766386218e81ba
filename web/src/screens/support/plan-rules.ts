import type { Answer } from '../../api/types';
import { houseTime } from '../../data/zone';

const MINUTE = 60_000;

export type Plan = Answer<'get_my_availability_plan'>;
export type Slot = Plan['slots'][number];

/** The days of the week as the server names them, Monday first. */
export const WEEKDAYS = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'] as const;

const minutesOf = (time: string): number => {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * 60 + minute;
};

/** The planned stretch that goes on at a moment, if more than five minutes of it are left; with its end. */
export function slotNow(
  slots: readonly Slot[],
  now: number,
): { readonly slot: Slot; readonly until: Date } | null {
  // Weeks are planned on the facility's clock.
  const [day = '', clock = ''] = houseTime(now).split('T');
  const today = WEEKDAYS[(new Date(`${day}T12:00Z`).getUTCDay() + 6) % 7];
  const time = minutesOf(clock);
  const slot = slots.find(
    (one) => one.weekday === today && minutesOf(one.starts_at) <= time && time + 5 < minutesOf(one.ends_at),
  );
  if (!slot) return null;
  const left = minutesOf(slot.ends_at) - time;
  return { slot, until: new Date((Math.floor(now / MINUTE) + left) * MINUTE) };
}

/** What stands in the way of a new stretch. */
export function slotProblem(slots: readonly Slot[], one: Slot): 'planTimes' | 'planOverlap' | null {
  const length = minutesOf(one.ends_at) - minutesOf(one.starts_at);
  if (!(length > 0 && length <= 240)) return 'planTimes';
  const overlaps = slots.some(
    (other) =>
      other.weekday === one.weekday &&
      minutesOf(other.starts_at) < minutesOf(one.ends_at) &&
      minutesOf(one.starts_at) < minutesOf(other.ends_at),
  );
  return overlaps ? 'planOverlap' : null;
}

/** A stretch with the place and the room that its ways need, and no others. */
export const withPlaces = (one: Slot): Slot => ({
  ...one,
  place: one.modes.includes('in_person') ? one.place?.trim() || null : null,
  link: one.modes.includes('online') ? one.link?.trim() || null : null,
});

/** How a stretch can be begun with one tap: a room without its address is no way, unless it is known from the last time. */
export function waysOf(slot: Slot): Pick<Slot, 'modes' | 'place' | 'link'> {
  const here = slot.modes.filter((mode) => mode !== 'online' || slot.link);
  return { modes: here.length > 0 ? here : slot.modes, place: slot.place ?? null, link: slot.link ?? null };
}
