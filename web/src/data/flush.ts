/**
 * One round of carrying the outbox to the server. Only one may run at a time for a person (see `sync.ts`); it may be killed
 * at any point: whatever it had not yet acknowledged is simply sent again, and the server recognises it by its id.
 */
import type { Reply, Sending } from '../api/http';
import type { Problem } from '../api/problem';
import { baseOf } from './base';
import { next } from './journey';
import { type Entry, type Happening, type Json, lastCounts } from './outbox';
import { echoes, holds, judge, type Verdict } from './verdict';

/** The server's copy of one object, kept in the same transaction that takes the entry out. */
export interface Copy {
  entry: Entry;
  value: Json | null;
  etag: string | null;
}

/** What a round needs from the world. `apply` changes the outbox durably in one transaction and answers what is in it now. */
export interface Port {
  apply(happening: Happening, copy?: Copy): Promise<readonly Entry[]>;
  send(method: string, path: string, sending: Sending): Promise<Reply>;
  now(): number;
  random(): number;
}

const methods = { create: 'put', replace: 'put', edit: 'patch', remove: 'delete' } as const;
const shortest = 1_000;
const longest = 5 * 60_000;

/** Waiting time before try number `tries` + 1: anything between nothing and a doubling ceiling, so that phones do not knock in step. */
export function backOff(tries: number, random: number): number {
  return Math.round(random * Math.min(longest, shortest * 2 ** tries));
}

/** Sends everything that is due, in order. Answers when to come back: a time, null (nothing to wait for) or `signIn`. */
export async function flush(port: Port): Promise<number | null | 'signIn'> {
  let failures = 0;
  for (;;) {
    const due = next(await port.apply({ type: 'begin', now: port.now() }), port.now());
    if (!due.entry) return due.wake;
    const { id } = due.entry;
    const entry = (await port.apply({ type: 'send', id })).find((e) => e.id === id);
    if (entry?.state !== 'sending') continue;
    const outcome = await deliver(port, entry);
    if (outcome.is === 'later') {
      failures += 1;
      const until = port.now() + Math.max(outcome.wait ?? 0, backOff(entry.tries, port.random()));
      await port.apply({ type: 'later', id, until, firm: outcome.wait !== null });
      if (outcome.closed || failures >= 3) return until;
      continue;
    }
    failures = 0;
    if (outcome.is === 'signIn') {
      await port.apply({ type: 'later', id, until: 0, firm: false });
      return 'signIn';
    }
    if (outcome.is === 'refused') {
      await port.apply({ type: 'refused', id, problem: outcome.problem, sent: entry.body });
    } else {
      await port.apply(
        happeningOf(entry, outcome),
        outcome.is === 'rebase' ? undefined : { ...outcome, entry },
      );
    }
  }
}

type Found = { value: Json | null; etag: string | null };
type Settled =
  | ({ is: 'done' } & Found)
  | ({ is: 'conflict'; problem: Problem } & Found)
  | ({ is: 'rebase' } & Found);
type Outcome = Settled | Exclude<Verdict, { is: 'done' | 'compare' }>;

function happeningOf({ id, body: sent }: Entry, outcome: Settled): Happening {
  const base = baseOf(outcome.value, outcome.etag);
  if (outcome.is === 'conflict') {
    return { type: 'conflict', id, problem: outcome.problem, value: outcome.value, base, sent };
  }
  return outcome.is === 'done' ? { type: 'done', id, base, sent } : { type: 'rebase', id, base };
}

async function deliver(port: Port, entry: Entry): Promise<Outcome> {
  const free = lastCounts(entry.kind);
  const builds = !free && (entry.action === 'edit' || entry.action === 'replace');
  let etag = (!free && entry.base?.etag) || null;
  if (builds && !etag) {
    const found = await look(port, entry);
    if ('is' in found) return found;
    if (!followsOn(entry, found.value)) return settle(entry, found, stale);
    etag = found.etag;
  }
  const sending: Sending = entry.action === 'remove' ? {} : { body: entry.body, etag };
  const verdict = judge(entry, await port.send(methods[entry.action], entry.object, sending));
  if (verdict.is !== 'compare') return verdict;
  const found = await look(port, entry);
  return 'is' in found ? found : settle(entry, found, verdict.problem);
}

const stale: Problem = { type: 'version-conflict', title: 'version-conflict', status: 412 };

/** Asks for the server's copy; null when it is gone there. */
async function look(port: Port, entry: Entry): Promise<Found | Exclude<Verdict, { is: 'done' | 'compare' }>> {
  const reply = await port.send('get', entry.object, {});
  if (reply.ok && echoes(entry, reply.value)) return { value: reply.value, etag: reply.etag };
  if (reply.status === 404 || reply.status === 410) return { value: null, etag: null };
  const verdict = judge(entry, reply);
  return verdict.is === 'done' || verdict.is === 'compare'
    ? { is: 'later', closed: true, wait: null }
    : verdict;
}

/** Compares what the person wrote with what the server has: arrived already, free to repeat, or truly two versions. */
function settle(entry: Entry, { value, etag }: Found, problem: Problem): Outcome {
  if (value && holds(value, entry.body)) return { is: 'done', value, etag };
  if (!value || !overwrites(entry, value)) return { is: 'conflict', problem, value, etag };
  if (!etag || entry.tries > 5) return { is: 'later', closed: false, wait: null };
  return { is: 'rebase', value, etag };
}

function followsOn(entry: Entry, value: Json | null): boolean {
  if (!value) return false;
  return overwrites(entry, value) || (entry.base?.version ?? null) === baseOf(value, null).version;
}

/** Settings follow the last wish without asking, and nobody loses words by filling what is empty. */
function overwrites(entry: Entry, value: Json): boolean {
  const list = value[entry.kind];
  if (entry.kind === 'comfort_plan' && value.version === 0) return true;
  return (
    entry.kind === 'me' ||
    entry.kind === 'hello_rule' ||
    (entry.action === 'replace' && Array.isArray(list) && list.length === 0)
  );
}
