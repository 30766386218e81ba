import { houseTime } from '../../data/zone';
import { addDays } from '../../texts/calendar';
import { dayText } from '../../texts/dates';
import { plain } from '../../texts/ruby';

/** 「きょう 13:00–15:00」: an hour as a wall says it, seen from a day of the facility. */
export function momentOf(
  { from, until }: { readonly from: string; readonly until: string },
  today: string,
  word: (key: 'wlToday' | 'wlTomorrow') => string,
): string {
  const [begins, ends] = [houseTime(from), houseTime(until)];
  const day = begins.slice(0, 10);
  const near =
    day === today ? word('wlToday') : day === addDays(today, 1) ? word('wlTomorrow') : dayText(day);
  return `${plain(near)} ${begins.slice(11, 16)}–${ends.slice(11, 16)}`;
}
