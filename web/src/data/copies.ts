/** Things that are read at the server and stay on this phone as a copy with its time. */
import { authorized } from '../api/authorized';
import type { Result } from '../api/client';
import type { Sending } from '../api/http';
import { isRecord } from '../api/problem';
import { me } from './person';
import { fact, setFact } from './store';

/** One question to the server. */
export async function send<T>(method: string, path: string, sending: Sending = {}): Promise<Result<T>> {
  const reply = await authorized(method, path, sending);
  return reply.ok
    ? { ok: true, value: reply.value as T, etag: reply.etag }
    : { ok: false, problem: reply.problem };
}

/** What was read last, and when. */
export interface Copy<T> {
  readonly value: T;
  readonly etag: string | null;
  readonly at: number;
}

/** The last copy of something on this phone. */
export async function copyOf<T>(path: string): Promise<Copy<T> | null> {
  const kept = await fact(`copy${path}`).catch(() => undefined);
  return isRecord(kept) && kept.person === me.peek()?.person_id ? (kept.copy as Copy<T>) : null;
}

/** Asks the server, and keeps what it says as the copy. */
export async function read<T>(path: string): Promise<Result<T>> {
  const person = me.peek()?.person_id;
  const result = await send<T>('get', path);
  if (result.ok && me.peek()?.person_id === person) await keepCopy(path, result.value, result.etag);
  return result;
}

/** Keeps what an operation answered as the copy of a path. */
export function keepCopy<T>(path: string, value: T, etag: string | null): Promise<void> {
  const copy: Copy<T> = { value, etag, at: Date.now() };
  return setFact(`copy${path}`, { person: me.peek()?.person_id, copy }).catch(() => undefined);
}
