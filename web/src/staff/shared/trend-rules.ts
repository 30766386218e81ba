/** How the days that somebody shows stand in a picture and in a table: nothing is reckoned, and a day without a word stays empty. */
import type { Answer } from '../../api/types';
import { addDays } from '../../texts/calendar';

export type Trend = Answer<'get_shared_trend'>;
export type TrendDay = Trend['days'][number];

/** Four weeks side by side: wide enough for a finger's breadth a day on a narrow phone. */
export const PART_DAYS = 28;

/** Four weeks of a trend. */
export interface Part {
  readonly from: string;
  readonly to: string;
  readonly days: readonly TrendDay[];
}

/** Days from one calendar day to another. */
export const daysFrom = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

/** What is shown, four weeks at a time, the newest four first; the last one ends today. */
export function partsOf(trend: Pick<Trend, 'from' | 'days'>, today: string): Part[] {
  const parts: Part[] = [];
  for (let to = today; to >= trend.from; to = addDays(to, -PART_DAYS)) {
    const from = addDays(to, 1 - PART_DAYS);
    const days = trend.days.filter(({ local_date }) => local_date >= from && local_date <= to);
    parts.push({ from: [from, trend.from].sort()[1] ?? from, to, days });
  }
  return parts;
}

/** A mark in the picture: how many days from its left edge, and which of the five. */
export interface Mark {
  readonly day: number;
  readonly mood: number;
}

/** The marks of four weeks, and the lines between them: only from one day to the very next, so that gaps stay gaps. */
export function marksOf(part: Part): {
  readonly marks: readonly Mark[];
  readonly lines: readonly (readonly [Mark, Mark])[];
} {
  const left = addDays(part.to, 1 - PART_DAYS);
  const marks = part.days.flatMap(({ local_date, moods }) =>
    moods.map((mood) => ({ day: daysFrom(left, local_date), mood })),
  );
  const lines = part.days.flatMap((one, at) => {
    const next = part.days[at + 1];
    const [end, start] = [one.moods.at(-1), next?.moods[0]];
    if (!next || end === undefined || start === undefined) return [];
    const day = daysFrom(left, one.local_date);
    if (daysFrom(one.local_date, next.local_date) !== 1) return [];
    const pair: [Mark, Mark] = [
      { day, mood: end },
      { day: day + 1, mood: start },
    ];
    return [pair];
  });
  return { marks, lines };
}

/** The Mondays of what is shown of four weeks, in days from the left edge. */
export function mondaysOf(part: Part): readonly { readonly day: number; readonly date: string }[] {
  const left = addDays(part.to, 1 - PART_DAYS);
  return Array.from({ length: PART_DAYS }, (_, day) => ({ day, date: addDays(left, day) })).filter(
    ({ date }) => date >= part.from && new Date(`${date}T12:00:00Z`).getUTCDay() === 1,
  );
}
