/** Check-ins: said in one tap, kept on the phone at once, sent exactly once. */
import type { Body, Checkin } from '../api/types';
import { between, one, put, type Reach, removeHeld, takeBack, unsave } from './collection';
import { localDate, moment } from './dates';
import { newId } from './ids';

/** A check-in together with how far it has come. `version` 0: the server has not seen it yet. */
export type LocalCheckin = Checkin & Reach;

/** What the person says; when and which day default to now. */
export type NewCheckin = Partial<Body<'record_checkin'>> & Pick<Checkin, 'mood'>;

/** Changes to a check-in; only the named members change. */
export type CheckinPatch = Body<'update_checkin'>;

/** Keeps a new check-in. When the promise resolves it is safe on this phone. `draft` names the draft (see drafts.ts) that it replaces. */
export async function saveCheckin(said: NewCheckin, draft?: string): Promise<LocalCheckin> {
  const id = newId();
  const body = { occurred_at: moment(), local_date: localDate(), ...said };
  await put('checkins', id, 'create', body, { draft });
  return asCheckin({ ...body, checkin_id: id, sync: 'waiting' });
}

/** Changes a check-in. Pass the `version` that the form was opened with, so that a change from another phone is noticed. */
export async function editCheckin(
  id: string,
  patch: CheckinPatch,
  seen?: number,
  draft?: string,
): Promise<LocalCheckin | null> {
  await put('checkins', id, 'edit', { ...patch }, { seen, draft });
  return checkin(id);
}

/** Deletes a check-in. For ten seconds it only disappears from view; `undoRemoveCheckin` brings it back. */
export const removeCheckin = (id: string): Promise<void> => removeHeld('checkins', id);

/** Brings a just deleted check-in back. False when the ten seconds are over. */
export const undoRemoveCheckin = (id: string): Promise<boolean> => takeBack('checkins', id);

/** Takes back a check-in that was saved a moment ago: gone at once, here and on the server. */
export const undoSaveCheckin = (id: string): Promise<void> => unsave('checkins', id);

/** One check-in as the person sees it. */
export async function checkin(id: string): Promise<LocalCheckin | null> {
  const value = await one('checkins', id);
  return value && asCheckin(value);
}

/** The check-ins of one day, earliest first. */
export const checkinsOfDay = (date: string): Promise<LocalCheckin[]> => checkinsBetween(date, date);

/** The check-ins from one local date to another, earliest first. */
export async function checkinsBetween(from: string, to: string): Promise<LocalCheckin[]> {
  return (await between('checkins', from, to)).map(asCheckin);
}

/** Fills in what only the server knows, so that a waiting check-in looks like any other. */
function asCheckin(value: Record<string, unknown> & Reach): LocalCheckin {
  const nothing = { energy: null, words: [], items: {}, note: null, signs: [], source: 'phone', version: 0 };
  const times = { received_at: value.occurred_at, updated_at: value.occurred_at };
  return { ...nothing, ...times, ...value } as unknown as LocalCheckin;
}
