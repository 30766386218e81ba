/**
 * What one says about an occurrence: how to take part, whether one was there, how it was. Each is safe on this phone at
 * once and sent later; the last word counts.
 */
import { authorized } from '../api/authorized';
import { isRecord } from '../api/problem';
import type { Answer } from '../api/types';
import type { Reach } from './collection';
import { bringUpToDate } from './freshness';
import { pathOf } from './gatherings';
import type { Row } from './idb';
import { newId } from './ids';
import type { Action, Answered, Entry, Json } from './outbox';
import { me } from './person';
import { entriesOf, fact, rowAt, rowsBetween, setFact } from './store';
import { changes, commit, personNow } from './sync';

export type Participation = NonNullable<Answer<'get_occurrence'>['mine']>;
export type Mode = NonNullable<Participation['mode']>;
export type Attended = NonNullable<Participation['attended']>;
export type Reflection = NonNullable<Answer<'get_occurrence'>['my_reflection']>[number];

/** How the person takes part, with what still waits here laid over it. */
export type Part = Pick<Participation, 'mode' | 'shown' | 'seat' | 'attended' | 'confirmed'> & Reach;

const nothing: Part = {
  ...{ mode: null, shown: false, seat: null, attended: null, confirmed: null, sync: 'saved' },
};

/** Lays answers that wait over the server's copy. A new way to take part has no seat until the server gives it one. */
export function withWaiting(copy: Partial<Part> | null, lane: readonly Entry[]): Part {
  const part: Part = { ...nothing, ...copy, sync: 'saved' };
  for (const { kind, action, state, body } of lane) {
    if (state === 'attention' || part.sync === 'attention') part.sync = 'attention';
    else part.sync = 'waiting';
    if (state === 'attention' || kind === 'reflections') continue;
    if (kind === 'participations') part.seat = part.mode && action === 'replace' ? part.seat : null;
    Object.assign(part, action === 'remove' ? { mode: null, shown: false } : body);
  }
  return part;
}

/** How one takes part in one occurrence. */
export async function myPart(gathering: string, rule: string): Promise<Part> {
  return (await myParts()).get(pathOf(gathering, rule)) ?? nothing;
}

/** Every answer that this phone knows, by the path of its occurrence. */
export async function myParts(): Promise<Map<string, Part>> {
  const person = me.peek()?.person_id;
  if (!person) return new Map();
  const known = (await fact('participations')) !== undefined;
  await bringUpToDate('participations', known, (askedAt) => load(person, askedAt));
  const [rows, marks, entries] = await Promise.all([
    rowsBetween('participations', '', '9'),
    rowsBetween('attendances', '', '9'),
    entriesOf(person),
  ]);
  const copies = new Map<string, Partial<Part>>();
  const lanes = new Map<string, Entry[]>();
  for (const row of rows) copies.set(placeOf(row.object), row.value as Partial<Part>);
  for (const mark of marks) laterMark(copies, mark, rows);
  for (const entry of entries) {
    const place = placeOf(entry.object);
    if (place) lanes.set(place, [...(lanes.get(place) ?? []), entry]);
  }
  return new Map(
    [...new Set([...copies.keys(), ...lanes.keys()])].map((place) => [
      place,
      withWaiting(copies.get(place) ?? null, lanes.get(place) ?? []),
    ]),
  );
}

/** An own mark that the server took in after it last told about all answers. */
function laterMark(copies: Map<string, Partial<Part>>, mark: Row, rows: readonly Row[]): void {
  const place = placeOf(mark.object);
  const told = rows.find((row) => placeOf(row.object) === place);
  if (told && told.seenAt > mark.seenAt) return;
  copies.set(place, { ...copies.get(place), attended: mark.value.attended as Attended });
}

const placeOf = (object: string): string =>
  /^\/gatherings\/[^/]+\/occurrences\/[^/]+/.exec(object)?.[0] ?? '';

/** All answers from two months ago to ten months ahead, in one question. */
async function load(person: string, askedAt: number): Promise<void> {
  const day = (days: number) => new Date(askedAt + days * 86_400_000).toISOString().slice(0, 10);
  const range = { from: day(-62), to: day(305) };
  const { ok, value } = await authorized('get', `/me/participations?${new URLSearchParams(range)}`, {});
  if (!ok || !isRecord(value) || !Array.isArray(value.items) || me.peek()?.person_id !== person) return;
  const items = value.items as Participation[];
  const { keepRange } = await import('./months');
  await keepRange(
    'participations',
    range,
    new Map(items.map((one) => [`${pathOf(one.gathering_id, one.recurrence_id)}/participation`, { ...one }])),
    askedAt,
  );
  await setFact('participations', askedAt);
  changes.value += 1;
}

/** Says how one takes part; may be changed at any time. */
export const takePart = (place: string, mode: Mode, shown: boolean): Promise<void> =>
  say('participations', `${place}/participation`, 'replace', { mode, shown });

/** Takes the answer back. No reason needed. */
export const withdraw = (place: string): Promise<void> =>
  say('participations', `${place}/participation`, 'remove', {});

/** The own mark afterwards. */
export const markAttended = (place: string, attended: Attended): Promise<void> =>
  say('attendances', `${place}/attendance/${personNow()}`, 'replace', { attended });

/** Keeps up to three words about how it was, for one's own eyes. */
export const reflect = (place: string, chips: readonly Reflection[]): Promise<void> =>
  say('reflections', `${place}/reflection`, 'replace', { chips });

/** What one kept of it: what waits here, else what the server told last. */
export async function reflection(
  place: string,
  told: readonly Reflection[] | null | undefined,
  toldAt: number | null,
): Promise<readonly Reflection[]> {
  const person = me.peek()?.person_id;
  const object = `${place}/reflection`;
  const row = await rowAt(object);
  const waiting = person ? (await entriesOf(person)).filter((e) => e.object === object) : [];
  const mine = waiting[waiting.length - 1]?.body ?? (row && row.seenAt > (toldAt ?? 0) ? row.value : null);
  return (mine?.chips ?? told ?? []) as readonly Reflection[];
}

async function say(kind: Answered, object: string, action: Action, body: Json): Promise<void> {
  const entry = { id: newId(), person: personNow(), kind, object, action, body, base: null, at: Date.now() };
  await commit({ type: 'add', entry });
}
