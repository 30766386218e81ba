import '../../ui/css/talk.css';
import '../../ui/css/comfort.css';
import { LinkButton } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Page } from '../../ui/Page';
import { Ruby } from '../../ui/Ruby';
import { HelloRule } from './hello';
import { Hellos } from './hellos';
import { ComfortPlan } from './plan';
import { AfterHard, OwnSigns } from './signs';
import { t } from './texts';
import { WritePlan } from './write';

/** Everything under わたしの安心メモ: the plan, a page of it to write, the rule about hellos, and whom to say hello to. */
function Comfort({ parts }: { readonly parts: readonly string[] }) {
  const [, place, part] = parts;
  if (place === 'write') return <WritePlan key={part} part={part} />;
  if (place === 'hello') return <HelloRule />;
  if (place === 'hellos') {
    return (
      <Page back="/" title={t('hellos')} lead={t('hellosLead')}>
        <Hellos />
      </Page>
    );
  }
  return <ComfortPlan />;
}

/** On home: the way to the plan. */
function HomeCard() {
  return (
    <Card title={t('title')}>
      <p class="line">
        <Ruby text={t('homeBody')} />
      </p>
      <LinkButton href="#/comfort" label={t('cardOpen')} />
    </Card>
  );
}

/** With its texts in the language of the reader. */
export const open = () => t.ready().then(() => Comfort);

/** The card of home. */
export const openHome = () => t.ready().then(() => HomeCard);

/** Own signs in the details of a check-in. */
export const openSigns = () => t.ready().then(() => OwnSigns);

/** Own signs after a hard mood. */
export const openAfter = () => t.ready().then(() => AfterHard);

/** Whom to say hello to, inside the pages of staff. */
export const openHellos = () => t.ready().then(() => Hellos);
