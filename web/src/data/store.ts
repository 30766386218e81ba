/**
 * Keeps the outbox and the copies of the server on the phone. Every change of the outbox is one transaction together with
 * the row or the draft that it concerns, written through to the disk (`strict`) before anybody is told "saved".
 */

import { quietly } from '../quietly';
import { grounded } from './base';
import type { Copy } from './flush';
import { type Row, type Table, transact } from './idb';
import type { Entries, Entry, Happening, Json, Kind } from './outbox';
import { letGo } from './typing';

/** The pure rules by which a happening changes the outbox: `act` for what the person does, `reduce` for everything. */
export type Rules<H extends Happening> = (entries: Entries, happening: H) => Entries;

/** Applies a happening for one person; `copy` is the server's copy to keep with it, `draft` the draft that is now an entry. */
export function apply<H extends Happening>(
  person: string,
  happening: H,
  rules: Rules<H>,
  copy?: Copy,
  draft?: string,
): Promise<readonly Entry[]> {
  const quick = happening.type === 'begin' || happening.type === 'send' || happening.type === 'hurry';
  return transact(['outbox', 'rows', 'drafts'], quick ? 'relaxed' : 'strict', async (table) => {
    const outbox = table('outbox');
    const rows = table('rows');
    const before = mine(await outbox.all(), person);
    const after = rules(
      before,
      happening.type === 'add'
        ? { ...happening, entry: grounded(happening.entry, await rows.get(happening.entry.object)) }
        : happening,
    );
    for (const old of before) {
      if (after.some((e) => e.id === old.id)) continue;
      outbox.delete(old.id);
      if (old.theirs && !old.theirs.value) rows.delete(old.object);
    }
    for (const entry of after) if (!before.includes(entry)) outbox.put(entry);
    if (copy && (copy.value || happening.type === 'done')) {
      const { object, kind } = copy.entry;
      const known = await rows.get(object);
      if (!copy.value) rows.delete(object);
      else if (!known || !isNewer(known, copy.value)) rows.put(rowOf(object, kind, copy.value, copy.etag));
    }
    if (draft) {
      table('drafts').delete(draft);
      letGo(draft);
    }
    return after;
  });
}

/** Everything of one person that waits or needs attention, in order. */
export const entriesOf = (person: string): Promise<readonly Entry[]> =>
  transact(['outbox'], 'read', async (table) => mine(await table('outbox').all(), person));

/** One row as last seen. */
export const rowAt = (object: string): Promise<Row | undefined> =>
  transact(['rows'], 'read', (table) => table('rows').get(object));

/** Rows of a kind from one day to another, inclusive. */
export const rowsBetween = (kind: Kind, from: string, to: string): Promise<Row[]> =>
  transact(['rows'], 'read', (table) => table('rows').days(kind, from, to));

/** Keeps one copy of the server. */
export const keepRow = (object: string, kind: Kind, value: Json, etag: string | null): Promise<void> =>
  transact(['rows'], 'relaxed', async (table) => {
    const known = await table('rows').get(object);
    if (!known || !isNewer(known, value)) table('rows').put(rowOf(object, kind, value, etag));
  });

/** Reads a single fact, such as who uses this phone. */
export const fact = (key: string): Promise<unknown> =>
  transact(['facts'], 'read', (table) => table('facts').get(key));

/** Writes a single fact; undefined removes it. */
export const setFact = (key: string, value: unknown): Promise<void> =>
  transact(['facts'], 'relaxed', (table) => {
    if (value === undefined) table('facts').delete(key);
    else table('facts').put(value, key);
  });

/** Forgets the copies of the server and who was here. What waits to be sent, and drafts, stay. */
export const forgetCopies = (): Promise<void> =>
  transact(['facts', 'rows'], 'strict', (table) => {
    table('facts').clear();
    table('rows').clear();
  });

/**
 * Empties the phone, unless entries of the person still wait: then answers how many and leaves everything as it is.
 * Notes in the same transaction that the session is still to be ended at the server.
 */
export function wipe(person: string, discardUnsent: boolean): Promise<number> {
  const tables: Table[] = ['facts', 'rows', 'outbox', 'drafts'];
  return transact(tables, 'strict', async (table) => {
    const waiting = mine(await table('outbox').all(), person).length;
    if (waiting > 0 && !discardUnsent) return waiting;
    for (const name of tables) table(name).clear();
    quietly(() => sessionStorage.clear());
    table('facts').put(true, 'leaving');
    return 0;
  });
}

/** A copy of the server as it is kept. */
export function rowOf(object: string, kind: Kind, value: Json, etag: string | null): Row {
  const day = String(value.local_date ?? value.recurrence_id ?? '');
  return { object, kind, day, value, etag, seenAt: Date.now() };
}

/** Versions never go back: an answer that was overtaken must not bring an old text back. */
export function isNewer(known: Row, value: Json): boolean {
  return typeof known.value.version === 'number' && known.value.version > Number(value.version ?? 0);
}

function mine(entries: readonly Entry[], person: string): readonly Entry[] {
  return entries.filter((e) => e.person === person).sort((a, b) => a.order - b.order);
}
