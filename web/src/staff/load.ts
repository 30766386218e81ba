import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Problem, Result } from '../api/client';
import { me, online } from '../session';
import type { Page } from './api';

/** Something that is being fetched: on its way, here, or refused. */
export type Loaded<T> =
  | { state: 'loading' }
  | { state: 'ready'; value: T; etag: string | null }
  | { state: 'problem'; problem: Problem };

/** A fetched thing with the two ways to change it: fetch again, or put in what a write answered. */
export type Loading<T> = Loaded<T> & {
  reload: () => void;
  put: (value: T, etag: string | null) => void;
};

/** Fetches when the screen opens, when `key` changes (null waits), and again when the network comes back after a missing answer. */
export function useLoad<T>(key: string | null, fetch: () => Promise<Result<T>>): Loading<T> {
  const [loaded, setLoaded] = useState<Loaded<T>>({ state: 'loading' });
  const current = useRef(0);
  const latest = useRef(fetch);
  latest.current = fetch;

  const reload = useCallback(() => {
    const turn = ++current.current;
    latest.current().then((result) => {
      if (turn !== current.current) return;
      setLoaded(
        result.ok
          ? { state: 'ready', value: result.value, etag: result.etag }
          : { state: 'problem', problem: result.problem },
      );
    });
  }, []);

  useEffect(() => {
    if (key === null) return;
    setLoaded({ state: 'loading' });
    reload();
    return () => {
      current.current++;
    };
  }, [key, reload]);

  const missing = loaded.state === 'problem' && loaded.problem.type === 'offline';
  const connected = online.value;
  useEffect(() => {
    if (missing && connected) reload();
  }, [missing, connected, reload]);

  const put = useCallback((value: T, etag: string | null) => {
    current.current++;
    setLoaded({ state: 'ready', value, etag });
  }, []);

  return { ...loaded, reload, put };
}

const seen = new Map<string, unknown>();

/**
 * A list that stays on screen while one goes from it to one of its rows and back; it is fetched again behind it.
 * Kept in memory only, and for one person only.
 */
export function useList<T>(key: string, fetch: () => Promise<Result<T>>): Loading<T> {
  const own = `${me.value?.person_id} ${key}`;
  const loading = useLoad<T>(key, async () => {
    const result = await fetch();
    if (result.ok) {
      for (const other of seen.keys()) {
        if (!other.startsWith(`${me.value?.person_id} `)) seen.delete(other);
      }
      seen.set(own, result.value);
    }
    return result;
  });
  const before = seen.get(own) as T | undefined;
  if (loading.state !== 'loading' || before === undefined) return loading;
  return { ...loading, state: 'ready', value: before, etag: null };
}

/** Fetches every page of a list, one after the other: a facility's lists are short. */
export async function allOf<T>(page: (cursor?: string) => Promise<Result<Page<T>>>): Promise<Result<T[]>> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const result = await page(cursor);
    if (!result.ok) return result;
    items.push(...result.value.items);
    cursor = result.value.next_cursor ?? undefined;
  } while (cursor);
  return { ok: true, value: items, etag: null };
}
