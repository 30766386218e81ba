import type { Result } from '../../api/client';
import { addMonths } from '../../texts/calendar';
import { api, type Person } from '../api';
import { allOf, useList } from '../load';
import { calendar } from './api';
import { type DaysOff, noDaysOff, plusDays } from './rule';

export const LONGEST = 369;
/** Nothing is shown beyond this many months from today. */
export const MONTHS_AHEAD = 13;

/** Today where the facility is: its calendar, not the one of a travelling laptop. */
export const today = (now: Date = new Date()): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Tokyo' }).format(now);

/** First and last day to ask for: one whole month. */
export const monthOf = (month: string): { from: string; to: string } => ({
  from: `${month}-01`,
  to: plusDays(`${addMonths(month, 1)}-01`, -1),
});

/** The people of the facility; the forms work without them, too. */
export const usePeople = (): readonly Person[] => {
  const list = useList('people', () => allOf(api.people));
  return list.state === 'ready' ? list.value : [];
};

async function yearAhead(): Promise<Result<DaysOff>> {
  const from = today();
  const [year, closing] = await Promise.all([
    calendar.occurrences(from, plusDays(from, LONGEST)),
    calendar.closingDays(),
  ]);
  if (!year.ok) return year;
  const named = new Map(year.value.days.map((day) => [day.date, day]));
  const value: DaysOff = {
    on: (date) => named.get(date) ?? null,
    closed: closing.ok ? closing.value.closed_weekdays : [],
  };
  return { ok: true, value, etag: null };
}

/** What is known about days off; while it is on its way, every day is an ordinary one. */
export const useDaysOff = (): DaysOff => {
  const year = useList('calendar.off', yearAhead);
  return year.state === 'ready' ? year.value : noDaysOff;
};
