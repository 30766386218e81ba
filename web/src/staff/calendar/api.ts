import { call } from '../../api/client';
import type { Body } from '../../api/types';
import type { Came, NewClosingDays, NewGathering, Occurrence, Patch, State } from './types';

const LIMIT = 100;

/** Names one occurrence. */
export type At = Pick<Occurrence, 'gathering_id' | 'recurrence_id'>;

const ONE = '/gatherings/{gathering_id}/occurrences/{recurrence_id}';

const params = ({ gathering_id, recurrence_id }: At) => ({ gathering_id, recurrence_id });

/** Every operation of the calendar that staff and leaders use. */
export const calendar = {
  occurrences: (from: string, to: string) => call('get', '/occurrences', { query: { from, to } }),
  occurrence: (which: At) => call('get', ONE, { params: params(which) }),
  gatherings: (state: State, cursor?: string) =>
    call('get', '/gatherings', { query: { state, limit: LIMIT, ...(cursor ? { cursor } : {}) } }),
  gathering: (gathering_id: string) =>
    call('get', '/gatherings/{gathering_id}', { params: { gathering_id } }),
  create: (body: NewGathering, key: string) => call('post', '/gatherings', { body, key }),
  answer: (gathering_id: string, body: Body<'approve_gathering'>, key: string) =>
    call('post', '/gatherings/{gathering_id}/approval', { params: { gathering_id }, body, key }),
  changeAll: (gathering_id: string, etag: string, body: Patch) =>
    call('patch', '/gatherings/{gathering_id}', { params: { gathering_id }, etag, body }),
  cancelAll: (gathering_id: string, reason: string, key: string) =>
    call('post', '/gatherings/{gathering_id}/cancellation', {
      params: { gathering_id },
      body: { reason },
      key,
    }),
  change: (which: At, etag: string, body: Patch) => call('patch', ONE, { params: params(which), etag, body }),
  cancel: (which: At, body: Body<'cancel_occurrence'>, key: string) =>
    call('post', `${ONE}/cancellation`, { params: params(which), body, key }),

  closingDays: () => call('get', '/closing_days'),
  replaceClosingDays: (etag: string, body: NewClosingDays) => call('put', '/closing_days', { etag, body }),

  participants: (which: At) => call('get', `${ONE}/participants`, { params: params(which) }),
  confirm: (which: At, person_id: string, attended: Came) =>
    call('put', `${ONE}/attendance/{person_id}`, {
      params: { ...params(which), person_id },
      body: { attended },
    }),
  signals: (which: At) => call('get', `${ONE}/signals`, { params: params(which) }),
  saw: (which: At, signal_id: string) =>
    call('put', `${ONE}/signals/{signal_id}/sight`, { params: { ...params(which), signal_id } }),
};
