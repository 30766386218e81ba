import { useRef, useState } from 'preact/hooks';
import type { Problem } from '../../api/problem';
import { newId } from '../../data/ids';
import { addTraining } from '../../data/training';
import { TRAINING_KINDS, type TrainingForm, trainingOf, wrongInTraining } from '../../data/training-rules';
import { houseDay } from '../../data/zone';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Choice } from '../../ui/Choice';
import { Field } from '../../ui/Field';
import { Ruby } from '../../ui/Ruby';
import { toast } from '../../ui/Toast';
import { fieldProblem, problemText } from '../problem';
import { useDraft } from '../use-draft';
import { t } from './texts';

const empty: TrainingForm = { kind: 'basic', title: '', held_on: '', hours: '', expires_on: '' };

/** Writes a line into the ledger; a half-written one stays on this phone. */
export function AddTraining({ person, again }: { readonly person: string; readonly again: () => void }) {
  const draft = useDraft<TrainingForm>(`training/${person}`, empty);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const box = useRef<HTMLFormElement>(null);
  const sent = useRef<{ readonly body: string; readonly key: string } | null>(null);
  const form = draft.value;
  if (!form) return null;
  const wrong = wrongInTraining(form, houseDay(Date.now()));
  const set = (part: Partial<TrainingForm>) => {
    setProblem(null);
    draft.set({ ...form, ...part });
  };
  const at = (name: 'title' | 'held_on' | 'hours' | 'expires_on'): string | null => {
    const own = tried ? wrong[name] : undefined;
    return own ? t(own) : fieldProblem(problem, `/${name}`);
  };
  async function send(now: TrainingForm) {
    setTried(true);
    if (Object.keys(wrong).length > 0) {
      requestAnimationFrame(() => box.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
      return;
    }
    const body = trainingOf(now);
    const text = JSON.stringify(body);
    if (sent.current?.body !== text) sent.current = { body: text, key: newId() };
    setBusy(true);
    const result = await addTraining(person, body, sent.current.key);
    setBusy(false);
    if (!result.ok) return setProblem(result.problem);
    draft.set(empty);
    draft.drop();
    setTried(false);
    toast(t('trainAdded'));
    again();
  }
  const note =
    problem && !problem.errors?.length
      ? problem.type === 'offline'
        ? `${t('away')}${t('awayNote')}`
        : problemText(problem)
      : '';
  return (
    <form
      ref={box}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void send(form);
      }}
    >
      <Card title={t('addTitle')}>
        <div class="care-kinds">
          <Choice
            layout="row"
            legend={t('trainKind')}
            options={TRAINING_KINDS.map((value) => ({ value, label: t(`kind_${value}`) }))}
            value={form.kind}
            onChoose={(kind) => set({ kind })}
          />
        </div>
        <Field
          label={t('trainTitle')}
          hint={t('trainTitleHint')}
          value={form.title}
          maxLength={80}
          problem={at('title')}
          onInput={(title) => set({ title })}
        />
        <Field
          type="date"
          label={t('trainDay')}
          value={form.held_on}
          problem={at('held_on')}
          onInput={(held_on) => set({ held_on })}
        />
        <Field
          inputMode="decimal"
          label={t('trainHours')}
          hint={t('trainHoursHint')}
          value={form.hours}
          problem={at('hours')}
          onInput={(hours) => set({ hours })}
        />
        <Field
          type="date"
          label={t('trainExpires')}
          value={form.expires_on}
          problem={at('expires_on')}
          onInput={(expires_on) => set({ expires_on })}
        />
        <Button submit kind="primary" busy={busy} label={t('trainAdd')} />
        <p role="status" class="line">
          <Ruby text={note} />
        </p>
      </Card>
    </form>
  );
}
