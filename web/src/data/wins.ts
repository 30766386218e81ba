/** できたこと: small things that went well (or did not), kept like check-ins. */
import type { Body, Win } from '../api/types';
import { between, one, put, type Reach, removeHeld, takeBack, unsave } from './collection';
import { localDate, moment } from './dates';
import { newId } from './ids';

/** A win together with how far it has come. */
export type LocalWin = Win & Reach;

/** What the person says; when and which day default to now. */
export type NewWin = Partial<Body<'record_win'>> & Pick<Win, 'kind' | 'text'>;

/** Keeps a new win; safe on this phone when the promise resolves. */
export async function saveWin(said: NewWin, draft?: string): Promise<LocalWin> {
  const id = newId();
  const body = { occurred_at: moment(), local_date: localDate(), ...said };
  await put('wins', id, 'create', body, { draft });
  return asWin({ ...body, win_id: id, sync: 'waiting' });
}

/** Changes a win; pass the `version` that was on the screen. */
export async function editWin(
  id: string,
  patch: Body<'update_win'>,
  seen?: number,
  draft?: string,
): Promise<LocalWin | null> {
  await put('wins', id, 'edit', { ...patch }, { seen, draft });
  const value = await one('wins', id);
  return value && asWin(value);
}

/** Deletes a win; ten seconds long it can be brought back. */
export const removeWin = (id: string): Promise<void> => removeHeld('wins', id);

/** Brings a just deleted win back. False when the ten seconds are over. */
export const undoRemoveWin = (id: string): Promise<boolean> => takeBack('wins', id);

/** Takes back a win that was saved a moment ago: gone at once, here and on the server. */
export const undoSaveWin = (id: string): Promise<void> => unsave('wins', id);

/** The wins from one local date to another, earliest first. */
export async function winsBetween(from: string, to: string): Promise<LocalWin[]> {
  return (await between('wins', from, to)).map(asWin);
}

function asWin(value: Record<string, unknown> & Reach): LocalWin {
  return { received_at: value.occurred_at, version: 0, ...value } as unknown as LocalWin;
}
