/**
 * The outbox on the way to the server: sending, acknowledgement, refusal, conflict, and what the person decides in the tray.
 * Pure, like `outbox.ts`.
 */
import type { Problem } from '../api/problem';
import {
  act,
  add,
  type Base,
  blend,
  change,
  type Entries,
  type Entry,
  type Happening,
  isDue,
  isHeld,
  mayGrow,
  queued,
} from './outbox';

/** The outbox after a happening. Entries that did not change are the same objects, so that only the others are written. */
export function reduce(entries: Entries, happening: Happening): Entries {
  const outdated = outgrown(entries, happening);
  if (outdated) {
    return change(entries, outdated.id, (e) => (e.state === 'sending' ? { ...e, state: 'queued' } : e));
  }
  switch (happening.type) {
    case 'add':
    case 'undo':
    case 'hurry':
      return act(entries, happening);
    case 'begin':
      return settle(
        entries.map((e) => (e.state === 'sending' ? { ...e, state: 'queued' } : e)),
        happening.now,
      );
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

/**
 * The entry whose body has grown since what an answer is about: two tabs without locks sent the same, one was refused, and
 * the person wrote on before the other heard. What stands there now has not been sent, so it is.
 */
function outgrown(entries: Entries, happening: Happening): Entry | undefined {
  if (!('sent' in happening) || !happening.sent) return undefined;
  const sent = JSON.stringify(happening.sent);
  return entries.find((e) => e.id === happening.id && JSON.stringify(e.body) !== sent);
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
