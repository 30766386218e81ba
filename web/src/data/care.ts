/** A supporter's own limits, rest and consultations. What is read stays on the phone as a copy with its time. */
import type { Result } from '../api/client';
import type { About, Capacity, Consultation, LimitsPatch, SupporterCare } from './care-types';
import { tell } from './changes';
import { send } from './copies';

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
  body: { times: readonly string[]; instead_of: readonly string[] } | { time: string } | { none_fits: true },
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
