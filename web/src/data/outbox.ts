/**
 * The outbox as a pure function: what waits on this phone, and what each happening makes of it. Here: what the person does,
 * which is needed at once. What happens on the way to the server is in `journey.ts`, which loads with the carrier.
 *
 * No clock, no storage, no network in here; `store.ts` keeps the result, `flush.ts` carries it to the server.
 * The promise: an entry leaves only when the server has acknowledged it or the person has decided so. Entries about one
 * object (its lane) keep their order; lanes do not hold each other up.
 */
import { isRecord, type Problem } from '../api/problem';

/** What an entry is about; names the table of the views, not the URL. */
export type Kind = 'checkins' | 'wins' | 'selfcare_logs' | 'words' | 'items' | 'me' | Plans | Answered;

/** わたしの安心メモ, and when somebody shall say hello. */
export type Plans = 'comfort_plan' | 'hello_rule';

/** What one says about an occurrence or after a talk. The last word counts, so nothing is built on and nothing is compared. */
export type Answered = 'participations' | 'attendances' | 'reflections' | 'aftercares';

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

/** Everything that can happen to the outbox. `sent` is the body that an answer is about. */
export type Happening =
  | { type: 'add'; entry: Draft }
  | { type: 'undo'; object: string; now: number }
  | { type: 'begin'; now: number }
  | { type: 'hurry' }
  | { type: 'send'; id: string }
  | { type: 'done'; id: string; base: Base; sent?: Json }
  | { type: 'later'; id: string; until: number; firm: boolean }
  | { type: 'rebase'; id: string; base: Base }
  | { type: 'refused'; id: string; problem: Problem; sent?: Json }
  | { type: 'conflict'; id: string; problem: Problem; value: Json | null; base: Base; sent?: Json }
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

/** The outbox of one person, in order. */
export type Entries = readonly Entry[];

/** What the person does; everything else happens on the way to the server (`journey.ts`). */
export type Deed = Extract<Happening, { type: 'add' | 'undo' | 'hurry' }>;

/** The outbox after something that the person did. */
export function act(entries: Entries, deed: Deed): Entries {
  switch (deed.type) {
    case 'add':
      return add(entries, deed.entry);
    case 'undo':
      return undo(entries, deed.object, deed.now);
    case 'hurry':
      return entries.map((e) => (e.notBefore > 0 && !e.firm ? { ...e, notBefore: 0 } : e));
  }
}

/** Takes a delete back. What was written behind it (in a second window) joins what it was written about, as if it never was. */
function undo(entries: Entries, object: string, now: number): Entries {
  const held = entries.find((e) => e.object === object && isHeld(e, now));
  if (!held) return entries;
  const behind = entries.filter((e) => e.object === object && e.order > held.order && mayGrow(e));
  return behind.reduce(
    add,
    entries.filter((e) => e !== held && !behind.includes(e)),
  );
}

/** A delete that may still be taken back: its ten seconds run, so nothing has come of it yet. */
export const isHeld = (e: Entry, now: number): boolean =>
  e.action === 'remove' && !e.reached && !isDue(e.notBefore, now);

/** True when the time has come, or when it is so far away that the clock must have been set back. */
export const isDue = (time: number, now: number): boolean => time <= now || time - now > longestWait;

/** True while more may be written into an entry: it surely never left, or it was refused. */
export const mayGrow = (e: Entry): boolean =>
  e.action !== 'remove' && (e.state === 'attention' || (e.state === 'queued' && !e.reached));

/** An entry that starts afresh. */
export const queued = (e: Entry): Entry => ({
  ...e,
  state: 'queued',
  tries: 0,
  notBefore: 0,
  firm: false,
  problem: null,
  theirs: null,
});

/** Changes one entry. */
export function change(entries: Entries, id: string, to: (entry: Entry) => Entry): Entries {
  return entries.map((e) => (e.id === id ? to(e) : e));
}

/** True for what is simply said anew: the newest answer takes the place of all that have not left. */
export const lastCounts = (kind: Kind): boolean => answered.includes(kind);
const answered: readonly Kind[] = ['participations', 'attendances', 'reflections', 'aftercares'];

/** Adds what was written: into the entry that is still open, or at the end of its lane. */
export function add(known: Entries, draft: Draft): Entries {
  if (known.some((e) => e.id === draft.id)) return known;
  const entries = lastCounts(draft.kind)
    ? known.filter((e) => e.object !== draft.object || e.state === 'sending')
    : known;
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
