import { useEffect, useState } from 'preact/hooks';
import { changes } from '../data';

/** Reads something kept on this phone, and reads it again whenever anything changed there. Null until the first answer. */
export function useData<T>(read: () => Promise<T>, key: string): T | null {
  const [found, setFound] = useState<{ readonly key: string; readonly value: T } | null>(null);
  const moved = changes.value;
  useEffect(() => {
    let current = true;
    read().then(
      (value) => current && setFound({ key, value }),
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [key, moved]);
  return found?.key === key ? found.value : null;
}
