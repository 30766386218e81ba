import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { type Copy, copyOf, keepCopy, read } from '../../data/care';
import { onChange, type Topic } from '../../data/changes';

/** Something of the server with its last copy on this phone. */
export interface Shown<T> {
  readonly value: T | null;
  readonly at: number | null;
  /** The server did not answer the last time. */
  readonly away: boolean;
  readonly reload: () => Promise<void>;
  /** Takes in what a write answered. */
  readonly put: (value: T) => void;
}

/** The copy at once, then what the server says, and again whenever that may have changed. */
export function useCopy<T>(path: string, topic?: Topic): Shown<T> {
  const [copy, setCopy] = useState<Copy<T> | null>(null);
  const [away, setAway] = useState(false);
  const turn = useRef(0);
  const reload = useCallback(async () => {
    turn.current += 1;
    const mine = turn.current;
    const result = await read<T>(path);
    if (mine !== turn.current) return;
    setAway(!result.ok);
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
    ...{ value: copy?.value ?? null, at: copy?.at ?? null, away, reload },
    put(value) {
      turn.current += 1;
      setCopy({ value, etag: null, at: Date.now() });
      setAway(false);
      void keepCopy(path, value, null);
    },
  };
}
