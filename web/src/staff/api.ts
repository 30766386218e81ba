import { call } from '../api/client';
import type { Answer, Body } from '../api/types';

export type { HelpResource, Role } from '../api/types';
/** One person as staff see them: a name, roles, the number of devices. */
export type Person = Answer<'get_person'>;
/** An invitation without its secret. */
export type Invitation = Answer<'list_invitations'>['items'][number];
/** A fresh invitation with the code, link and QR that are shown only once. */
export type InvitationCard = Answer<'create_invitation'>;
/** The facility as staff edit it. */
export type Facility = Answer<'get_facility'>;
/** A secret for an authenticator app. */
export type TotpSecret = Answer<'get_totp_secret'>;
/** A QR code as one path in a square of `size` modules. */
export type Qr = TotpSecret['qr'];
/** A page of a list. */
export interface Page<T> {
  items: T[];
  next_cursor?: string | null;
}

const LIMIT = 100;

/** The ETag of a row that came in a list: lists carry the version, not the header. */
export function etagOf(row: { version: number }): string {
  return `"v${row.version}"`;
}

/** Every operation the staff screens use, by name. Writes take the key that makes a repeat harmless. */
export const api = {
  welcome: () => call('get', '/welcome'),
  totpSecret: (login_name: string) => call('get', '/totp_secret', { query: { login_name } }),

  acceptInvitation: (body: Body<'accept_invitation'>, key: string) =>
    call('post', '/invitations/accept', { body, key }),

  people: (cursor?: string) =>
    call('get', '/people', { query: cursor ? { limit: LIMIT, cursor } : { limit: LIMIT } }),
  person: (person_id: string) => call('get', '/people/{person_id}', { params: { person_id } }),
  updatePerson: (person_id: string, etag: string, body: Body<'update_person'>) =>
    call('patch', '/people/{person_id}', { params: { person_id }, etag, body }),
  stopDevices: (person_id: string) =>
    call('delete', '/people/{person_id}/sessions', { params: { person_id } }),
  endMembership: (person_id: string, key: string) =>
    call('post', '/people/{person_id}/ending', { params: { person_id }, key }),
  grantRole: (person_id: string, role: Person['roles'][number]) =>
    call('put', '/people/{person_id}/roles/{role}', { params: { person_id, role } }),
  endRole: (person_id: string, role: Person['roles'][number]) =>
    call('delete', '/people/{person_id}/roles/{role}', { params: { person_id, role } }),

  invitations: (cursor?: string) =>
    call('get', '/invitations', { query: cursor ? { limit: LIMIT, cursor } : { limit: LIMIT } }),
  createInvitation: (body: Body<'create_invitation'>, key: string) =>
    call('post', '/invitations', { body, key }),
  revokeInvitation: (invitation_id: string) =>
    call('delete', '/invitations/{invitation_id}', { params: { invitation_id } }),

  helpResources: () => call('get', '/help_resources', { query: { include_hidden: true } }),
  createHelpResource: (body: Body<'create_help_resource'>, key: string) =>
    call('post', '/help_resources', { body, key }),
  updateHelpResource: (help_resource_id: string, etag: string, body: Body<'update_help_resource'>) =>
    call('patch', '/help_resources/{help_resource_id}', { params: { help_resource_id }, etag, body }),
  hideHelpResource: (help_resource_id: string) =>
    call('delete', '/help_resources/{help_resource_id}', { params: { help_resource_id } }),
  verifyHelpResource: (help_resource_id: string, key: string) =>
    call('post', '/help_resources/{help_resource_id}/verification', { params: { help_resource_id }, key }),

  facility: () => call('get', '/facility'),
  updateFacility: (etag: string, body: Body<'update_facility'>) => call('patch', '/facility', { etag, body }),
};
