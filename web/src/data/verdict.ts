/** What an answer of the server means for the entry that was sent. Pure, so that every case can be read and tested. */

import type { Reply } from '../api/http';
import { isRecord, type Problem } from '../api/problem';
import type { Entry, Json, Kind } from './outbox';

/**
 * `done`: acknowledged (with the server's copy, or null when it is gone) · `later`: keep and try again, `closed` when
 * trying others now is useless · `compare`: look at the server's copy first · `refused`: into the tray · `signIn`: wait
 * until somebody is signed in.
 */
export type Verdict =
  | { is: 'done'; value: Json | null; etag: string | null }
  | { is: 'later'; closed: boolean; wait: number | null }
  | { is: 'compare'; problem: Problem }
  | { is: 'refused'; problem: Problem }
  | { is: 'signIn' };

/** Judges the answer to one entry. Removal from the outbox needs a 2xx that names the very thing, or proof that a delete is over. */
export function judge(entry: Entry, reply: Reply): Verdict {
  const { status, problem } = reply;
  if (reply.ok) {
    if (entry.action === 'remove') return { is: 'done', value: null, etag: null };
    if (echoes(entry, reply.value)) return { is: 'done', value: reply.value, etag: reply.etag };
    return { is: 'later', closed: true, wait: null };
  }
  if (status === 401) return { is: 'signIn' };
  if (status === 0 || status === 408 || status === 425 || status === 429 || status >= 500) {
    return { is: 'later', closed: status !== 500, wait: reply.retryAfter };
  }
  const gone = status === 404 || status === 410;
  if (entry.action === 'remove' && gone) return { is: 'done', value: null, etag: null };
  if (entry.action === 'create' && status === 410) return { is: 'done', value: null, etag: null };
  const stale = status === 412 || status === 428 || (entry.action === 'edit' && gone);
  if (stale || (entry.action === 'create' && problem.type === 'id-conflict'))
    return { is: 'compare', problem };
  return { is: 'refused', problem };
}

/** True when the answer is about the very object that the entry is about. */
export function echoes(entry: Pick<Entry, 'kind' | 'object' | 'person'>, value: unknown): value is Json {
  if (!isRecord(value)) return false;
  const occurrence = () =>
    entry.object.startsWith(
      `/gatherings/${String(value.gathering_id)}/occurrences/${String(value.recurrence_id)}/`,
    );
  const expect: Record<Kind, () => boolean> = {
    checkins: () => entry.object.endsWith(`/${String(value.checkin_id)}`),
    wins: () => entry.object.endsWith(`/${String(value.win_id)}`),
    selfcare_logs: () => entry.object.endsWith(`/${String(value.log_id)}`),
    aftercares: () => isRecord(value.log) && entry.object === `/talks/${String(value.log.log_id)}/aftercare`,
    words: () => Array.isArray(value.words),
    items: () => Array.isArray(value.items),
    me: () => value.person_id === entry.person,
    comfort_plan: () => isRecord(value.signs) && 'made_with' in value,
    hello_rule: () => 'after_days' in value && 'paused_until' in value,
    participations: occurrence,
    attendances: () => occurrence() && entry.object.endsWith(`/${String(value.person_id)}`),
    reflections: occurrence,
  };
  return expect[entry.kind]();
}

/** True when the server's copy already says everything that the entry wanted to say: it did arrive, only the answer got lost. */
export function holds(copy: Json, wanted: Json): boolean {
  return Object.entries(wanted).every(([name, value]) => same(copy[name], value));
}

function same(a: unknown, b: unknown): boolean {
  if (typeof a === 'string' && typeof b === 'string') return tidy(a) === tidy(b) || sameMoment(a, b);
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((value, i) => same(value, b[i]));
  }
  if (isRecord(b)) return isRecord(a) && holds(a, b);
  return (a ?? null) === (b ?? null);
}

const tidy = (text: string): string => text.normalize('NFC').replace(/\r\n?/g, '\n').trim();

const sameMoment = (a: string, b: string): boolean =>
  /^\d{4}-\d\d-\d\dT/.test(a) && Math.abs(Date.parse(a) - Date.parse(b)) < 1;
