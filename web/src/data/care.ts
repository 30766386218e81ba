/** A supporter's own limits, rest and consultations. What is read stays on the phone as a copy with its time. */
import { authorized } from '../api/authorized';
import type { Result } from '../api/client';
import type { Sending } from '../api/http';
import { isRecord } from '../api/problem';
import type { About, Capacity, Consultation, LimitsPatch, SupporterCare } from './care-types';
import { tell } from './changes';
import { me } from './person';
import { fact, setFact } from './store';

/** One question to the server. */
export async function send<T>(method: string, path: string, sending: Sending = {}): Promise<Result<T>> {
  const reply = await authorized(method, path, sending);
  return reply.ok
    ? { ok: true, value: reply.value as T, etag: reply.etag }
    : { ok: false, problem: reply.problem };
}

/** What was read last, and when; `away` while the server does not answer. */
export interface Copy<T> {
  readonly value: T;
  readonly etag: string | null;
  readonly at: number;
}

/** The last copy of something on this phone. */
export async function copyOf<T>(path: string): Promise<Copy<T> | null> {
  const kept = await fact(`care${path}`).catch(() => undefined);
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
  return setFact(`care${path}`, { person: me.peek()?.person_id, copy }).catch(() => undefined);
}

async function moved<T>(done: Promise<Result<T>>, ...topics: Parameters<typeof tell>[0][]) {
  const result = await done;
  if (result.ok) for (const topic of topics) tell(topic);
  return result;
}

/** The path of what somebody can carry. */
export const CAPACITY = '/me/capacity';

/** Changes own limits; never above the facility's. */
export const changeLimits = (patch: LimitsPatch, version: number): Promise<Result<Capacity>> =>
  moved(
    send<Capacity>('patch', '/me/limits', { body: patch, etag: `"v${version}"` }),
    'my_care',
    'my_availability',
  );

/** Rests until a moment, or with null until one comes back. No reason is asked. */
export const rest = (until: string | null): Promise<Result<Capacity>> =>
  moved(send<Capacity>('put', '/me/rest', { body: { until } }), 'my_care', 'my_availability', 'my_offers');

/** Comes back. Only oneself can. */
export const comeBack = (): Promise<Result<undefined>> =>
  moved(send<undefined>('delete', '/me/rest'), 'my_care', 'my_availability');

/** The path of consultations: one's own, or for staff those of everybody. */
export const CONSULTATIONS = '/consultations';

/** Asks for a consultation. `key` makes the same wish, sent again, one wish. */
export const askConsultation = (
  body: { about: About; words?: string | null },
  key: string,
): Promise<Result<Consultation>> =>
  moved(send<Consultation>('post', CONSULTATIONS, { body, key }), 'consultations', 'my_care');

/** Offers times (staff), takes one of them, or says that none fits. */
export const answerConsultation = (
  id: string,
  body: { times: readonly string[] } | { time: string } | { none_fits: true },
  key: string,
): Promise<Result<Consultation>> =>
  moved(send<Consultation>('post', `${CONSULTATIONS}/${id}/answer`, { body, key }), 'consultations');

/** Says that it was held or is not needed; `take_home` is only the supporter's own. */
export const closeConsultation = (
  id: string,
  body: { held: boolean; take_home?: string | null },
  key: string,
): Promise<Result<Consultation>> =>
  moved(
    send<Consultation>('post', `${CONSULTATIONS}/${id}/closing`, { body, key }),
    'consultations',
    'my_care',
  );

/** Every supporter, in order of the nickname. */
export const load = (): Promise<Result<{ items: SupporterCare[] }>> => send('get', '/dashboard/load');

/** Everybody's consultations (staff). */
export const consultations = (): Promise<Result<{ items: Consultation[] }>> => send('get', CONSULTATIONS);
