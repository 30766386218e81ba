import { call } from '../../api/client';
import type { Answer, Body } from '../../api/types';

export type Requests = Answer<'list_talk_requests'>;
export type Request = Requests['items'][number];
export type Supporter = Answer<'list_supporters'>['items'][number];
export type Concern = Answer<'list_concerns'>['items'][number];
export type Handover = Answer<'list_handovers'>['items'][number];
export type Settings = Answer<'get_talk_settings'>;

/** Every operation of these pages. Writes take the key that makes a repeat harmless. */
export const talk = {
  requests: () => call('get', '/talk_requests'),
  meet: (talk_request_id: string, body: Body<'meet_talk_request'>, key: string) =>
    call('post', '/talk_requests/{talk_request_id}/meeting', { params: { talk_request_id }, body, key }),
  followUp: (talk_request_id: string, message: string, key: string) =>
    call('post', '/talk_requests/{talk_request_id}/follow_up', {
      params: { talk_request_id },
      body: { message },
      key,
    }),
  start: (talk_id: string, key: string) =>
    call('post', '/talks/{talk_id}/start', { params: { talk_id }, key }),
  end: (talk_id: string, key: string) => call('post', '/talks/{talk_id}/end', { params: { talk_id }, key }),
  concerns: (state: Concern['state'], cursor?: string) =>
    call('get', '/concerns', { query: cursor ? { state, cursor } : { state } }),
  closeConcern: (concern_id: string, message: string, key: string) =>
    call('post', '/concerns/{concern_id}/closing', { params: { concern_id }, body: { message }, key }),
  handovers: (state: 'open' | 'closed', cursor?: string) =>
    call('get', '/handovers', { query: cursor ? { state, cursor } : { state } }),
  takeHandover: (handover_id: string, key: string) =>
    call('post', '/handovers/{handover_id}/acceptance', { params: { handover_id }, key }),
  closeHandover: (handover_id: string, body: Body<'close_handover'>, key: string) =>
    call('post', '/handovers/{handover_id}/closing', { params: { handover_id }, body, key }),
  supporters: () => call('get', '/supporters'),
  rest: (person_id: string, reason: string, key: string) =>
    call('post', '/people/{person_id}/availability/ending', { params: { person_id }, body: { reason }, key }),
  settings: () => call('get', '/talk_settings'),
  replaceSettings: (body: Body<'replace_talk_settings'>, etag: string | null) =>
    call('put', '/talk_settings', { body, etag }),
};
