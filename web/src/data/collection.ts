/**
 * Check-ins, wins and logs of care as the person sees them: the server's last copy with everything that still waits laid over it.
 * Reading never needs the network; where there is one, months are brought up to date behind the reader's back.
 */
import { draftKey } from './drafts';
import { bringUpToDate } from './freshness';
import { newId } from './ids';
import { type Action, blend, type Entry, type Json } from './outbox';
import { me } from './person';
import { entriesOf, fact, rowAt, rowsBetween } from './store';
import { commit, personNow } from './sync';

type Listed = 'checkins' | 'wins' | 'selfcare_logs';

/** How far a thing has come: the server has it, it waits on this phone, or it lies in the tray. */
export type Reach = { sync: 'saved' | 'waiting' | 'attention' };

const undoTime = 10_000;
const idNames = { checkins: 'checkin_id', wins: 'win_id', selfcare_logs: 'log_id' } as const;

/** Lays what waits over the server's copy; null when there is nothing (any more) to see. */
export function overlay(copy: Json | null, lane: readonly Entry[]): (Json & Reach) | null {
  let value = copy;
  let sync: Reach['sync'] = 'saved';
  for (const entry of lane) {
    if (entry.action === 'remove' && entry.state !== 'attention') return null;
    sync = entry.state === 'attention' ? 'attention' : sync === 'saved' ? 'waiting' : sync;
    if (entry.action === 'create') value = { ...value, ...entry.body };
    else if (value) value = blend(value, entry.body, false);
  }
  return value ? { ...value, sync } : null;
}

/** Writes something down for the person: durable on this phone when the promise resolves, sent as soon as it can be. */
export async function put(
  kind: Listed,
  id: string,
  action: Action,
  body: Json,
  more: { draft?: string | undefined; seen?: number | undefined; held?: boolean } = {},
): Promise<void> {
  const entry = {
    id: newId(),
    person: personNow(),
    kind,
    object: `/${kind}/${id}`,
    action,
    body,
    base: more.seen ? { etag: null, version: more.seen } : null,
    at: Date.now(),
    ...(more.held ? { notBefore: Date.now() + undoTime } : {}),
  };
  await commit({ type: 'add', entry }, more.draft && draftKey(more.draft));
}

/** Deletes; held on the phone for ten seconds, so that `takeBack` leaves no trace. */
export const removeHeld = (kind: Listed, id: string): Promise<void> =>
  put(kind, id, 'remove', {}, { held: true });

/** Deletes what was saved a moment ago. This is itself the undo, so nothing is held back: the words leave the server at once. */
export const unsave = (kind: Listed, id: string): Promise<void> => put(kind, id, 'remove', {});

/** Takes back a delete while it is still held on the phone (10 seconds). False when it is too late. */
export async function takeBack(kind: Listed, id: string): Promise<boolean> {
  const object = `/${kind}/${id}`;
  const entries = await commit({ type: 'undo', object, now: Date.now() });
  return !entries.some((e) => e.object === object && e.action === 'remove') && (await one(kind, id)) !== null;
}

/** One thing as the person sees it. */
export async function one(kind: Listed, id: string): Promise<(Json & Reach) | null> {
  const object = `/${kind}/${id}`;
  const lane = (await entriesOf(personNow())).filter((e) => e.object === object);
  return named(kind, object, overlay((await rowAt(object))?.value ?? null, lane));
}

/** Everything of a kind from one local date to another, inclusive, in the order it happened. */
export async function between(kind: Listed, from: string, to: string): Promise<(Json & Reach)[]> {
  const person = me.peek()?.person_id;
  if (!person) return [];
  await Promise.all(
    monthsOf(from, to).map(async (month) => {
      const known = (await asOf(kind, month)) !== null;
      await bringUpToDate(`${kind}/${month}`, known, async (askedAt) => {
        const { loadMonth } = await import('./months');
        await loadMonth(kind, idNames[kind], month, askedAt);
      });
    }),
  );
  const [rows, entries] = [await rowsBetween(kind, from, to), await entriesOf(person)];
  const copies = new Map(rows.map((row) => [row.object, row.value]));
  const lanes = new Map<string, Entry[]>();
  for (const entry of entries) {
    if (entry.kind !== kind) continue;
    lanes.set(entry.object, [...(lanes.get(entry.object) ?? []), entry]);
    if (copies.has(entry.object)) continue;
    const row = await rowAt(entry.object);
    if (row) copies.set(entry.object, row.value);
  }
  return [...new Set([...copies.keys(), ...lanes.keys()])]
    .map((object) => named(kind, object, overlay(copies.get(object) ?? null, lanes.get(object) ?? [])))
    .filter((value): value is Json & Reach => value !== null)
    .filter((value) => String(value.local_date) >= from && String(value.local_date) <= to)
    .sort((a, b) => Date.parse(String(a.occurred_at)) - Date.parse(String(b.occurred_at)));
}

function named(kind: Listed, object: string, value: (Json & Reach) | null): (Json & Reach) | null {
  return value && { ...value, [idNames[kind]]: object.slice(kind.length + 2) };
}

/** When the server last told about this month; null when it never did on this phone. */
export async function asOf(kind: Listed, month: string): Promise<number | null> {
  const at = await fact(`${kind}/${month}`);
  return typeof at === 'number' ? at : null;
}

function monthsOf(from: string, to: string): string[] {
  const months: string[] = [];
  let month = from.slice(0, 7);
  while (month <= to.slice(0, 7) && months.length < 14) {
    months.push(month);
    const [year = 0, index = 0] = month.split('-').map(Number);
    month = index === 12 ? `${year + 1}-01` : `${year}-${String(index + 1).padStart(2, '0')}`;
  }
  return months;
}
