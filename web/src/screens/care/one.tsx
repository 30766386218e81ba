import { useRef, useState } from 'preact/hooks';
import type { Result } from '../../api/client';
import { answerConsultation, closeConsultation } from '../../data/care';
import { canAddTakeHome, standing } from '../../data/care-rules';
import type { Consultation } from '../../data/care-types';
import { newId } from '../../data/ids';
import { houseDay } from '../../data/zone';
import { dayText } from '../../texts/dates';
import { plain } from '../../texts/ruby';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Field } from '../../ui/Field';
import { Ruby } from '../../ui/Ruby';
import { toast } from '../../ui/Toast';
import { letters } from '../letters';
import { fieldProblem, problemText } from '../problem';
import { useDraft } from '../use-draft';
import { useNow } from '../use-now';
import { t } from './texts';
import { houseDayMoment } from './words';

interface Props {
  readonly one: Consultation;
  readonly again: () => void;
}

const LONGEST = 500;

/** What it is about, in words. */
export const aboutWord = (one: Pick<Consultation, 'about' | 'month'>): string =>
  t(`about_${one.about}`, { n: one.month ?? '' });

/** One thing at the server; the same again after a lost answer happens once. */
function useDoing(again: () => void) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Extract<Result<unknown>, { ok: false }>['problem'] | null>(null);
  const keys = useRef(new Map<string, string>());
  async function run(what: string, call: (key: string) => Promise<Result<unknown>>, done: string) {
    if (busy) return false;
    const key = keys.current.get(what) ?? newId();
    keys.current.set(what, key);
    setBusy(true);
    const result = await call(key);
    setBusy(false);
    setProblem(result.ok ? null : result.problem);
    if (!result.ok && result.problem.type === 'offline') return false;
    keys.current.delete(what);
    again();
    if (result.ok) toast(done);
    return result.ok;
  }
  const sentence = !problem
    ? ''
    : problem.type === 'offline'
      ? `${t('away')}${t('awayNote')}`
      : problemText(problem);
  return { busy, problem, sentence, run };
}

/** One that goes on: how it stands, and the one thing that comes next. */
export function OpenOne({ one, again }: Props) {
  const now = useNow(30);
  const doing = useDoing(again);
  const id = one.consultation_id;
  const state = standing(one, now);
  const at = one.agreed_at ? houseDayMoment(one.agreed_at) : '';
  return (
    <Card title={aboutWord(one)}>
      <div role="status" class="stack">
        <p class={state === 'agreed' ? 'pinned' : ''}>
          <Ruby text={t(`st_${state}`, { t: at })} />
        </p>
        {state === 'late' && (
          <p class="small">
            <Ruby text={t('lateToo')} />
          </p>
        )}
        {state === 'asked' && (
          <p class="small">
            <Ruby text={t('dueOn', { d: dayText(one.due_on) })} />
          </p>
        )}
        {one.with && state === 'agreed' && (
          <p>
            <Ruby text={t('withWhom', { name: one.with.nickname })} />
          </p>
        )}
      </div>
      {one.words && <p class="said">{one.words}</p>}
      {state === 'offered' && (
        <div class="stack">
          {one.times
            .filter((time) => Date.parse(time) > now)
            .map((time) => (
              <Button
                key={time}
                busy={doing.busy}
                label={houseDayMoment(time)}
                onPress={() =>
                  doing.run(time, (key) => answerConsultation(id, { time }, key), t('agreedDone'))
                }
              />
            ))}
        </div>
      )}
      {(state === 'offered' || state === 'agreed') && (
        <Button
          kind="quiet"
          busy={doing.busy}
          label={t(state === 'agreed' ? 'fitsNoMore' : 'noneFits')}
          onPress={() =>
            doing.run('none', (key) => answerConsultation(id, { none_fits: true }, key), t('noneFitsDone'))
          }
        />
      )}
      {(state === 'agreed' || state === 'met') && <Closing one={one} doing={doing} />}
      {state !== 'agreed' && state !== 'met' && one.about !== 'checkpoint' && (
        <Button
          kind="quiet"
          busy={doing.busy}
          label={t('notTalked')}
          onPress={() => doing.run('not', (key) => closeConsultation(id, { held: false }, key), t('closed'))}
        />
      )}
      <p role="status" class="line">
        <Ruby text={doing.sentence} />
      </p>
    </Card>
  );
}

/** What one takes home, in own words that nobody else gets, and the end of it. */
function Closing({
  one,
  doing,
}: {
  readonly one: Consultation;
  readonly doing: ReturnType<typeof useDoing>;
}) {
  const id = one.consultation_id;
  const draft = useDraft<{ text: string }>(`take-home/${id}`, { text: '' });
  const [open, setOpen] = useState(false);
  if (!draft.value) return null;
  const { text } = draft.value;
  const long = letters(text) > LONGEST ? t('tooLong', { n: LONGEST }) : null;
  async function close(held: boolean) {
    if (held && long) return;
    const body = { held, ...(held && text.trim() ? { take_home: text.trim() } : {}) };
    if (await doing.run(JSON.stringify(body), (key) => closeConsultation(id, body, key), t('closed')))
      draft.drop();
  }
  if (!open && !text)
    return (
      <div class="stack">
        <Button kind="primary" label={t('talked')} onPress={() => setOpen(true)} />
        <Button kind="quiet" busy={doing.busy} label={t('notTalked')} onPress={() => close(false)} />
      </div>
    );
  return (
    <div class="stack">
      <Field
        label={t('takeHome')}
        hint={t('takeHomeHint')}
        rows={3}
        value={text}
        problem={long ?? fieldProblem(doing.problem, '/take_home')}
        onInput={(next) => draft.set({ text: next })}
      />
      <Button
        kind="primary"
        busy={doing.busy}
        label={t(one.state === 'closed' ? 'add' : 'close')}
        onPress={() => close(true)}
      />
    </div>
  );
}

/** One that is over: when, and what was taken home. */
export function ClosedOne({ one, again }: Props) {
  const doing = useDoing(again);
  const [open, setOpen] = useState(false);
  const now = useNow(60);
  const day = dayText(houseDay(one.agreed_at ?? one.asked_at));
  return (
    <li>
      <div>
        <h3>
          <Ruby text={`${day} · ${aboutWord(one)}`} />
        </h3>
        <p class="small">
          <Ruby text={t(one.held ? 'st_held' : 'st_not_held')} />
        </p>
        {one.take_home && <p class="own">{one.take_home}</p>}
        {open && canAddTakeHome(one, now) && <Closing one={one} doing={doing} />}
      </div>
      {!open && canAddTakeHome(one, now) && (
        <Button
          wide={false}
          label={t('takeHome')}
          spoken={`${plain(`${day} ${t('takeHome')}`)}`}
          onPress={() => setOpen(true)}
        />
      )}
    </li>
  );
}
