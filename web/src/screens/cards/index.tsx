import '../../ui/css/talk.css';
import '../../ui/css/cards.css';
import { useState } from 'preact/hooks';
import { dayDate, format } from '../../texts/dates';
import { Button, LinkButton } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Icon } from '../../ui/Icon';
import { Page } from '../../ui/Page';
import { Ruby } from '../../ui/Ruby';
import { LESSONS, type Lesson, PHRASES, SOURCE } from './content';
import { t } from './texts';

const LONG = { year: 'numeric', month: 'long', day: 'numeric' } as const;

/** S9: words that keep a line, and two-minute lessons. All of it is on the phone; nothing of it is counted. */
function Cards({ id }: { readonly id: string | undefined }) {
  const lesson = LESSONS.find((one) => one.id === id);
  if (lesson) return <LessonPage key={lesson.id} of={lesson} />;
  return (
    <Page back="/support/care" title={t('title')} lead={t('lead')}>
      <Card title={t('phrases')}>
        <ul class="cards-phrases">
          {PHRASES.map((one) => (
            <li key={one.id}>
              <details open={one === PHRASES[0]}>
                <summary>
                  <span>
                    <Ruby text={t(`${one.id}When`)} />
                  </span>
                </summary>
                <p class="cards-say">
                  <Ruby text={t(one.id)} />
                </p>
                <p class="small">
                  <Ruby text={t(`${one.id}Why`)} />
                </p>
              </details>
            </li>
          ))}
        </ul>
      </Card>
      <Card title={t('lessons')}>
        <ul class="menu">
          {LESSONS.map((one) => (
            <li key={one.id}>
              <a href={`#/support/cards/${one.id}`}>
                <span>
                  <Ruby text={t(one.id)} />
                </span>
                <Icon name="forward" />
              </a>
            </li>
          ))}
        </ul>
        <p class="small">
          <Ruby text={t('lessonsLead')} />
        </p>
      </Card>
      <Source />
    </Page>
  );
}

function Source() {
  return (
    <p class="asof">
      <Ruby text={t('source')} />
      <br />
      <Ruby text={t('checked', { d: format(dayDate(SOURCE.checked), LONG) })} />
    </p>
  );
}

/** A scene and what one might do. Each choice says what it does to the other person; none is right or wrong. */
function LessonPage({ of }: { readonly of: Lesson }) {
  const [open, setOpen] = useState<readonly string[]>([]);
  const next = LESSONS[LESSONS.indexOf(of) + 1];
  return (
    <Page back="/support/cards" title={t(of.id)} lead={t('lessonsLead')}>
      <Card>
        <p class="pinned">
          <Ruby text={t(`${of.id}Scene`)} />
        </p>
        <h2>
          <Ruby text={t('ask')} />
        </h2>
        {of.choices.map((choice) => {
          const key = `${of.id}${choice}` as 'l1a';
          const shown = open.includes(choice);
          return (
            <div key={choice} class="stack">
              <Button
                pressed={shown}
                label={t(key)}
                onPress={() => setOpen(shown ? open.filter((one) => one !== choice) : [...open, choice])}
              />
              <div role="status">
                {shown && (
                  <p class="cards-say">
                    <Ruby text={t(`${key}Why`)} />
                  </p>
                )}
              </div>
            </div>
          );
        })}
        {open.length > 0 && open.length < of.choices.length && (
          <p class="small">
            <Ruby text={t('others')} />
          </p>
        )}
      </Card>
      {next && <LinkButton href={`#/support/cards/${next.id}`} label={t('next')} />}
      <LinkButton kind="quiet" href="#/support/cards" label={t('toAll')} />
      <Source />
    </Page>
  );
}

/** The cards, in the language of the reader. */
export const open = () => t.ready().then(() => Cards);
