/**
 * The database on the phone. iOS closes it behind our back when the app was away; then it is opened again and the work repeated.
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
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

interface Tables extends DBSchema {
  /** Single facts: who uses this phone, which months are known since when. */
  facts: { key: string; value: unknown };
  rows: { key: string; value: Row; indexes: { day: [Kind, string] } };
  outbox: { key: string; value: Entry };
  drafts: { key: string; value: unknown };
}

export type Table = 'facts' | 'rows' | 'outbox' | 'drafts';
export type Database = IDBPDatabase<Tables>;

const name = 'engawa';
let opened: Promise<Database> | null = null;

function open(): Promise<Database> {
  const forget = (): void => {
    opened = null;
  };
  opened ??= openDB<Tables>(name, 1, {
    upgrade(db) {
      db.createObjectStore('facts');
      db.createObjectStore('rows', { keyPath: 'object' }).createIndex('day', ['kind', 'day']);
      db.createObjectStore('outbox', { keyPath: 'id' });
      db.createObjectStore('drafts');
    },
    blocking(_current, _blocked, event) {
      (event.target as IDBDatabase).close();
      forget();
    },
    terminated: forget,
  });
  opened.catch(forget);
  return opened;
}

/** Does one piece of work with the database; if the connection turns out to be dead, once more with a new one. */
export async function database<T>(work: (db: Database) => Promise<T>): Promise<T> {
  const db = await open();
  try {
    return await work(db);
  } catch (error) {
    const name = error instanceof DOMException ? error.name : '';
    if (name !== 'InvalidStateError' && name !== 'UnknownError' && name !== 'AbortError') throw error;
    db.close();
    opened = null;
    return work(await open());
  }
}

/** Closes the connection, as the system may do at any time. */
export async function closeDatabase(): Promise<void> {
  (await opened)?.close();
  opened = null;
}
