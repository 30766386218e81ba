import { useEffect } from 'preact/hooks';
import { isOpen, request, rereadRequest } from '../data/asking';
import { me } from '../data/person';
import { lazy } from './lazy';

const Leaving = lazy(() => import('./own').then((area) => area.openLeaving()), true);
const RequestCard = lazy(() => import('./talk').then((area) => area.openCard()), true);
const SupporterCards = lazy(() => import('./support').then((area) => area.openCards()), true);

/** On top of home: an erasure that can be taken back, a wish to talk that goes on, and what a supporter is asked. Nothing at all for everybody else. */
export function HomeTalk() {
  useEffect(() => {
    void rereadRequest();
  }, []);
  const supports = me.value?.roles.includes('supporter');
  return (
    <>
      {me.value?.erases_at && <Leaving />}
      {supports && <SupporterCards />}
      {isOpen(request.value.value) && <RequestCard />}
    </>
  );
}
