/** The person's own words and personal items: small lists that are replaced as a whole, readable and changeable offline. */
import { authorized } from '../api/authorized';
import { isRecord } from '../api/problem';
import type { PersonalItem } from '../api/types';
import { bringUpToDate } from './freshness';
import { newId } from './ids';
import type { Kind } from './outbox';
import { me } from './person';
import { entriesOf, keepRow, rowAt } from './store';
import { changes, commit, personNow } from './sync';

const places = { words: '/me/words', items: '/me/personal_items' } as const;
type List = Extract<Kind, keyof typeof places>;

/** The words that the person made for the way days feel. */
export const words = (): Promise<string[]> => read<string>('words');

/** Replaces the own words (at most 12). */
export const setWords = (list: string[]): Promise<void> => write('words', list);

/** The things that the person likes to note every day (sleep, walks …). */
export const items = (): Promise<PersonalItem[]> => read<PersonalItem>('items');

/** Replaces the personal items (at most 6). */
export const setItems = (list: PersonalItem[]): Promise<void> => write('items', list);

async function read<T>(kind: List): Promise<T[]> {
  const person = me.peek()?.person_id;
  if (!person) return [];
  const object = places[kind];
  await bringUpToDate(kind, (await rowAt(object)) !== undefined, () => load(kind, person));
  const pending = (await entriesOf(person)).filter((e) => e.object === object);
  const value = pending[pending.length - 1]?.body ?? (await rowAt(object))?.value;
  return (value?.[kind] ?? []) as T[];
}

async function write(kind: List, list: readonly unknown[]): Promise<void> {
  const entry = {
    id: newId(),
    person: personNow(),
    kind,
    object: places[kind],
    action: 'replace' as const,
    body: { [kind]: list },
    base: null,
    at: Date.now(),
  };
  await commit({ type: 'add', entry });
}

async function load(kind: List, person: string): Promise<void> {
  const reply = await authorized('get', places[kind], {});
  if (!reply.ok || !isRecord(reply.value) || me.peek()?.person_id !== person) return;
  await keepRow(places[kind], kind, reply.value, reply.etag);
  changes.value += 1;
}
