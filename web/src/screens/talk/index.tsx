import '../../ui/css/talk.css';
import { isOpen } from '../../data/asking';
import { signedIn } from '../../data/person';
import { LinkButton } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { lazy } from '../lazy';
import { Ask } from './ask';
import { TalkNow } from './ladder';
import { Later } from './later';
import { Blocks, Person } from './person';
import { t } from './texts';
import { MyTopics } from './topics';
import { useRed } from './use-red';
import { titleOf, useRequest, Waiting } from './waiting';

const Handovers = lazy(() => import('../handover').then((area) => area.open()));
const Concerns = lazy(() => import('../concern').then((area) => area.open()));

/** Everything under 話す. Who is not signed in sees the ways that need nobody to know them. */
function Talk({ parts }: { readonly parts: readonly string[] }) {
  const [, place, id, at] = parts;
  const red = useRed();
  if (signedIn.value) {
    if (place === 'waiting') return <Waiting />;
    if (place === 'topics') return <MyTopics />;
    if (place === 'blocks') return <Blocks />;
    if (place === 'handover' || place === 'handovers') return <Handovers parts={parts} />;
    if (place === 'concern' || place === 'concerns') return <Concerns parts={parts} />;
    // Where peers are shown or asked. With an own red sign it is professionals, wherever the way came from.
    if (red === null && place !== 'crisis') return <main class="page" aria-busy="true" />;
    if (place === 'ask' && id && !red) return <Ask to={id} />;
    if (place === 'later' && !red) return <Later person={id} at={at} />;
    if (place === 'person' && id && !red) return <Person key={id} id={id} />;
  }
  return <TalkNow place={place} red={red === true} />;
}

/** On home while a wish goes on. */
function RequestCard() {
  const { value } = useRequest();
  if (!isOpen(value)) return null;
  return (
    <Card title={titleOf(value)}>
      <LinkButton kind="primary" href="#/talk/waiting" label={t('openGo')} />
    </Card>
  );
}

/** Everything under 話す, with its texts in the language of the reader. */
export const open = () => t.ready().then(() => Talk);

/** The card of an open wish. */
export const openCard = () => t.ready().then(() => RequestCard);
