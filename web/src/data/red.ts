/** A red sign of one's own: while it holds, professionals are shown and no peer. Known on this phone only; the server keeps it sealed. */
import { checkinsOfDay, type LocalCheckin } from './checkins';
import { localDate } from './dates';

/** How long a red sign holds when nothing better is said, in milliseconds. */
const HOLDS = 12 * 3_600_000;

type Said = Pick<LocalCheckin, 'mood' | 'signs' | 'occurred_at'>;

/** Whether the last red sign still holds: half a day long, or until a better mood is said. `said` is in the order it happened. */
export function isRed(said: readonly Said[], now: number): boolean {
  let red: Said | null = null;
  for (const one of said) {
    if (one.signs.some(({ level }) => level === 'red')) red = one;
    else if (red && one.mood > red.mood) red = null;
  }
  return red !== null && now < Date.parse(red.occurred_at) + HOLDS;
}

/** Whether it is so now. */
export async function redNow(now: number = Date.now()): Promise<boolean> {
  const days = new Set([now - HOLDS, now].map((at) => localDate(new Date(at))));
  return isRed((await Promise.all([...days].map(checkinsOfDay))).flat(), now);
}
