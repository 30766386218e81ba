/** A month of check-ins and wins on one sheet. Apart from check-ins, because the first screen does not need it. */
import type { CalendarDay } from '../api/types';
import { asOf, between } from './collection';
import { monthRange } from './dates';

/** A month for looking back: only days with something. `asOf` is when the server last told about it, null if never. */
export async function calendarMonth(
  month: string,
): Promise<{ month: string; days: CalendarDay[]; asOf: number | null }> {
  const { from, to } = monthRange(month);
  const [checkins, wins] = await Promise.all([between('checkins', from, to), between('wins', from, to)]);
  const days = new Map<string, CalendarDay>();
  const dayOf = (date: unknown): CalendarDay => {
    const local_date = String(date);
    const day = days.get(local_date) ?? { local_date, moods: [], wins: 0 };
    days.set(local_date, day);
    return day;
  };
  for (const value of checkins) dayOf(value.local_date).moods.push(Number(value.mood));
  for (const value of wins) dayOf(value.local_date).wins += 1;
  return {
    month,
    days: [...days.values()].sort((a, b) => (a.local_date < b.local_date ? -1 : 1)),
    asOf: await asOf('checkins', month),
  };
}
