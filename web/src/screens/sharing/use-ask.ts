import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Result } from '../../api/client';
import type { Problem } from '../../api/problem';
import { onChange, type Topic } from '../../data/changes';

/** Something of somebody else: in memory while the screen is open, and never on this phone. */
export interface Asked<T> {
  readonly value: T | null;
  readonly problem: Problem | null;
  readonly reload: () => Promise<void>;
  readonly put: (value: T) => void;
}

/** Asks when the screen opens, and again when the topic moves; without one it asks once, because asking may be a look. */
export function useAsk<T>(key: string, ask: () => Promise<Result<T>>, topic?: Topic): Asked<T> {
  const [found, setFound] = useState<{ readonly key: string; readonly value: T } | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const turn = useRef(0);
  const latest = useRef(ask);
  latest.current = ask;
  const reload = useCallback(async () => {
    turn.current += 1;
    const mine = turn.current;
    const result = await latest.current();
    if (mine !== turn.current) return;
    setProblem(result.ok ? null : result.problem);
    if (result.ok) setFound({ key, value: result.value });
  }, [key]);
  useEffect(() => {
    void reload();
    const stop = topic ? onChange(topic, reload) : undefined;
    return () => {
      turn.current += 1;
      stop?.();
    };
  }, [reload, topic]);
  return {
    ...{ value: found?.key === key ? found.value : null, problem, reload },
    put: (value) => setFound({ key, value }),
  };
}
