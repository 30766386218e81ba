import { signal } from '@preact/signals';
import { useState } from 'preact/hooks';
import { type LocalCheckin, preferences, saveCheckin, undoSaveCheckin } from '../data';
import { localDate } from '../data/dates';
import { askToKeepData } from '../install-offer';
import { area } from '../texts';
import { app } from '../texts/ja/app';
import { today } from '../texts/ja/today';
import { plain } from '../texts/ruby';
import { Button, LinkButton } from '../ui/Button';
import { Card } from '../ui/Card';
import { type Mood, MoodMark } from '../ui/MoodMark';
import { MoodPicker } from '../ui/MoodPicker';
import { oneTap } from '../ui/one-tap';
import { Ruby } from '../ui/Ruby';
import { toast } from '../ui/Toast';
import { lazy } from './lazy';
import { asMood, isHard, moodWords } from './moods';

const t = area('today', today);
const a = area('app', app);

const AfterHard = lazy(() => import('./comfort').then((area) => area.openAfter()), true);

/** What just happened on this card; forgotten with the tab, like a word said aloud. */
type State =
  | { readonly step: 'ask' }
  | { readonly step: 'saved'; readonly entry: LocalCheckin }
  | { readonly step: 'skipped'; readonly day: string };

const ASK: State = { step: 'ask' };
const state = signal<State>(ASK);

/** Back to the question, for example when the details were written. */
export function askAgain(): void {
  state.value = ASK;
}

async function choose(mood: Mood): Promise<void> {
  const entry = await saveCheckin({ mood });
  navigator.vibrate?.(10);
  if (!isHard(mood)) askToKeepData();
  state.value = { step: 'saved', entry };
  toast(t('saved'), {
    label: a('undo'),
    run: async () => {
      await undoSaveCheckin(entry.checkin_id);
      state.value = ASK;
      toast(t('undone'));
    },
  });
}

/** The question of the day: one tap saves, everything after it is a choice. */
export function MoodCard() {
  const now = state.value;
  if (now.step === 'saved') return <Saved entry={now.entry} />;
  if (now.step === 'skipped' && now.day === localDate()) {
    return (
      <Card>
        <p role="status">
          <Ruby text={t('skipped')} />
        </p>
        <Button kind="quiet" wide={false} label={t('skippedBack')} onPress={askAgain} />
      </Card>
    );
  }
  const { mood_scale: scale, mood_look: look } = preferences.value;
  return (
    <Card title={t('ask')}>
      <MoodPicker
        label={plain(t('ask'))}
        words={moodWords()}
        scale={scale}
        look={look}
        onChoose={(mood) => oneTap('mood', () => choose(mood))}
      />
      <Button
        kind="quiet"
        label={t('skip')}
        onPress={() => {
          state.value = { step: 'skipped', day: localDate() };
        }}
      />
    </Card>
  );
}

function Saved({ entry }: { readonly entry: LocalCheckin }) {
  const mood = asMood(entry.mood);
  const [signs, setSigns] = useState<'nothing' | 'yellow' | 'red'>('nothing');
  return (
    <Card>
      <p class="mood-line">
        <MoodMark mood={mood} look={preferences.value.mood_look} />
        <strong>
          <Ruby text={moodWords()[mood]} />
        </strong>
      </p>
      {isHard(mood) && <Hard red={signs === 'red'} />}
      {mood <= 2 && <AfterHard entry={entry} onTick={setSigns} />}
      <p>
        <Ruby text={t('more')} />
      </p>
      <LinkButton
        kind={signs === 'nothing' ? 'primary' : 'second'}
        href={`#/checkin/${entry.checkin_id}`}
        label={t('moreOpen')}
      />
      <Button kind="quiet" label={t('moreNo')} onPress={askAgain} />
    </Card>
  );
}

/** One quiet line after a hard mood; nothing is sent to anybody. With a red sign no peer is offered. */
function Hard({ red }: { readonly red: boolean }) {
  return (
    <div>
      <p>
        <Ruby text={t('hard')} />
      </p>
      <p class="links">
        {!red && (
          <a href="#/talk/peers">
            <Ruby text={t('hardPeople')} />
          </a>
        )}
        <a href="#/talk/staff">
          <Ruby text={t('hardStaff')} />
        </a>
        <a href="#/help">
          <Ruby text={t('hardHelp')} />
        </a>
      </p>
    </div>
  );
}
