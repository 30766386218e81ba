import { useEffect, useRef, useState } from 'preact/hooks';
import { draft, dropDraft, keepDraft } from '../data';
import { beginWriting } from '../register-sw';

interface Kept<T> {
  /** What is in the form; null until the kept draft was looked for. */
  readonly value: T | null;
  readonly set: (value: T) => void;
  /** True when something half-written came back. */
  readonly restored: boolean;
  readonly drop: () => void;
}

/** A form whose content survives a closed tab. `start` is what it holds when nothing was half-written. */
export function useDraft<T extends object>(name: string, start: T): Kept<T> {
  const [value, setValue] = useState<T | null>(null);
  const [restored, setRestored] = useState(false);
  const first = useRef(start);
  const written = useRef<() => void>(undefined);
  useEffect(() => () => written.current?.(), []);
  useEffect(() => {
    draft(name)
      .catch(() => undefined)
      .then((kept) => {
        setRestored(Boolean(kept));
        setValue((now) => now ?? { ...first.current, ...(kept as Partial<T> | undefined) });
      });
  }, [name]);
  return {
    value,
    restored,
    set(next) {
      written.current ??= beginWriting();
      setValue(next);
      keepDraft(name, next).catch(() => undefined);
    },
    drop() {
      written.current?.();
      written.current = undefined;
      dropDraft(name).catch(() => undefined);
    },
  };
}
