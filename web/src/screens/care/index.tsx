import '../../ui/css/talk.css';
import '../../ui/css/care.css';
import { Card } from '../../ui/Card';
import { Icon } from '../../ui/Icon';
import { Page } from '../../ui/Page';
import { Ruby } from '../../ui/Ruby';
import { t as talk } from '../talk/texts';
import { After, AfterCard, OpenTalks } from './after';
import { Consultations } from './consultation';
import { Log } from './log';
import { Slot } from './slot';
import { t } from './texts';
import { Week } from './week';

const DOORS = [
  ['log', 'hubLog', 'hubLogHint'],
  ['week', 'hubWeek', 'hubWeekHint'],
  ['consultation', 'hubTalk', 'hubTalkHint'],
  ['cards', 'hubCards', 'hubCardsHint'],
  ['path', 'hubPath', 'hubPathHint'],
] as const;

/** じぶんの手入れ: one door for each thing that protects whoever listens. */
function Hub() {
  return (
    <Page back="/support" title={t('title')} lead={t('rested')}>
      <OpenTalks />
      <Card>
        <ul class="menu">
          {DOORS.map(([place, title, hint]) => (
            <li key={place}>
              <a href={`#/support/${place}`}>
                <span>
                  <Ruby text={t(title)} />
                  <small>
                    <Ruby text={t(hint)} />
                  </small>
                </span>
                <Icon name="forward" />
              </a>
            </li>
          ))}
        </ul>
      </Card>
    </Page>
  );
}

/** The pages of a supporter's own care. */
function Care({ parts }: { readonly parts: readonly string[] }) {
  const [, place, id] = parts;
  if (place === 'after' && id) return <After key={id} talk={id} />;
  if (place === 'log') return <Log />;
  if (place === 'week') return <Week />;
  if (place === 'consultation') return <Consultations />;
  return <Hub />;
}

const texts = () => Promise.all([t.ready(), talk.ready()]);

/** Every page of it, with its texts in the language of the reader. */
export const open = () => texts().then(() => Care);

/** Where a talk has just ended. */
export const openAfterCard = () => texts().then(() => AfterCard);

/** Before and after a slot. */
export const openSlot = () => texts().then(() => Slot);
