/** Half-written forms. They survive a closed tab, a dead battery and a signed-out day; each person sees only their own. */
import { transact } from './idb';
import { me } from './person';
import { held, hold, letGo } from './typing';

/** The key under which a draft of the present person lies. Saving with the draft's name clears it in the same transaction. */
export const draftKey = (name: string): string => `${me.peek()?.person_id ?? 'nobody'}/${name}`;

/** Keeps what is typed so far. */
export function keepDraft(name: string, value: unknown): Promise<void> {
  const key = draftKey(name);
  return transact(['drafts'], 'strict', (table) => table('drafts').put(value, key)).then(hold(key, value));
}

/** What was typed before, if anything. The reader checks its shape: it may come from an older version of the app. */
export async function draft(name: string): Promise<unknown> {
  const key = draftKey(name);
  const typed = held(key);
  if (typed) await keepDraft(name, typed);
  return transact(['drafts'], 'read', (table) => table('drafts').get(key));
}

/** Forgets a draft. */
export function dropDraft(name: string): Promise<void> {
  const key = draftKey(name);
  letGo(key);
  return transact(['drafts'], 'relaxed', (table) => table('drafts').delete(key));
}
