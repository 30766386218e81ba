import { useEffect, useState } from 'preact/hooks';
import { call } from '../api/client';
import { lazy } from './lazy';

const PaperCard = lazy(() => import('./sharing').then((area) => area.openPaper()), true);

/** On home: something that staff typed in waits for a nod. For everybody else it is one small question and nothing more. */
export function HomePaper() {
  const [waits, setWaits] = useState(false);
  useEffect(() => {
    call('get', '/me/proxy_entries', { query: { limit: 100 } }).then((found) => {
      if (found.ok) setWaits(found.value.items.some((one) => one.nodded_at === null));
    });
  }, []);
  return waits ? <PaperCard /> : null;
}
