/**
 * The database on the phone, as thin as it can be: every piece of work is one transaction, done when the disk has it.
 * iOS closes the database behind our back when the app was away; then it is opened again and the work repeated.
 * (By hand: the usual library costs a twentieth of the first route, and reopening would still be ours to do.)
 */

import { quietly } from '../quietly';
import type { Entry, Json, Kind } from './outbox';

/** The server's copy of one object, as last seen. `seenAt` tells an older list answer not to overwrite it. */
export interface Row {
  object: string;
  kind: Kind;
  day: string;
  value: Json;
  etag: string | null;
  seenAt: number;
}

/** What lies in the database: single facts, copies of the server, the outbox, half-written forms. */
interface Tables {
  facts: unknown;
  rows: Row;
  outbox: Entry;
  drafts: unknown;
}

export type Table = keyof Tables;

/** One table inside a transaction. Writes need no waiting: the transaction as a whole succeeds or fails. */
export interface Kept<T> {
  get(key: string): Promise<T | undefined>;
  all(): Promise<T[]>;
  /** Rows of a kind from one local date to another, inclusive (table `rows` only). */
  days(kind: Kind, from: string, to: string): Promise<T[]>;
  put(value: T, key?: string): void;
  delete(key: string): void;
  clear(): void;
}

type Work<T> = (table: <N extends Table>(name: N) => Kept<Tables[N]>) => Promise<T> | T;

let opened: Promise<IDBDatabase> | null = null;

/**
 * Does one piece of work in one transaction over the named tables. `strict` waits until it is on the disk, for everything
 * that a person wrote; `read` changes nothing.
 */
export async function transact<T>(
  tables: Table[],
  mode: 'read' | 'relaxed' | 'strict',
  work: Work<T>,
): Promise<T> {
  try {
    return await attempt(tables, mode, work);
  } catch (error) {
    if (!/^(InvalidState|Unknown|Abort)Error$/.test((error as Error).name)) throw error;
    await closeDatabase();
    return attempt(tables, mode, work);
  }
}

/** Closes the connection, as the system may do at any time. */
export async function closeDatabase(): Promise<void> {
  const db = opened;
  opened = null;
  (await db?.catch(() => null))?.close();
}

async function attempt<T>(tables: Table[], mode: 'read' | 'relaxed' | 'strict', work: Work<T>): Promise<T> {
  opened ??= open();
  const tx = (await opened).transaction(
    tables,
    mode === 'read' ? 'readonly' : 'readwrite',
    mode === 'strict' ? { durability: 'strict' } : {},
  );
  const finished = new Promise<void>((resolve, reject) => {
    tx.oncomplete = () => resolve();
    tx.onabort = () => reject(tx.error ?? new DOMException('', 'AbortError'));
  });
  const result = await Promise.race([work((name) => kept(tx.objectStore(name))), finished.then(never)]);
  // Said now, it does not wait for the page. iOS 14 cannot say it: then it is committed by itself.
  quietly(() => tx.commit());
  await finished;
  return result;
}

/** Only a failure of the transaction may end the race against the work. */
const never = (): Promise<never> => new Promise(() => undefined);

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open('engawa', 1);
  request.onupgradeneeded = () => {
    const db = request.result;
    db.createObjectStore('facts');
    db.createObjectStore('rows', { keyPath: 'object' }).createIndex('day', ['kind', 'day']);
    db.createObjectStore('outbox', { keyPath: 'id' });
    db.createObjectStore('drafts');
  };
  const db = answer(request);
  db.then((open) => {
    open.onversionchange = () => void closeDatabase();
    open.onclose = forget;
  }, forget);
  return db;
}

function forget(): void {
  opened = null;
}

function kept<T>(store: IDBObjectStore): Kept<T> {
  return {
    get: (key) => answer<T | undefined>(store.get(key)),
    all: () => answer<T[]>(store.getAll()),
    days: (kind, from, to) =>
      answer<T[]>(store.index('day').getAll(IDBKeyRange.bound([kind, from], [kind, to]))),
    put: (value, key) => void store.put(value, key),
    delete: (key) => void store.delete(key),
    clear: () => void store.clear(),
  };
}

function answer<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
