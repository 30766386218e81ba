/** The ledger of trainings, the employment relation, and what the facility wants before somebody is listed. */
import type { Result } from '../api/client';
import type { Employment, ListingRule, NewTraining, Training, Trainings } from './care-types';
import { send } from './copies';

/** The ledger of one person. */
export const trainingsOf = (person: string): string => `/people/${person}/trainings`;

/** Adds a line to the ledger. */
export const addTraining = (person: string, body: NewTraining, key: string): Promise<Result<Training>> =>
  send('post', trainingsOf(person), { body, key });

/** Takes a line out of the ledger. */
export const removeTraining = (person: string, id: string): Promise<Result<undefined>> =>
  send('delete', `${trainingsOf(person)}/${id}`);

/** Takes a certificate away. */
export const removeCertificate = (person: string, id: string): Promise<Result<undefined>> =>
  send('delete', `${trainingsOf(person)}/${id}/certificate`);

/** Says whether somebody is employed; null: not said. */
export const recordEmployment = (person: string, employment: Employment | null): Promise<Result<undefined>> =>
  send('put', `/people/${person}/employment`, { body: { employment } });

/** The ledger of a person, not kept on this phone (staff). */
export const trainings = (person: string): Promise<Result<Trainings>> => send('get', trainingsOf(person));

/** What the facility wants before somebody is listed. */
export const listingRule = (): Promise<Result<ListingRule>> => send('get', '/listing_rule');

/** Changes it (admin). */
export const changeListingRule = (
  needed: ListingRule['needed'],
  version: number,
): Promise<Result<ListingRule>> => send('put', '/listing_rule', { body: { needed }, etag: `"v${version}"` });
