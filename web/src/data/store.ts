/**
 * Keeps the outbox and the copies of the server on the phone. Every change of the outbox is one transaction together with
 * the row or the draft that it concerns, written through to the disk (`durability: strict`) before anybody is told "saved".
 */

import { grounded } from './base';
import type { Copy } from './flush';
import { database, type Row, type Table } from './idb';
import type { Entries, Entry, Happening, Json, Kind } from './outbox';

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
  return database(async (db) => {
    const tx = db.transaction(['outbox', 'rows', 'drafts'], 'readwrite', {
      durability: quick ? 'relaxed' : 'strict',
    });
    const outbox = tx.objectStore('outbox');
    const rows = tx.objectStore('rows');
    const before = mine(await outbox.getAll(), person);
    const after = rules(
      before,
      happening.type === 'add'
        ? { ...happening, entry: grounded(happening.entry, await rows.get(happening.entry.object)) }
        : happening,
    );
    for (const old of before) if (!after.some((e) => e.id === old.id)) void outbox.delete(old.id);
    for (const entry of after) if (!before.includes(entry)) void outbox.put(entry);
    for (const old of before) {
      if (old.theirs && !old.theirs.value && !after.some((e) => e.id === old.id))
        void rows.delete(old.object);
    }
    if (copy && (copy.value || happening.type === 'done')) {
      const { object, kind } = copy.entry;
      const known = await rows.get(object);
      if (!copy.value) void rows.delete(object);
      else if (!known || !isNewer(known, copy.value))
        void rows.put(rowOf(object, kind, copy.value, copy.etag));
    }
    if (draft) void tx.objectStore('drafts').delete(draft);
    await tx.done;
    return after;
  });
}

/** Everything of one person that waits or needs attention, in order. */
export function entriesOf(person: string): Promise<readonly Entry[]> {
  return database(async (db) => mine(await db.getAll('outbox'), person));
}

/** One row as last seen. */
export function rowAt(object: string): Promise<Row | undefined> {
  return database((db) => db.get('rows', object));
}

/** Rows of a kind from one day to another, inclusive. */
export function rowsBetween(kind: Kind, from: string, to: string): Promise<Row[]> {
  return database((db) => db.getAllFromIndex('rows', 'day', IDBKeyRange.bound([kind, from], [kind, to])));
}

/**
 * Takes over a complete answer of the server for a range of days that was asked for at `askedAt`. Rows that were confirmed
 * later than that stay as they are; rows that the answer does not know any more go, unless something about them waits here.
 */
export function keepRange(
  kind: Kind,
  range: { from: string; to: string },
  values: ReadonlyMap<string, Json>,
  askedAt: number,
): Promise<void> {
  return database(async (db) => {
    const tx = db.transaction(['rows', 'outbox'], 'readwrite');
    const rows = tx.objectStore('rows');
    const busy = new Set((await tx.objectStore('outbox').getAll()).map((e) => e.object));
    const keys = IDBKeyRange.bound([kind, range.from], [kind, range.to]);
    for (const row of await rows.index('day').getAll(keys)) {
      const gone = !values.has(row.object) && row.seenAt < askedAt && !busy.has(row.object);
      if (gone) void rows.delete(row.object);
    }
    for (const [object, value] of values) {
      const known = await rows.get(object);
      if (known && (known.seenAt >= askedAt || isNewer(known, value))) continue;
      const etag = known?.value.version === value.version ? (known?.etag ?? null) : null;
      void rows.put({ ...rowOf(object, kind, value, etag), seenAt: askedAt });
    }
    await tx.done;
  });
}

/** Keeps one copy of the server. */
export function keepRow(object: string, kind: Kind, value: Json, etag: string | null): Promise<void> {
  return database(async (db) => {
    const tx = db.transaction('rows', 'readwrite');
    const known = await tx.store.get(object);
    if (!known || !isNewer(known, value)) void tx.store.put(rowOf(object, kind, value, etag));
    await tx.done;
  });
}

/** Reads a single fact, such as `me`. */
export function fact(key: string): Promise<unknown> {
  return database((db) => db.get('facts', key));
}

/** Writes a single fact; undefined removes it. */
export function setFact(key: string, value: unknown): Promise<void> {
  return database(async (db) => {
    if (value === undefined) await db.delete('facts', key);
    else await db.put('facts', value, key);
  });
}

/** Forgets the copies of the server and who was here. What waits to be sent, and drafts, stay. */
export function forgetCopies(): Promise<void> {
  return database(async (db) => {
    const tx = db.transaction(['facts', 'rows'], 'readwrite', { durability: 'strict' });
    void tx.objectStore('facts').clear();
    void tx.objectStore('rows').clear();
    await tx.done;
  });
}

/**
 * Empties the phone, unless entries of the person still wait: then answers how many and leaves everything as it is.
 * Notes in the same transaction that the session is still to be ended at the server.
 */
export function wipe(person: string, discardUnsent: boolean): Promise<number> {
  const tables: Table[] = ['facts', 'rows', 'outbox', 'drafts'];
  return database(async (db) => {
    const tx = db.transaction(tables, 'readwrite', { durability: 'strict' });
    const waiting = mine(await tx.objectStore('outbox').getAll(), person).length;
    if (waiting === 0 || discardUnsent) {
      for (const name of tables) void tx.objectStore(name).clear();
      void tx.objectStore('facts').put(true, 'leaving');
    }
    await tx.done;
    return discardUnsent ? 0 : waiting;
  });
}

function rowOf(object: string, kind: Kind, value: Json, etag: string | null): Row {
  const day = typeof value.local_date === 'string' ? value.local_date : '';
  return { object, kind, day, value, etag, seenAt: Date.now() };
}

/** Versions never go back: an answer that was overtaken must not bring an old text back. */
function isNewer(known: Row, value: Json): boolean {
  return typeof known.value.version === 'number' && known.value.version > Number(value.version ?? 0);
}

function mine(entries: readonly Entry[], person: string): readonly Entry[] {
  return entries.filter((e) => e.person === person).sort((a, b) => a.order - b.order);
}
