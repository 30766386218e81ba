import { useState } from 'preact/hooks';
import { checkin, editCheckin, items, type LocalCheckin, preferences, words } from '../data';
import { back } from '../router';
import { area } from '../texts';
import { timeText } from '../texts/dates';
import { writing } from '../texts/ja/writing';
import { plain } from '../texts/ruby';
import { Button, LinkButton } from '../ui/Button';
import { Card } from '../ui/Card';
import { Chips, Choice } from '../ui/Choice';
import { Field } from '../ui/Field';
import { MoodPicker } from '../ui/MoodPicker';
import { Page } from '../ui/Page';
import { Ruby } from '../ui/Ruby';
import { toast } from '../ui/Toast';
import { type Answers, ItemFields } from './item-fields';
import { lazy } from './lazy';
import { letters } from './letters';
import { askAgain } from './mood-card';
import { asMood, moodWords } from './moods';
import { useData } from './use-data';
import { useDraft } from './use-draft';

const t = area('writing', writing);

const OwnSigns = lazy(() => import('./comfort').then((area) => area.openSigns()), true);

const NOTE_LIMIT = 2_000;

/** What the form holds; `seen` is the version it was opened with, so that another phone's change is noticed. */
interface Form {
  readonly mood: number;
  readonly energy: number;
  readonly words: string[];
  readonly items: Answers;
  readonly note: string;
  readonly signs: LocalCheckin['signs'];
  readonly seen: number;
}

/** M3: more about one check-in. Every part may stay empty; what is half-written stays on the phone. */
export function CheckinDetails({ id }: { readonly id: string }) {
  const entry = useData(
    async () => ({ found: await checkin(id), words: await words(), items: await items() }),
    id,
  );
  if (!entry) return <main class="page" aria-busy="true" />;
  if (!entry.found) {
    return (
      <Page back="/" title={t('detailTitle')}>
        <p>
          <Ruby text={t('detailGone')} />
        </p>
      </Page>
    );
  }
  return <Details entry={entry.found} own={entry.words} personal={entry.items} />;
}

interface DetailsProps {
  readonly entry: LocalCheckin;
  readonly own: readonly string[];
  readonly personal: Awaited<ReturnType<typeof items>>;
}

function Details({ entry, own, personal }: DetailsProps) {
  const [start] = useState<Form>({
    mood: entry.mood,
    energy: entry.energy ?? 0,
    words: entry.words,
    items: entry.items as Answers,
    note: entry.note ?? '',
    signs: entry.signs,
    seen: entry.version,
  });
  const name = `checkin/${entry.checkin_id}`;
  const draft = useDraft(name, start);
  const [busy, setBusy] = useState(false);
  const form = draft.value;
  if (!form) return <main class="page" aria-busy="true" />;
  const change = (part: Partial<Form>) => draft.set({ ...form, ...part });
  const over = letters(form.note) - NOTE_LIMIT;
  const choices = [...new Set([...own, ...form.words])];

  async function save(now: Form) {
    if (over > 0) return;
    setBusy(true);
    const { mood, energy, words: chosen, items: answers, note, signs } = now;
    const patch = {
      ...(mood === start.mood ? {} : { mood }),
      energy: energy === 0 ? null : energy,
      words: chosen,
      items: answers,
      note: note.trim() ? note : null,
      ...(same(signs, start.signs) ? {} : { signs }),
    };
    await editCheckin(entry.checkin_id, patch, now.seen, name);
    askAgain();
    toast(t('savedMore'));
    back('/');
  }

  return (
    <Page back="/" over={timeText(entry.occurred_at)} title={t('detailTitle')} lead={t('detailLead')}>
      <form
        class="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) save(form);
        }}
      >
        {draft.restored && (
          <p class="line" role="status">
            <Ruby text={t('draftKept')} />
          </p>
        )}
        <Card title={t('mood')}>
          <MoodPicker
            label={plain(t('mood'))}
            words={moodWords()}
            scale={preferences.value.mood_scale}
            look={preferences.value.mood_look}
            value={asMood(form.mood)}
            onChoose={(mood) => change({ mood })}
          />
        </Card>
        <OwnSigns ticked={form.signs} onChange={(signs) => change({ signs })} />
        <Card>
          <Choice
            legend={t('energy')}
            layout="row"
            options={[
              { value: 1, label: t('energy1') },
              { value: 2, label: t('energy2') },
              { value: 3, label: t('energy3') },
              { value: 0, label: t('energyNone') },
            ]}
            value={form.energy}
            onChoose={(energy) => change({ energy })}
          />
        </Card>
        <Card>
          {choices.length > 0 ? (
            <Chips
              legend={t('words')}
              options={choices}
              chosen={form.words}
              onChange={(chosen) => change({ words: chosen })}
            />
          ) : (
            <>
              <h2>
                <Ruby text={t('words')} />
              </h2>
              <p class="line">
                <Ruby text={t('wordsEmpty')} />
              </p>
              <LinkButton kind="quiet" wide={false} href="#/settings/words" label={t('wordsMake')} />
            </>
          )}
        </Card>
        {personal.length > 0 && (
          <Card title={t('items')}>
            <ItemFields
              items={personal}
              answers={form.items}
              onChange={(answers) => change({ items: answers })}
            />
          </Card>
        )}
        <Card>
          <Field
            label={t('note')}
            hint={t('noteHint')}
            rows={5}
            value={form.note}
            onInput={(note) => change({ note })}
            problem={over > 0 ? t('noteLong', { n: over }) : null}
          />
          <p class="small">
            <Ruby text={t('noWatch')} />
            <Ruby text={t('noWatch2')} />
          </p>
        </Card>
        <Button submit kind="primary" busy={busy} label={t('save')} />
      </form>
    </Page>
  );
}

const same = (a: Form['signs'], b: Form['signs']): boolean => JSON.stringify(a) === JSON.stringify(b);
