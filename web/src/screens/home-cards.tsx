import { me } from '../data/person';
import { fact } from '../data/store';
import { area } from '../texts';
import { today } from '../texts/ja/today';
import { LinkButton } from '../ui/Button';
import { Card } from '../ui/Card';
import { Ruby } from '../ui/Ruby';
import { lazy } from './lazy';
import { useData } from './use-data';
import { WinCard } from './win-card';

const t = area('today', today);

const OwnPlan = lazy(() => import('./comfort').then((area) => area.openHome()), true);
const HomePaper = lazy(() => import('./home-paper').then((part) => part.HomePaper), true);
const Lost = lazy(() => import('./notices').then((area) => area.openLost()), true);
const Status = lazy(() => import('./support').then((area) => area.openStatus()), true);

/** The lower cards of home, which come after what is above them: the staff's pages, a small thing, somebody to talk to. */
export function HomeCards() {
  const staff = me.value?.roles.some((role) => role === 'staff' || role === 'admin');
  const push = useData(() => fact('push'), 'push') as { readonly lost?: boolean } | null | undefined;
  return (
    <>
      {push?.lost && <Lost />}
      {staff && (
        <Card title={t('staffTitle')}>
          <LinkButton href="#/staff" label={t('staffOpen')} />
        </Card>
      )}
      {me.value?.roles.includes('supporter') && <Status />}
      <HomePaper />
      <WinCard />
      <OwnPlan />
      <Card title={t('talkTitle')}>
        <p class="line">
          <Ruby text={t('talkBody')} />
        </p>
        <LinkButton href="#/talk" label={t('talkOpen')} />
      </Card>
    </>
  );
}
