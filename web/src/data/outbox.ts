/**
 * The outbox as a pure function: what waits on this phone, and what each happening makes of it.
 *
 * No clock, no storage, no network in here; `store.ts` keeps the result, `flush.ts` carries it to the server.
 * The promise: an entry leaves only when the server has acknowledged it or the person has decided so. Entries about one
 * object (its lane) keep their order; lanes do not hold each other up.
 */
import { isRecord, type Problem } from '../api/problem';

/** What an entry is about; names the table of the views, not the URL. */
export type Kind = 'checkins' | 'wins' | 'words' | 'items' | 'me';

/** `create` is an idempotent PUT of a new id, `replace` a PUT of a whole list, `edit` a PATCH, `remove` a DELETE. */
export type Action = 'create' | 'edit' | 'replace' | 'remove';

/** A JSON object as it is sent or received. */
export type Json = Record<string, unknown>;

/** The server's copy that an edit builds on. Lists tell only the version; the ETag is then asked for before sending. */
export interface Base {
  etag: string | null;
  version: number | null;
}

/** One thing written on this phone and not yet acknowledged. */
export interface Entry {
  id: string;
  /** Place in the queue; later is larger. */
  order: number;
  /** Who wrote it. Never sent in the name of anybody else. */
  person: string;
  kind: Kind;
  /** Path below /api/v1, which is also the lane: `/checkins/0198…`. */
  object: string;
  action: Action;
  body: Json;
  /** Null: builds on the entry before it in the lane. */
  base: Base | null;
  state: 'queued' | 'sending' | 'attention';
  /** True once a request may have left the phone; from then on the content is fixed. */
  reached: boolean;
  tries: number;
  /** Not sent before this time (milliseconds); `firm` when a trigger such as "online again" must not shorten it. */
  notBefore: number;
  firm: boolean;
  at: number;
  problem: Problem | null;
  /** Set when it was changed elsewhere meanwhile: the server's copy, `value: null` when it is gone there. */
  theirs: { value: Json | null; base: Base } | null;
}

/** What somebody wants to be kept and sent. */
export type Draft = Pick<Entry, 'id' | 'person' | 'kind' | 'object' | 'action' | 'body' | 'base' | 'at'> & {
  notBefore?: number;
};

/** Everything that can happen to the outbox. */
export type Happening =
  | { type: 'add'; entry: Draft }
  | { type: 'undo'; object: string; now: number }
  | { type: 'begin'; now: number }
  | { type: 'hurry' }
  | { type: 'send'; id: string }
  | { type: 'done'; id: string; base: Base }
  | { type: 'later'; id: string; until: number; firm: boolean }
  | { type: 'rebase'; id: string; base: Base }
  | { type: 'refused'; id: string; problem: Problem }
  | { type: 'conflict'; id: string; problem: Problem; value: Json | null; base: Base }
  | { type: 'retry'; id: string }
  | { type: 'swap'; id: string; entry: Draft | null };

/**
 * A merge patch (RFC 7396) laid over a body. Where the body is itself a patch, a null inside an object still has to travel
 * (`keepNulls`); otherwise it takes the member away.
 */
export function blend(body: Json, patch: Json, keepNulls: boolean, inside = false): Json {
  const result: Json = { ...body };
  for (const [name, value] of Object.entries(patch)) {
    const old = result[name];
    if (isRecord(value)) result[name] = blend(isRecord(old) ? old : {}, value, keepNulls, true);
    else if (value === null && inside && !keepNulls) delete result[name];
    else result[name] = value;
  }
  return result;
}

/** Nothing waits longer than this without being tried, even if the phone's clock was set back. */
export const longestWait = 60 * 60_000;

type Entries = readonly Entry[];

/** The outbox after a happening. Entries that did not change are the same objects, so that only the others are written. */
export function reduce(entries: Entries, happening: Happening): Entries {
  switch (happening.type) {
    case 'add':
      return add(entries, happening.entry);
    case 'undo':
      return entries.filter((e) => e.object !== happening.object || !isHeld(e, happening.now));
    case 'begin':
      return settle(
        entries.map((e) => (e.state === 'sending' ? { ...e, state: 'queued' } : e)),
        happening.now,
      );
    case 'hurry':
      return entries.map((e) => (e.notBefore > 0 && !e.firm ? { ...e, notBefore: 0 } : e));
    case 'send':
      return change(entries, happening.id, (e) =>
        e.state === 'queued' ? { ...e, state: 'sending', reached: true, tries: e.tries + 1 } : e,
      );
    case 'done':
      return done(entries, happening.id, happening.base);
    case 'later': {
      const { until: notBefore, firm } = happening;
      return change(entries, happening.id, (e) => ({ ...e, state: 'queued', notBefore, firm }));
    }
    case 'rebase':
      return change(entries, happening.id, (e) => ({ ...e, state: 'queued', base: happening.base }));
    case 'refused':
      return setAside(entries, happening.id, happening.problem, null);
    case 'conflict': {
      const { id, problem, value, base } = happening;
      return setAside(entries, id, problem, { value, base });
    }
    case 'retry':
      return change(entries, happening.id, (e) => (e.state === 'attention' ? queued(e) : e));
    case 'swap': {
      if (!entries.some((e) => e.id === happening.id)) return entries;
      const rest = entries.filter((e) => e.id !== happening.id);
      return happening.entry ? add(rest, happening.entry) : rest;
    }
  }
}

/** The next entry to send, or when to look again (null: when something happens). */
export function next(entries: Entries, now: number): { entry: Entry | null; wake: number | null } {
  let wake: number | null = null;
  const seen = new Set<string>();
  for (const head of entries) {
    if (seen.has(head.object)) continue;
    seen.add(head.object);
    const held = entries.find((e) => e.object === head.object && isHeld(e, now));
    if (head.state !== 'queued' && !held) continue;
    const due = Math.max(head.notBefore, held?.notBefore ?? 0);
    if (isDue(due, now)) return { entry: head, wake: null };
    wake = Math.min(wake ?? due, due);
  }
  return { entry: null, wake };
}

/** A delete that may still be taken back: its ten seconds run, so nothing has come of it yet. */
const isHeld = (e: Entry, now: number): boolean =>
  e.action === 'remove' && !e.reached && !isDue(e.notBefore, now);

const isDue = (time: number, now: number): boolean => time <= now || time - now > longestWait;

const mayGrow = (e: Entry): boolean =>
  e.action !== 'remove' && (e.state === 'attention' || (e.state === 'queued' && !e.reached));

const queued = (e: Entry): Entry => ({
  ...e,
  state: 'queued',
  tries: 0,
  notBefore: 0,
  firm: false,
  problem: null,
  theirs: null,
});

function change(entries: Entries, id: string, to: (entry: Entry) => Entry): Entries {
  return entries.map((e) => (e.id === id ? to(e) : e));
}

function add(entries: Entries, draft: Draft): Entries {
  if (entries.some((e) => e.id === draft.id)) return entries;
  const lane = entries.filter((e) => e.object === draft.object);
  const last = lane[lane.length - 1];
  const edits = draft.action === 'edit' || draft.action === 'replace';
  if (last && edits && mayGrow(last)) {
    const grown = { ...last, body: blend(last.body, draft.body, last.action === 'edit') };
    return change(entries, last.id, () =>
      last.state === 'attention' && !last.theirs ? queued(grown) : grown,
    );
  }
  if (draft.action === 'remove' && lane.some((e) => e.action === 'remove' && e.state !== 'attention'))
    return entries;
  const order = 1 + entries.reduce((most, e) => Math.max(most, e.order), 0);
  const notBefore = draft.notBefore ?? 0;
  const entry: Entry = {
    ...draft,
    order,
    base: last ? null : draft.base,
    state: 'queued',
    reached: false,
    tries: 0,
    notBefore,
    firm: notBefore > 0,
    problem: null,
    theirs: null,
  };
  return [...entries, entry];
}

/** A delete whose time has come makes the edits before it needless, and a create that never left the phone too. */
function settle(entries: Entries, now: number): Entries {
  const gone = new Set<string>();
  for (const remove of entries) {
    if (remove.action !== 'remove' || remove.state !== 'queued' || !isDue(remove.notBefore, now)) continue;
    for (const e of entries) {
      if (e.object !== remove.object || e.order >= remove.order) continue;
      if (e.action === 'create' && e.reached && e.state !== 'attention') continue;
      gone.add(e.id);
      if (e.action === 'create' && !e.reached) gone.add(remove.id);
    }
  }
  return gone.size ? entries.filter((e) => !gone.has(e.id)) : entries;
}

function done(entries: Entries, id: string, base: Base): Entries {
  const entry = entries.find((e) => e.id === id);
  if (!entry) return entries;
  const rest = entries.filter((e) => e !== entry);
  const follower = rest.find((e) => e.object === entry.object);
  return follower && !follower.base ? change(rest, follower.id, (e) => ({ ...e, base })) : rest;
}

/** Puts an entry into the tray. Edits written meanwhile join it: they may be the very correction, so then it is tried again. */
function setAside(entries: Entries, id: string, problem: Problem, theirs: Entry['theirs']): Entries {
  const entry = entries.find((e) => e.id === id);
  if (!entry) return entries;
  const later = entries.filter((e) => e.object === entry.object && e.order > entry.order && mayGrow(e));
  const body = later.reduce((sum, e) => blend(sum, e.body, entry.action === 'edit'), entry.body);
  const rest = entries.filter((e) => !later.includes(e));
  const grown: Entry = { ...entry, body };
  return change(rest, id, () =>
    later.length && !theirs ? queued(grown) : { ...grown, state: 'attention', problem, theirs },
  );
}
