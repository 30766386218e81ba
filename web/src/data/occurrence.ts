/** One occurrence of a gathering as this phone knows it: the page that was opened, or its line in the calendar. */
import { authorized } from '../api/authorized';
import { isRecord } from '../api/problem';
import type { Answer } from '../api/types';
import { bringUpToDate } from './freshness';
import { kept, keyOf, monthAfter, type Occurrence, pathOf } from './gatherings';
import { me } from './person';
import { fact, setFact } from './store';
import { changes } from './sync';

export type Detail = Answer<'get_occurrence'>;

/** One occurrence: everything, or only its line in the calendar; null when it is not known here. */
export interface Known {
  detail: Detail | null;
  line: Occurrence | null;
  asOf: number | null;
  /** The server says that it is not there (any more). */
  gone: boolean;
}

type Details = Record<string, { asOf: number; value: Detail | null }>;
const mostDetails = 40;

/** One occurrence with what is known of it here. */
export async function occurrence(gathering: string, rule: string): Promise<Known> {
  const key = pathOf(gathering, rule);
  await bringUpToDate(key, key in (await details()), (askedAt) => loadDetail(key, askedAt));
  const months = await kept([-1, 0, 1].map((n) => monthAfter(rule.slice(0, 7), n)));
  const lines = months.flatMap(({ asOf, items }) => items.map((one) => ({ asOf, one })));
  const [line] = lines.filter(({ one }) => keyOf(one) === key).sort((a, b) => b.asOf - a.asOf);
  return newest((await details())[key], line);
}

/** What is known of an occurrence: the page that was opened, and over it the line of a calendar that came later. */
export function newest(
  page: { readonly asOf: number; readonly value: Detail | null } | undefined,
  line: { readonly asOf: number; readonly one: Occurrence } | undefined,
): Known {
  const later = line && line.asOf > (page?.asOf ?? 0) ? line.one : null;
  const detail = page?.value ? { ...page.value, ...later } : null;
  return {
    detail,
    line: detail ?? later ?? (page ? null : (line?.one ?? null)),
    asOf: page?.asOf ?? null,
    gone: page?.value === null && !later,
  };
}

async function details(): Promise<Details> {
  return ((await fact('details')) ?? {}) as Details;
}

/** Asks for the newest state of one occurrence, now. */
export async function loadDetail(key: string, asOf: number = Date.now()): Promise<void> {
  const person = me.peek()?.person_id;
  const { ok, status, value } = await authorized('get', key, {});
  const gone = status === 404 || status === 410;
  if (!gone && !(ok && isRecord(value) && Array.isArray(value.what_happens))) return;
  if (me.peek()?.person_id !== person) return;
  const kept = await details();
  // What was asked for later is newer, whichever answer comes first.
  if ((kept[key]?.asOf ?? 0) > asOf) return;
  const all = Object.entries({ ...kept, [key]: { asOf, value: gone ? null : value } });
  const newest = all.sort(([, a], [, b]) => b.asOf - a.asOf).slice(0, mostDetails);
  await setFact('details', Object.fromEntries(newest));
  changes.value += 1;
}
