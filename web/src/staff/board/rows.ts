/** What a row of the board says and does. */
import type { Answer } from '../../api/types';
import { houseDay } from '../../data/zone';
import { shortDay } from '../../texts/dates';
import type { StaffKey } from '../words';

export type Dashboard = Answer<'get_dashboard'>;
export type Item = Dashboard['items'][number];
export type Kind = Item['kind'];

/** A text and what goes into it. */
export interface Said {
  readonly k: StaffKey;
  readonly words?: Readonly<Record<string, string | number>>;
}

/** Where a kind of row is done, and after what its door is called. */
const PLACES: Readonly<Record<Kind, (item: Pick<Item, 'person' | 'subject_id'>) => string>> = {
  talk_request: () => '/requests',
  hello: () => '/hellos',
  handover: () => '/handovers',
  concern: ({ subject_id }) => `/concerns${subject_id ? `/${subject_id}` : ''}`,
  shared_entries: ({ person }) => `/shared${person ? `/next/${person.person_id}` : ''}`,
  consultation: ({ subject_id }) => `/consultations${subject_id ? `/${subject_id}` : ''}`,
  break_glass: () => '/shared/looks',
  supporter_at_cap: () => '/care',
  training_due: ({ person }) => `/care${person ? `/${person.person_id}` : ''}`,
  help_to_verify: () => '/help',
  idle_device: ({ person }) => `/people${person ? `/${person.person_id}` : ''}`,
};

/** Where a row leads: to the very thing where there is one, so that one tap more is enough. */
export function placeOf(item: Pick<Item, 'kind' | 'person' | 'subject_id'>): string {
  return `#/staff${PLACES[item.kind](item)}`;
}

/** What begins with a day and not with a moment: nobody waits for it by the minute. */
const BY_DAY: ReadonlySet<Kind> = new Set<Kind>(['supporter_at_cap', 'training_due', 'help_to_verify']);

/** Days from one calendar day to another. */
const daysFrom = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

/** Since when, in the unit that a person would use; for what has an end, until which day; for a device, when it was used last. */
export function sinceOf({ kind, since }: Pick<Item, 'kind' | 'since'>, now: number): Said {
  const day = houseDay(since);
  const days = daysFrom(day, houseDay(now));
  if (kind === 'training_due') return { k: 'bdUntil', words: { d: shortDay(day) } };
  if (kind === 'idle_device') return { k: 'bdLastUsed', words: { n: days } };
  if (BY_DAY.has(kind)) return days > 0 ? { k: 'bdDays', words: { n: days } } : { k: 'bdToday' };
  const minutes = Math.floor((now - Date.parse(since)) / 60_000);
  if (minutes < 1) return { k: 'bdNow' };
  if (minutes < 60) return { k: 'bdMinutes', words: { n: minutes } };
  return minutes < 24 * 60
    ? { k: 'bdHours', words: { n: Math.floor(minutes / 60) } }
    : { k: days > 1 ? 'bdDays' : 'bdYesterday', words: { n: days } };
}

/**
 * The one thing that a row asks for: to go there oneself, to go on with what was passed on, to say that one has finished talking, to stop devices that nobody
 * uses, to say that one has seen it, or to open it.
 */
export function askOf(
  item: Item,
  me: string | undefined,
): 'go' | 'take' | 'finish' | 'stop' | 'see' | 'open' {
  if (item.kind === 'talk_request') {
    if (!item.with) return 'go';
    return item.with.person_id === me ? 'finish' : 'open';
  }
  if (item.kind === 'handover') return item.with ? 'open' : 'take';
  if (!item.closed_here) return 'open';
  return item.kind === 'idle_device' ? 'stop' : 'see';
}

/** A row that somebody else has just seen to: it says so for a moment, where it stood, and goes. */
export interface Leaving {
  readonly item: Item;
  /** Its place among the rows. */
  readonly place: number;
  readonly by: string;
}

/** The rows that others closed between two looks at the board. What one closed oneself goes without a word. */
export function leavingOf(before: Dashboard | null, after: Dashboard, me: string | undefined): Leaving[] {
  if (!before) return [];
  const there = new Set(after.items.map((one) => one.item_id));
  return before.items.flatMap((item, place) => {
    if (there.has(item.item_id)) return [];
    const done = after.closed.find((one) => one.item_id === item.item_id);
    return done && done.by.person_id !== me ? [{ item, place, by: done.by.nickname }] : [];
  });
}

/** The rows as they stand, with those that are just leaving at the places where they stood. */
export function rowsOf(items: readonly Item[], leaving: readonly Leaving[]): readonly (Item | Leaving)[] {
  const rows: (Item | Leaving)[] = [...items];
  const known = new Set(items.map((one) => one.item_id));
  for (const one of [...leaving].sort((a, b) => a.place - b.place)) {
    if (!known.has(one.item.item_id)) rows.splice(Math.min(one.place, rows.length), 0, one);
  }
  return rows;
}

/** Who was first when one's own tap came too late, as the board says after it; without a name where it does not tell. */
export function firstOf(after: Dashboard | null, item: Item, me: string | undefined): Said {
  const taken = after?.items.find((one) => one.item_id === item.item_id)?.with;
  if (taken && taken.person_id !== me) return { k: 'bdFirstGo', words: { name: taken.nickname } };
  const done = after?.closed.find((one) => one.item_id === item.item_id)?.by;
  if (done && done.person_id !== me) return { k: 'bdFirst', words: { name: done.nickname } };
  return { k: 'bdOver' };
}

/** When the board was so; with its day when that is not today. */
export function asOfIn(asOf: string, now: number): { readonly day: string | null } {
  const day = houseDay(asOf);
  return { day: day === houseDay(now) ? null : day };
}
