import { useEffect, useState } from 'preact/hooks';
import { call } from '../api/client';
import type { Problem } from '../api/problem';
import type { Answer } from '../api/types';
import { online } from '../data/person';
import { houseDay } from '../data/zone';
import { dayText } from '../texts/dates';
import { plain } from '../texts/ruby';
import { Button } from '../ui/Button';
import { Card } from '../ui/Card';
import { Choice } from '../ui/Choice';
import { Field } from '../ui/Field';
import { Page } from '../ui/Page';
import { Ruby } from '../ui/Ruby';
import { Sheet } from '../ui/Sheet';
import { toast } from '../ui/Toast';
import { t } from './gathering-texts';
import { spoken } from './gathering-words';
import { fieldProblem, problemText } from './problem';
import { useDraft } from './use-draft';

interface Form {
  readonly kind: 'meeting' | 'exchange';
  readonly title: string;
  readonly starts_on: string;
  readonly starts_at: string;
  readonly minutes: number;
  readonly place: string;
  readonly steps: string;
}

const EMPTY: Form = {
  ...{ kind: 'exchange', title: '', starts_on: '', starts_at: '', minutes: 60, place: '', steps: '' },
};

/** A gathering that one would like: a few lines for staff, and what became of earlier ones. */
export function Propose() {
  const draft = useDraft<Form>('proposal', EMPTY);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [missing, setMissing] = useState(false);
  const [busy, setBusy] = useState(false);
  const [sent, setSent] = useState(0);
  const form = draft.value;
  if (!form) return <main class="page" aria-busy="true" />;
  const set = (part: Partial<Form>) => draft.set({ ...form, ...part });
  const past = form.starts_on !== '' && form.starts_on < houseDay();
  const need = (text: string, key: 'pTitleMissing' | 'pDayMissing' | 'pTimeMissing') =>
    missing && !text.trim() ? t(key) : null;

  async function send(now: Form) {
    if (busy) return;
    setMissing(true);
    setProblem(null);
    if (!now.title.trim() || !now.starts_on || !now.starts_at || past) return;
    setBusy(true);
    const { kind, title, starts_on, starts_at, minutes, place, steps } = now;
    const what_happens = steps.split('\n').flatMap((step) => step.trim() || []);
    const result = await call('post', '/gatherings', {
      body: {
        kind,
        title: title.trim(),
        starts_on,
        starts_at,
        minutes,
        place: place.trim() || null,
        what_happens,
      },
    });
    setBusy(false);
    if (!result.ok) return setProblem(result.problem);
    setMissing(false);
    draft.drop();
    draft.set(EMPTY);
    draft.drop();
    setSent(sent + 1);
    toast(t('pSent'));
  }

  const beside = ['/title', '/starts_on', '/starts_at', '/place', '/minutes', '/what_happens'];
  const known = problem?.errors?.some((error) => beside.some((at) => error.pointer.startsWith(at)));
  return (
    <Page back="/plans" title={t('propose')} lead={t('proposeLead')}>
      <form
        class="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send(form);
        }}
      >
        {draft.restored && form.title && (
          <p class="line" role="status">
            <Ruby text={t('draftKept')} />
          </p>
        )}
        <Card>
          <Choice
            legend={t('pKind')}
            layout="row"
            options={(['exchange', 'meeting'] as const).map((value) => ({ value, label: t(value) }))}
            value={form.kind}
            onChoose={(kind) => set({ kind })}
          />
          <Field
            label={t('pTitle')}
            value={form.title}
            maxLength={60}
            onInput={(title) => set({ title })}
            problem={need(form.title, 'pTitleMissing') ?? fieldProblem(problem, '/title')}
          />
          <Field
            label={t('pDay')}
            type="date"
            value={form.starts_on}
            onInput={(starts_on) => set({ starts_on })}
            problem={
              need(form.starts_on, 'pDayMissing') ??
              (missing && past ? t('pDayPast') : fieldProblem(problem, '/starts_on'))
            }
          />
          <Field
            label={t('pTime')}
            type="time"
            value={form.starts_at}
            onInput={(starts_at) => set({ starts_at })}
            problem={need(form.starts_at, 'pTimeMissing') ?? fieldProblem(problem, '/starts_at')}
          />
          <Choice
            legend={t('pLong')}
            layout="row"
            options={[
              { value: 30, label: spoken(t('minutes', { m: 30 }), 30) },
              { value: 60, label: t('hours', { h: 1 }) },
              { value: 90, label: spoken(t('hoursMinutes', { h: 1, m: 30 }), 30) },
              { value: 120, label: t('hours', { h: 2 }) },
            ]}
            value={form.minutes}
            onChoose={(minutes) => set({ minutes })}
          />
          <Field
            label={t('pPlace')}
            value={form.place}
            maxLength={100}
            onInput={(place) => set({ place })}
            problem={fieldProblem(problem, '/place')}
          />
          <Field
            label={t('pSteps')}
            hint={t('pStepsHint')}
            rows={4}
            value={form.steps}
            onInput={(steps) => set({ steps })}
            problem={fieldProblem(
              problem,
              problem?.errors?.find((error) => error.pointer.startsWith('/what_happens'))?.pointer ?? '',
            )}
          />
        </Card>
        {problem && !known && (
          <p role="alert">
            <Ruby text={problem.type === 'offline' ? t('pOffline') : problemText(problem)} />
          </p>
        )}
        <Button submit kind="primary" busy={busy} label={t('pSend')} />
      </form>
      <Mine key={sent} />
    </Page>
  );
}

type Proposal = Answer<'list_gatherings'>['items'][number];

/** Own proposals and what staff answered, in words. */
function Mine() {
  const [list, setList] = useState<readonly Proposal[]>([]);
  const [leaving, setLeaving] = useState<Proposal | null>(null);
  const connected = online.value;
  const look = () =>
    call('get', '/gatherings', { query: { limit: 100 } }).then((result) => {
      if (result.ok) setList(result.value.items.filter((one) => one.mine));
    });
  useEffect(() => {
    void look();
  }, [connected]);

  async function takeBack({ gathering_id }: Proposal) {
    const result = await call('post', '/gatherings/{gathering_id}/cancellation', {
      params: { gathering_id },
      body: { reason: plain(t('takenBack')) },
    });
    setLeaving(null);
    toast(t(result.ok ? 'takenBack' : 'notTakenBack'));
    await look();
  }

  if (list.length === 0) return null;
  return (
    <Card title={t('mineTitle')}>
      <ul class="rows">
        {list.map((one) => (
          <li key={one.gathering_id}>
            <div>
              <h3 class="own">{one.title}</h3>
              <p class="small">
                <Ruby text={dayText(one.starts_on)} />
              </p>
              <p>
                <span class={one.state === 'published' ? 'chip chip-pine' : 'chip'}>
                  <Ruby text={t(`s_${one.state}`)} />
                </span>
              </p>
              {one.message && (
                <p class="own">
                  <Ruby text={t('answer', { text: one.message })} />
                </p>
              )}
            </div>
            {one.state === 'proposed' && (
              <Button
                wide={false}
                label={t('takeBack')}
                spoken={`${plain(t('takeBack'))} ${one.title}`}
                onPress={() => setLeaving(one)}
              />
            )}
          </li>
        ))}
      </ul>
      <Sheet open={leaving !== null} title={t('takeBackSure')} onClose={() => setLeaving(null)}>
        <p>
          <Ruby text={t('takeBackBody')} />
        </p>
        <Button kind="primary" label={t('takeBack')} onPress={() => leaving && takeBack(leaving)} />
        <Button kind="quiet" label={t('stopNo')} onPress={() => setLeaving(null)} />
      </Sheet>
    </Card>
  );
}
