/** What an edit builds on, so that a change made on another phone is noticed and never written over. */
import type { Base, Draft, Json } from './outbox';

/** ETag and version of a copy, for the next edit to build on. */
export function baseOf(value: Json | null | undefined, etag: string | null | undefined): Base {
  return { etag: etag ?? null, version: typeof value?.version === 'number' ? value.version : null };
}

/** Gives an edit its base: the copy on this phone if it is the one that the person saw, else only the version they saw. */
export function grounded(entry: Draft, row: { value: Json; etag: string | null } | undefined): Draft {
  if (entry.action !== 'edit' && entry.action !== 'replace') return entry;
  const here = baseOf(row?.value, row?.etag);
  const seen = entry.base?.version ?? null;
  return { ...entry, base: seen === null || seen === here.version ? here : entry.base };
}
