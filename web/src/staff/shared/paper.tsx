import { useRef, useState } from 'preact/hooks';
import { localDate, moment } from '../../data/dates';
import { newId } from '../../data/ids';
import { go } from '../../router';
import { area } from '../../texts';
import { dayDate } from '../../texts/dates';
import { app } from '../../texts/ja/app';
import { writing } from '../../texts/ja/writing';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Choice } from '../../ui/Choice';
import { Field } from '../../ui/Field';
import { toast } from '../../ui/Toast';
import { api } from '../api';
import { fieldErrorsOf, sentenceFor, useForm } from '../form';
import { useLoad } from '../load';
import { FormMessage, StaffPage } from '../parts';
import { looking } from './api';
import { T, w } from './words';

const a = area('app', app);
const own = area('writing', writing);

const MOODS = [5, 4, 3, 2, 1] as const;
const RULES = {
  '/mood': { field: 'mood' },
  '/words': { field: 'words' },
  '/note': { field: 'note' },
  '/local_date': { field: 'day' },
};

/** A card that somebody wrote on paper: typed in here, marked so in their diary, and never shown here again. */
export function PaperPage({ person }: { readonly person: string }) {
  const of = useLoad(`person ${person}`, () => api.person(person));
  const form = useForm();
  const [mood, setMood] = useState<number | null>(null);
  const [energy, setEnergy] = useState(0);
  const [words, setWords] = useState('');
  const [note, setNote] = useState('');
  const [day, setDay] = useState(localDate());
  // The same card, sent again after a lost answer, is the same card.
  const id = useRef(newId());
  const name = of.state === 'ready' ? of.value.nickname : '';
  async function send() {
    if (form.busy) return;
    form.clear();
    if (mood === null) return void form.refuse({}, w('shMoodNeeded'));
    if (!/^\d{4}-\d\d-\d\d$/.test(day) || day > localDate())
      return void form.refuse({ day: w('shDayWrong') });
    const body = {
      mood,
      energy: energy || null,
      words: [...new Set(words.split(/[\s、,・]+/).filter(Boolean))],
      note: note.trim() || null,
      local_date: day,
      occurred_at: moment(day === localDate() ? new Date() : dayDate(day)),
      source: 'paper' as const,
    };
    const result = await form.send(body, () => looking.paper(person, id.current, body));
    if (!result.ok) {
      const errors = fieldErrorsOf(result.problem, RULES);
      return void form.refuse(errors, Object.keys(errors).length > 0 ? null : sentenceFor(result.problem));
    }
    toast(w('shPaperDone', { name }));
    go(`/staff/people/${person}`, { replace: true });
  }
  return (
    <StaffPage title="shPaperTitle" lead="shPaperLead" at="/shared" back={`/staff/people/${person}`}>
      <form
        class="form st-measure"
        noValidate
        ref={form.ref}
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <Card title={w('shWho', { name })}>
          <Field
            type="date"
            label={w('shDay')}
            value={day}
            problem={form.errors.day ?? null}
            onInput={setDay}
          />
          <Choice
            layout="row"
            legend={w('shMood')}
            options={MOODS.map((value) => ({ value, label: a(`mood${value}`) }))}
            value={mood}
            onChoose={setMood}
          />
          <Choice
            layout="row"
            legend={own('energy')}
            options={[
              { value: 0, label: own('energyNone') },
              { value: 1, label: own('energy1') },
              { value: 2, label: own('energy2') },
              { value: 3, label: own('energy3') },
            ]}
            value={energy}
            onChoose={setEnergy}
          />
          <Field
            label={w('shWords')}
            hint={w('shWordsHint')}
            value={words}
            problem={form.errors.words ?? null}
            onInput={setWords}
          />
          <Field
            label={w('shNote')}
            hint={w('shNoteHint')}
            rows={3}
            value={note}
            problem={form.errors.note ?? null}
            onInput={setNote}
          />
          <p class="st-hint">
            <T k="shPaperNod" />
          </p>
          <FormMessage text={form.message} />
          <Button submit kind="primary" busy={form.busy} label={w('shPaperSend')} />
        </Card>
      </form>
    </StaffPage>
  );
}
