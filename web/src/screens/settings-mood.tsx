import { useState } from 'preact/hooks';
import { preferences, savePreferences } from '../data';
import { area } from '../texts';
import { app } from '../texts/ja/app';
import { settings } from '../texts/ja/settings';
import { plain } from '../texts/ruby';
import { Button } from '../ui/Button';
import { Card } from '../ui/Card';
import { Choice } from '../ui/Choice';
import { Field } from '../ui/Field';
import { type Mood, MoodMark } from '../ui/MoodMark';
import { moodsOf } from '../ui/MoodPicker';
import { Ruby } from '../ui/Ruby';
import { toast } from '../ui/Toast';
import { letters } from './letters';
import { useDraft } from './use-draft';

const t = area('settings', settings);
const a = area('app', app);

const LIMIT = 12;

/** How many moods, how they are drawn, and what this person calls them. */
export function MoodSettings() {
  const like = preferences.value;
  return (
    <>
      <Card>
        <Choice
          legend={t('scale')}
          layout="row"
          options={[
            { value: 'five', label: t('five') },
            { value: 'three', label: t('three') },
          ]}
          value={like.mood_scale}
          onChoose={(scale) => savePreferences({ mood_scale: scale as typeof like.mood_scale })}
        />
        <Choice
          legend={t('moodLook')}
          options={(
            [
              ['words', 'lookWords'],
              ['shapes', 'lookShapes'],
              ['weather', 'lookWeather'],
            ] as const
          ).map(([value, label]) => ({
            value,
            label: t(label),
            mark: (
              <span class="mood-line">
                <MoodMark mood={4} look={value} />
                <MoodMark mood={2} look={value} />
              </span>
            ),
          }))}
          value={like.mood_look}
          onChoose={(look) => savePreferences({ mood_look: look as typeof like.mood_look })}
        />
      </Card>
      <OwnMoodWords />
    </>
  );
}

type Words = Record<string, string>;

function OwnMoodWords() {
  const like = preferences.value;
  const draft = useDraft<Words>('mood-words', { ...(like.mood_words as Words) });
  const [wrong, setWrong] = useState<Mood | null>(null);
  const words = draft.value;
  if (!words) return null;
  const given = (mood: Mood) =>
    mood === 2 && like.mood_scale === 'three' ? t2() : plain(a(`mood${mood}` as 'mood1'));
  const t2 = () => plain(a('moodThree2'));

  function save(now: Words) {
    const long = moodsOf(like.mood_scale).find((mood) => letters(now[mood]?.trim() ?? '') > LIMIT);
    setWrong(long ?? null);
    if (long) return;
    const mood_words = Object.fromEntries(
      [1, 2, 3, 4, 5].map((mood) => [String(mood), now[mood]?.trim() || null]),
    );
    savePreferences({ mood_words: mood_words as Words });
    draft.drop();
    toast(t('saved'));
  }

  return (
    <Card title={t('ownMoodWords')}>
      <p class="line">
        <Ruby text={t('ownMoodHint')} />
      </p>
      <form
        class="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save(words);
        }}
      >
        {moodsOf(like.mood_scale).map((mood) => (
          <Field
            key={mood}
            label={t('ownMoodFor', { word: given(mood) })}
            value={words[mood] ?? ''}
            problem={wrong === mood ? t('wordLong') : null}
            onInput={(word) => draft.set({ ...words, [mood]: word })}
          />
        ))}
        <Button submit kind="primary" label={t('save')} />
      </form>
    </Card>
  );
}
