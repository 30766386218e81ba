import { call } from '../../api/client';
import type { Body } from '../../api/types';

/** Every operation of these pages that is for staff alone. Writes take the key that makes a repeat harmless. */
export const looking = {
  looks: (cursor?: string) =>
    call('get', '/break_glasses', { query: cursor ? { limit: 100, cursor } : { limit: 100 } }),
  open: (person_id: string, body: Body<'open_break_glass'>, key: string) =>
    call('post', '/people/{person_id}/break_glass', { params: { person_id }, body, key }),
  close: (person_id: string) => call('delete', '/people/{person_id}/break_glass', { params: { person_id } }),
  opened: (person_id: string) =>
    call('get', '/people/{person_id}/break_glass/checkins', { params: { person_id } }),
  review: (break_glass_id: string, key: string) =>
    call('post', '/break_glasses/{break_glass_id}/review', { params: { break_glass_id }, key }),
  paper: (person_id: string, checkin_id: string, body: Body<'record_proxy_checkin'>) =>
    call('put', '/people/{person_id}/checkins/{checkin_id}', { params: { person_id, checkin_id }, body }),
};
