import { useEffect } from 'preact/hooks';
import { isOpen, request, rereadRequest } from '../data/asking';
import { me } from '../data/person';
import { lazy } from './lazy';

const RequestCard = lazy(() => import('./talk').then((area) => area.openCard()), true);
const SupporterCards = lazy(() => import('./support').then((area) => area.openCards()), true);

/** On top of home: a wish to talk that goes on, and what a supporter is asked. Nothing at all for everybody else. */
export function HomeTalk() {
  useEffect(() => {
    void rereadRequest();
  }, []);
  const supports = me.value?.roles.includes('supporter');
  return (
    <>
      {supports && <SupporterCards />}
      {isOpen(request.value.value) && <RequestCard />}
    </>
  );
}
