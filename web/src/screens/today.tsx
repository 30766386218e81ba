import { signal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import { checkinsOfDay, type LocalCheckin } from '../data/checkins';
import { localDate } from '../data/dates';
import { me, online } from '../data/person';
import { preferences } from '../data/prefs';
import { unsent, waiting } from '../data/sync';
import { area } from '../texts';
import { dayText, timeText } from '../texts/dates';
import { app } from '../texts/ja/app';
import { today } from '../texts/ja/today';
import { Button, LinkButton } from '../ui/Button';
import { Card } from '../ui/Card';
import { Icon } from '../ui/Icon';
import { MoodMark } from '../ui/MoodMark';
import { Page } from '../ui/Page';
import { Ruby } from '../ui/Ruby';
import { lazy } from './lazy';
import { MoodCard } from './mood-card';
import { asMood, moodWords } from './moods';
import { update } from './update';
import { useData } from './use-data';

const t = area('today', today);
const a = area('app', app);

const NextGathering = lazy(() => import('./next-gathering').then((part) => part.NextGathering), true);
const HomeTalk = lazy(() => import('./home-talk').then((part) => part.HomeTalk), true);
const Unread = lazy(() => import('./home-notices').then((part) => part.Unread), true);
const HomeCards = lazy(() => import('./home-cards').then((part) => part.HomeCards), true);

/** In the quiet mode one card is shown; the others come when asked for. */
const opened = signal(false);

/** How long the cards below may wait for what stands above them, so that they come once and stay where they are. */
const LONGEST = 5_000;

/** Home: one glance, one tap. */
export function Today() {
  const name = me.value?.nickname;
  const entries = useData(() => checkinsOfDay(localDate()), localDate());
  const all = opened.value || !preferences.value.quiet;
  const [next, setNext] = useState(false);
  const [late, setLate] = useState(false);
  const above = entries !== null || late;
  useEffect(() => {
    const waited = setTimeout(() => setLate(true), LONGEST);
    return () => {
      clearTimeout(waited);
      opened.value = false;
    };
  }, []);
  return (
    <Page
      over={dayText(localDate())}
      title={name ? t('greet', { name }) : t('greetNoName')}
      beside={
        <a class="round" href="#/notices">
          <Icon name="bell" />
          <span class="hidden">
            <Ruby text={t('notices')} />
          </span>
          <Unread />
        </a>
      }
    >
      <Waiting />
      <Update />
      <HomeTalk />
      <MoodCard />
      {entries && entries.length > 0 && <Entries entries={entries} />}
      {all ? (
        <>
          <NextGathering ready={above} onKnown={() => setNext(true)} />
          {((above && next) || late) && <HomeCards />}
        </>
      ) : (
        <Button
          kind="quiet"
          label={t('otherCards')}
          onPress={() => {
            opened.value = true;
          }}
        />
      )}
    </Page>
  );
}

/** What is still on this phone only, said once and calmly. */
function Waiting() {
  const refused = waiting.value.filter((entry) => entry.state === 'attention').length;
  if (refused > 0) {
    return (
      <Card>
        <p>
          <Ruby text={a('tray', { n: refused })} />
        </p>
        <LinkButton href="#/tray" label={a('trayOpen')} />
      </Card>
    );
  }
  const stuck = waiting.value.some((entry) => entry.tries > 0);
  if (unsent.value === 0 || (online.value && !stuck)) return null;
  return (
    <p class="line">
      <Ruby text={a('unsent', { n: unsent.value })} />
      <br />
      <Ruby text={a('unsentNote')} />
    </p>
  );
}

/** A newer build waits until the person agrees. */
function Update() {
  const take = update.value;
  if (!take) return null;
  return (
    <Card>
      <p>
        <Ruby text={a('update')} />
      </p>
      <Button label={a('updateNow')} onPress={take} />
    </Card>
  );
}

function Entries({ entries }: { readonly entries: readonly LocalCheckin[] }) {
  const words = moodWords();
  const { mood_look: look } = preferences.value;
  return (
    <Card title={t('entries')}>
      <ul class="menu">
        {entries.map((entry) => {
          const mood = asMood(entry.mood);
          const time = timeText(entry.occurred_at);
          return (
            <li key={entry.checkin_id}>
              <a href={`#/checkin/${entry.checkin_id}`}>
                <span class="mood-line">
                  <MoodMark mood={mood} look={look} />
                  <span>
                    <Ruby text={words[mood]} />
                    <small>
                      <Ruby text={time} />
                    </small>
                  </span>
                </span>
              </a>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
