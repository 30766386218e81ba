import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Problem } from '../api/problem';
import { onChange, type Topic } from '../data/changes';
import { type Copy, copyOf, keepCopy, read } from '../data/copies';

/** Something of the server with its last copy on this phone. */
export interface Shown<T> {
  readonly value: T | null;
  readonly at: number | null;
  /** Why the server did not tell it the last time; null when it did. */
  readonly problem: Problem | null;
  readonly reload: () => Promise<void>;
  /** Takes in what a write answered. */
  readonly put: (value: T) => void;
}

/** The copy at once, then what the server says, and again whenever that may have changed. */
export function useCopy<T>(path: string, topic?: Topic): Shown<T> {
  const [copy, setCopy] = useState<Copy<T> | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const turn = useRef(0);
  const reload = useCallback(async () => {
    turn.current += 1;
    const mine = turn.current;
    const result = await read<T>(path);
    if (mine !== turn.current) return;
    setProblem(result.ok ? null : result.problem);
    if (result.ok) setCopy({ value: result.value, etag: result.etag, at: Date.now() });
  }, [path]);
  useEffect(() => {
    copyOf<T>(path).then((kept) => setCopy((known) => known ?? kept));
    void reload();
    const stop = topic ? onChange(topic, reload) : undefined;
    return () => {
      turn.current += 1;
      stop?.();
    };
  }, [path, topic]);
  return {
    ...{ value: copy?.value ?? null, at: copy?.at ?? null, problem, reload },
    put(value) {
      turn.current += 1;
      setCopy({ value, etag: null, at: Date.now() });
      setProblem(null);
      void keepCopy(path, value, null);
    },
  };
}
