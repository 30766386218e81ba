import { useEffect } from 'preact/hooks';
import { isOpen, request, rereadRequest } from '../../data/asking';
import { signedIn } from '../../data/person';
import type { Listening } from '../../data/talk-rules';
import { plain } from '../../texts/ruby';
import { Avatar } from '../../ui/Avatar';
import { LinkButton } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Icon } from '../../ui/Icon';
import { Page } from '../../ui/Page';
import { Ruby } from '../../ui/Ruby';
import { lazy } from '../lazy';
import { Hours, PlannedCard, usePlanned } from './later';
import { t } from './texts';
import { useTopics } from './topics';
import { type Ladder, useLadder } from './use-ladder';
import { Lines, StaffCard } from './ways';
import { AsOf, How, momentText, topicWord } from './words';

const HandoverCard = lazy(() => import('../handover').then((area) => area.openCard()), true);

/** M7: ways to reach somebody, the nearest first; never empty, and always with the time of what it says. */
export function TalkNow({ place, red }: { readonly place: string | undefined; readonly red: boolean }) {
  const crisis = place === 'crisis' || red;
  const found = useLadder(crisis ? 'crisis' : 'peers');
  const there = !found.early;
  useEffect(() => {
    if (signedIn.value) void rereadRequest();
  }, []);
  useEffect(() => {
    if (!place || !there) return;
    const card = document.getElementById(place);
    card?.scrollIntoView({ block: 'start' });
    card?.focus({ preventScroll: true });
  }, [place, there]);
  return (
    <Page
      title={t(crisis ? 'crisisTitle' : 'title')}
      lead={t(red ? 'redLead' : crisis ? 'crisisLead' : 'lead')}
      {...(place === 'crisis' ? { back: '/help' } : {})}
    >
      <Standing found={found} peers={!crisis} />
      {there && (
        <>
          {signedIn.value && <Open />}
          {red && <LinkButton href="#/comfort" label={t('redPlan')} />}
          {signedIn.value && !crisis && <HandoverCard />}
          {signedIn.value && !crisis && <People found={found} />}
          <StaffCard staff={found.staff} />
          <Lines places={found.places} helplines={found.helplines} />
          <AsOf at={found.asOf} />
          {signedIn.value && crisis && <LinkButton kind="quiet" href="#/talk/concern" label={t('concern')} />}
          {signedIn.value && !crisis && <LinkButton kind="quiet" href="#/talk/topics" label={t('topics')} />}
        </>
      )}
    </Page>
  );
}

/** Said once and politely: whether the phone hears the server. */
function Standing({ found, peers }: { readonly found: Ladder; readonly peers: boolean }) {
  return (
    <div role="status">
      {!found.away && found.asOf === null && signedIn.value && (
        <p class="line">
          <Ruby text={t('looking')} />
        </p>
      )}
      {found.away && (
        <section class="card card-quiet">
          <p>
            <strong>
              <Ruby text={t('away')} />
            </strong>
            <br />
            {peers && (
              <>
                <Ruby text={t('awayPeers')} />
                <br />
              </>
            )}
            <Ruby text={t('awayWays')} />
          </p>
        </section>
      )}
    </div>
  );
}

function Open() {
  if (!isOpen(request.value.value)) return null;
  return (
    <Card title={t('openTitle')}>
      <LinkButton kind="primary" href="#/talk/waiting" label={t('openGo')} />
    </Card>
  );
}

function People({ found }: { readonly found: Ladder }) {
  const asked = request.value.value;
  const busy = isOpen(asked) && asked.stage !== 'other_ways';
  const may = !busy && !found.away;
  const planned = usePlanned();
  const mayLater = planned === null && !found.away;
  return (
    <div id="peers" class="talk-people" tabIndex={-1}>
      {planned && <PlannedCard one={planned} />}
      {found.now.length === 0 && !found.away && found.asOf !== null && (
        <Card title={t('empty')}>
          <p>
            <Ruby text={t('empty2')} />
          </p>
          {may && (
            <>
              <LinkButton kind="primary" href="#/talk/ask/anyone" label={t('ask')} />
              <p class="small">
                <Ruby text={t('emptyAsk')} />
              </p>
            </>
          )}
        </Card>
      )}
      {found.now.map((one) => (
        <Person key={one.person_id} one={one} may={may} />
      ))}
      {found.now.length > 1 && may && (
        <Card>
          <LinkButton href="#/talk/ask/anyone" label={t('any')} />
          <p class="small">
            <Ruby text={t('anyHint')} />
          </p>
        </Card>
      )}
      <Hours title={t('soon')} people={found.soon} may={mayLater} />
      <Hours title={t('later')} people={found.later} may={mayLater} />
    </div>
  );
}

/** Somebody who can be asked now. */
function Person({ one, may }: { readonly one: Listening; readonly may: boolean }) {
  const topics = useTopics();
  const name = one.nickname;
  const about = one.topics
    .map((id) => topics?.topics.find((topic) => topic.topic_id === id))
    .filter((topic) => topic !== undefined);
  return (
    <section class="card">
      <a class="person" href={`#/talk/person/${one.person_id}`}>
        <Avatar name={name} />
        <span>
          <strong>{name}</strong>
          <small>
            <Ruby text={t('until', { t: momentText(one.until) })} />
          </small>
        </span>
        <Icon name="forward" />
      </a>
      <p class="chips">
        <How of={one} now />
        {about.map((topic) => (
          <span key={topic.topic_id} class="chip">
            <Ruby
              text={
                one.shared_topics.includes(topic.topic_id)
                  ? t('shared', { topic: topicWord(topic) })
                  : topicWord(topic)
              }
            />
          </span>
        ))}
      </p>
      {one.words && <p class="own">{one.words}</p>}
      {one.talked_before && (
        <p class="small">
          <Ruby text={t('before')} />
        </p>
      )}
      {may && (
        <LinkButton
          kind="primary"
          href={`#/talk/ask/${one.person_id}`}
          label={t('ask')}
          spoken={plain(t('askTo', { name }))}
        />
      )}
    </section>
  );
}
