/**
 * 「たしかめてください」: what the server did not take. Nothing in here is lost; the person decides what becomes of it.
 */
import { computed, type ReadonlySignal } from '@preact/signals';
import { isRecord, type Problem } from '../api/problem';
import { newId } from './ids';
import { reduce } from './journey';
import type { Action, Draft, Entry, Json, Kind } from './outbox';
import { rowAt } from './store';
import { decide, waiting } from './sync';

/** One thing in the tray. `mine` is what was written here, `theirs` (only in a conflict) the server's copy, null when it is gone there. */
export interface TrayEntry {
  id: string;
  kind: Kind;
  action: Action;
  /** Id of the check-in, win or log, if it is one. */
  objectId: string;
  at: number;
  problem: Problem;
  conflict: boolean;
  mine: Json;
  theirs: Json | null;
  /** The kept words as plain text, to show and to copy. */
  text: string;
}

/** What needs a decision of the person, oldest first. */
export const tray: ReadonlySignal<readonly TrayEntry[]> = computed(() =>
  waiting.value.filter((e) => e.state === 'attention').map(shown),
);

/** Sends it once more as it is. In a conflict this means: mine, over the other version. */
export async function retry(id: string): Promise<void> {
  const entry = find(id);
  if (!entry) return;
  if (!entry.theirs) await decide({ type: 'retry', id }, reduce);
  else if (entry.theirs.value && entry.action !== 'create') {
    await decide({ type: 'swap', id, entry: { ...draftOf(entry), base: entry.theirs.base } }, reduce);
  } else await keepBoth(id);
}

/** Lets go of what was written here; the server's copy stays. */
export async function discard(id: string): Promise<void> {
  await decide({ type: 'swap', id, entry: null }, reduce);
}

/** Keeps both versions: the server's stays as it is, the one from here becomes an entry of its own (lists are joined). */
export async function keepBoth(id: string): Promise<void> {
  const entry = find(id);
  if (!entry) return;
  const theirs = entry.theirs?.value ?? null;
  const { kind } = entry;
  if (!isOwn(kind)) {
    const base = entry.theirs?.base ?? entry.base;
    const body = theirs ? await together(theirs, entry) : entry.body;
    await decide({ type: 'swap', id, entry: { ...draftOf(entry), body, base } }, reduce);
    return;
  }
  const copy = theirs ?? (await rowAt(entry.object))?.value ?? {};
  const body = writable(kind, { ...copy, ...entry.body });
  const object = `/${kind}/${newId()}`;
  const own: Draft = { ...draftOf(entry), object, action: 'create', body, base: null };
  await decide({ type: 'swap', id, entry: own }, reduce);
}

const find = (id: string): Entry | undefined =>
  waiting.peek().find((e) => e.id === id && e.state === 'attention');

const draftOf = ({ person, kind, object, action, body, base, at }: Entry): Draft => ({
  ...{ id: newId(), person, kind, object, action, body, base, at },
});

const members = {
  checkins: ['mood', 'energy', 'words', 'items', 'note', 'signs', 'occurred_at', 'local_date', 'source'],
  wins: ['kind', 'text', 'occurred_at', 'local_date'],
  selfcare_logs: [
    ...['energy', 'sleep', 'own_time', 'kind_thing', 'received', 'note'],
    ...['occurred_at', 'local_date'],
  ],
};

/** Kinds that are things of their own, each with an id. */
const isOwn = (kind: Kind): kind is keyof typeof members => kind in members;

function writable(kind: keyof typeof members, value: Json): Json {
  return Object.fromEntries(members[kind].filter((name) => name in value).map((name) => [name, value[name]]));
}

async function together(theirs: Json, { kind, body }: Entry): Promise<Json> {
  if (kind !== 'comfort_plan') return joined(theirs[kind], body, kind);
  return (await import('./plan-words')).joinPlans(theirs, body);
}

function joined(theirs: unknown, body: Json, kind: Kind): Json {
  const mine = body[kind];
  if (!Array.isArray(theirs) || !Array.isArray(mine)) return body;
  const keyOf = (value: unknown): unknown => (isRecord(value) ? value.item_id : value);
  const known = new Set(mine.map(keyOf));
  return { [kind]: [...mine, ...theirs.filter((value) => !known.has(keyOf(value)))] };
}

function shown(entry: Entry): TrayEntry {
  const { id, kind, action, at, object, body, theirs } = entry;
  const problem = entry.problem ?? { type: 'internal', title: '', status: 0 };
  const text = [
    body.note,
    body.text,
    body.kind_thing,
    body.received,
    body.nickname,
    ...(Array.isArray(body.words) ? body.words : []),
  ]
    .filter((part) => typeof part === 'string' && part)
    .join('\n');
  return {
    ...{ id, kind, action, at, problem, text },
    objectId: isOwn(kind) ? object.slice(kind.length + 2) : '',
    conflict: theirs !== null,
    mine: body,
    theirs: theirs?.value ?? null,
  };
}
