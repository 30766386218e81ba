import { useEffect, useState } from 'preact/hooks';
import { redNow } from '../../data/red';
import { useData } from '../use-data';

/** How long a phone that has to ask for its own check-ins first may take; nobody waits longer for a list of people. */
const PATIENCE = 1_500;

/** Whether an own red sign holds; null while the phone still looks. */
export function useRed(): boolean | null {
  const red = useData(() => redNow(), 'red');
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), PATIENCE);
    return () => clearTimeout(timer);
  }, []);
  return red ?? (late ? false : null);
}
