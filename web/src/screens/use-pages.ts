import { useEffect, useRef, useState } from 'preact/hooks';
import type { Result } from '../api/client';
import type { Problem } from '../api/problem';
import { onChange, type Topic } from '../data/changes';
import { online } from '../data/person';

interface Page<T> {
  readonly items: readonly T[];
  readonly next_cursor: string | null;
}

interface Pages<T> {
  /** Everything that was asked for so far; null until the first answer. */
  readonly list: readonly T[] | null;
  readonly problem: Problem | null;
  /** Asks for what comes after it; null at the end. */
  readonly more: (() => void) | null;
}

/** A list in pages. It begins anew when the network comes back and when something changed that it shows. */
export function usePages<T>(
  ask: (options: { query?: { cursor: string } }) => Promise<Result<Page<T>>>,
  topic?: Topic,
): Pages<T> {
  const [page, setPage] = useState<Page<T> | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const connected = online.value;
  const newest = useRef(0);
  async function load(cursor?: string) {
    newest.current += 1;
    const mine = newest.current;
    const result = await ask(cursor ? { query: { cursor } } : {});
    // An answer that was overtaken says what was.
    if (mine !== newest.current) return;
    if (!result.ok) return setProblem(result.problem);
    const { items, next_cursor } = result.value;
    setProblem(null);
    setPage((now) => ({ items: cursor ? [...(now?.items ?? []), ...items] : items, next_cursor }));
  }
  useEffect(() => {
    // Losing the network is no reason to ask.
    if (connected || newest.current === 0) void load();
    return topic && onChange(topic, () => void load());
  }, [connected]);
  const next = page?.next_cursor;
  return { list: page?.items ?? null, problem, more: next ? () => void load(next) : null };
}
