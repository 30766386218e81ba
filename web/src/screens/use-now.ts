import { useEffect, useReducer } from 'preact/hooks';
import { houseNow } from '../api/clock';

/** The time of the house, looked at every so often, for what is true until then only. */
export function useNow(seconds: number): number {
  const [, look] = useReducer((n: number) => n + 1, 0);
  useEffect(() => {
    const timer = setInterval(() => look(undefined), seconds * 1000);
    return () => clearInterval(timer);
  }, [seconds]);
  return houseNow();
}
