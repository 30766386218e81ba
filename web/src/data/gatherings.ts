/**
 * The calendar of the facility as this phone knows it: months as the server last told them, and which changes were seen. Nobody is told who looked: that stays here.
 */
import { authorized } from '../api/authorized';
import { isRecord } from '../api/problem';
import type { Answer } from '../api/types';
import { monthRange } from './dates';
import { bringUpToDate } from './freshness';
import { me } from './person';
import { fact, setFact } from './store';
import { changes } from './sync';

export type Occurrence = Answer<'list_occurrences'>['items'][number];
export type DayMark = Answer<'list_occurrences'>['days'][number];

/** Some months of the calendar; `asOf` is when the server last told all of it, null while it never did. */
export interface Calendar {
  items: Occurrence[];
  days: DayMark[];
  asOf: number | null;
}

/** A month, and by which answer of the server it came: for which days, and its ETag. */
type Slice = Calendar & { asOf: number; of?: string; etag?: string | null };

/** Where an occurrence lies, below /api/v1; also its name on this phone. */
export const pathOf = (gathering: string, rule: string): string =>
  `/gatherings/${gathering}/occurrences/${rule}`;

export const keyOf = (one: Pick<Occurrence, 'gathering_id' | 'recurrence_id'>): string =>
  pathOf(one.gathering_id, one.recurrence_id);

/** The month `n` months after another one, `YYYY-MM`. */
export function monthAfter(month: string, n: number): string {
  const [year = 0, index = 1] = month.split('-').map(Number);
  const count = year * 12 + index - 1 + n;
  return `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, '0')}`;
}

/** `count` months from one on: the last copy at once, and a newer one behind the reader's back. */
export async function calendar(month: string, count: number): Promise<Calendar> {
  const months = Array.from({ length: count }, (_, n) => monthAfter(month, n));
  const known = (await kept(months)).length === count;
  await bringUpToDate(`calendar/${month}/${count}`, known, (askedAt) => load(months, askedAt));
  const slices = await kept(months);
  return {
    items: slices.flatMap((slice) => slice.items),
    days: slices.flatMap((slice) => slice.days),
    asOf: slices.length === count ? Math.min(...slices.map((slice) => slice.asOf)) : null,
  };
}

/** What is kept of these months. */
export async function kept(months: readonly string[]): Promise<Slice[]> {
  const found = await Promise.all(months.map((month) => fact(`calendar/${month}`)));
  return found.filter((slice): slice is Slice => isRecord(slice) && Array.isArray(slice.items));
}

/** The server tells at most 370 days at once. */
const atOnce = 12;

async function load(months: readonly string[], asOf: number): Promise<void> {
  for (let from = 0; from < months.length; from += atOnce)
    await loadSome(months.slice(from, from + atOnce), asOf);
}

async function loadSome(months: readonly string[], asOf: number): Promise<void> {
  const person = me.peek()?.person_id;
  const [first = '', last = first] = [months[0], months[months.length - 1]];
  const of = String(new URLSearchParams({ from: `${first}-01`, to: monthRange(last).to }));
  const before = await kept(months);
  const { ok, status, value, etag } = await authorized('get', `/occurrences?${of}`, {
    known: before.length === months.length ? commonTag(before, of) : null,
  });
  if (me.peek()?.person_id !== person) return;
  if (status === 304) {
    // The copy is as good as a new one.
    await Promise.all(months.map((month, at) => setFact(`calendar/${month}`, { ...before[at], asOf })));
    changes.value += 1;
    return;
  }
  if (!ok || !isRecord(value) || !Array.isArray(value.items)) return;
  const { items, days } = value as unknown as Calendar;
  await Promise.all(
    months.map((month) =>
      setFact(`calendar/${month}`, {
        ...{ asOf, of, etag },
        items: items.filter((one) => one.starts_at.startsWith(month)),
        days: days.filter((day) => day.date.startsWith(month)),
      }),
    ),
  );
  changes.value += 1;
}

/** The ETag of the answer that all these months came by; null when they came by several, or for other days. */
export function commonTag(slices: readonly Pick<Slice, 'of' | 'etag'>[], of: string): string | null {
  const [first] = slices;
  return slices.every((slice) => slice.of === of && slice.etag === first?.etag)
    ? (first?.etag ?? null)
    : null;
}

/** When the change of each occurrence was seen on this phone. */
export type Seen = Readonly<Record<string, string>>;

export const seenChanges = async (): Promise<Seen> => ((await fact('seen')) ?? {}) as Seen;

/** True until the person has opened the occurrence after its last change; what is over needs no mark. */
export const isNews = (one: Occurrence, seen: Seen, now: number = Date.now()): boolean =>
  one.change !== null && Date.parse(one.ends_at) > now && (seen[keyOf(one)] ?? '') < one.change.changed_at;

/** Remembers that the change was seen. Marks of occurrences long past are let go. */
export async function markSeen(one: Occurrence): Promise<void> {
  const seen = await seenChanges();
  if (!isNews(one, seen)) return;
  const past = new Date(Date.now() - 62 * 86_400_000).toISOString().slice(0, 10);
  const rest = Object.entries(seen).filter(([key]) => key.slice(-10) > past);
  await setFact('seen', { ...Object.fromEntries(rest), [keyOf(one)]: one.change?.changed_at });
}
