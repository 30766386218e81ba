/** The facility's clock: its hours are meant there, wherever the phone is and whatever its own clock is set to. */
import { me } from './person';

const clocks = new Map<string, Intl.DateTimeFormat>();

function clock(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known) return known;
  const two = '2-digit';
  // Swedish writes a time as ISO 8601 does.
  const made = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    year: 'numeric',
    month: two,
    day: two,
    hour: two,
    minute: two,
  });
  clocks.set(timeZone, made);
  return made;
}

/** What the facility's clock and calendar show at a moment: `2026-11-22T13:05`. */
export function houseTime(at: string | number = Date.now()): string {
  // A copy of before the zone was told has none.
  return clock(me.value?.time_zone ?? 'Asia/Tokyo')
    .format(new Date(at))
    .replace(' ', 'T');
}

/** The day on the facility's calendar. */
export const houseDay = (at?: string | number): string => houseTime(at).slice(0, 10);

/** The moment of a day and a time on the facility's clock; null when one of them is not there. */
export function fromHouse(day: string, time: string): string | null {
  const wanted = Date.parse(`${day}T${time}:00Z`);
  if (!/^\d{4}-\d\d-\d\d$/.test(day) || !Number.isFinite(wanted)) return null;
  let at = wanted;
  // Twice, because the first guess may lie on the other side of a change of clocks.
  for (let round = 0; round < 2; round++) at += wanted - Date.parse(`${houseTime(at)}:00Z`);
  return new Date(at).toISOString();
}
