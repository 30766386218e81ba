/** 見せる at the server. Nothing of it waits on the phone: what is shown, and what is stopped, is true at once or not at all. */
import { call, type Result } from '../api/client';
import type { Checkin } from '../api/types';
import { tell } from './changes';
import { send } from './copies';
import { me } from './person';
import type { NewAudience, SharedEntries, SharedEntry, ShareRequest } from './sharing-types';
import { keepRow } from './store';
import { changes } from './sync';

async function moved<T>(done: Promise<Result<T>>): Promise<Result<T>> {
  const result = await done;
  if (result.ok) tell('shared');
  return result;
}

/** The path of what somebody shows. */
export const GRANTS = '/share_grants?limit=100';
/** The path of 「見たよ」. */
export const SEEN = '/me/acknowledgements';
/** The path of what staff may see in need. */
export const OPENNESS = '/me/openness';
/** The path of the looks in need at what somebody keeps. */
export const LOOKS = '/me/break_glasses';
/** The path of what was typed in for somebody. */
export const PAPERS = '/me/proxy_entries?limit=100';

/** Exactly what they would see; nothing is kept. */
export const preview = (body: ShareRequest) => call('post', '/share_grants/preview', { body });

/** Shows something. `key` makes the same wish, sent again, one showing. */
export const show = (body: ShareRequest, key?: string) =>
  moved(call('post', '/share_grants', key ? { body, key } : { body }));

/** Stops a showing at once. */
export const stop = (grant_id: string) =>
  moved(call('delete', '/share_grants/{grant_id}', { params: { grant_id } }));

/** What is shown to me: what waits, the longest wait first; or all of it. */
export function shared(
  state: 'waiting' | 'all',
  person?: string,
  cursor?: string,
): Promise<Result<SharedEntries>> {
  const query = new URLSearchParams({
    state,
    ...(person ? { person_id: person } : {}),
    ...(cursor ? { cursor } : {}),
  });
  return send<SharedEntries>('get', `/shared_entries?${query}`);
}

/** Opens an entry. This is a look, and its owner reads of it. */
export const openEntry = (entry_id: string) =>
  call('get', '/shared_entries/{entry_id}', { params: { entry_id } });

/** 「見たよ」, with kind words or without. */
export const acknowledge = (one: Pick<SharedEntry, 'entry_id'>, words: string) =>
  moved(
    call('put', '/shared_entries/{entry_id}/acknowledgement', {
      params: { entry_id: one.entry_id },
      body: { words: words.trim() || null },
    }),
  );

/** What was typed in, read from one's own diary and kept on this phone, so that it can be corrected like any other. */
export async function ownEntry(checkin_id: string): Promise<Result<Checkin>> {
  const path = `/checkins/${checkin_id}`;
  const person = me.peek()?.person_id;
  const result = await call('get', '/checkins/{checkin_id}', { params: { checkin_id } });
  if (result.ok && me.peek()?.person_id === person) {
    await keepRow(path, 'checkins', { ...result.value }, result.etag);
    changes.value += 1;
  }
  return result;
}

/** That a card was typed in rightly. */
export const nod = (checkin_id: string) =>
  moved(call('put', '/me/proxy_entries/{checkin_id}/nod', { params: { checkin_id } }));

/** What staff may see in need, from the next request on. */
export const keepOpenness = (
  body: { checkins: boolean; notes: boolean; comfort_plan: boolean },
  version: number,
) => call('put', '/me/openness', { body, etag: `"v${version}"` });

/** An audience as a step of the way; see `audienceOf`. */
export const stepOf = (to: NewAudience): string =>
  to.kind === 'person'
    ? `person:${to.person_id ?? ''}`
    : to.kind === 'gathering'
      ? `gathering:${to.gathering_id ?? ''}`
      : 'staff';
