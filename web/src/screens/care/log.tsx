import { useRef, useState } from 'preact/hooks';
import { logsBetween, saveLog, undoSaveLog } from '../../data/care-logs';
import type { Third } from '../../data/care-types';
import { localDate } from '../../data/dates';
import { area } from '../../texts';
import { addDays } from '../../texts/calendar';
import { app } from '../../texts/ja/app';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Choice, Switch } from '../../ui/Choice';
import { EmptyState } from '../../ui/EmptyState';
import { Field } from '../../ui/Field';
import { Page } from '../../ui/Page';
import { Ruby } from '../../ui/Ruby';
import { toast } from '../../ui/Toast';
import { letters } from '../letters';
import { useData } from '../use-data';
import { useDraft } from '../use-draft';
import { LogList } from './log-list';
import { t } from './texts';

const a = area('app', app);
const DRAFT = 'selfcare';
const THIRDS: readonly Third[] = [3, 2, 1];
const LONGEST = { kind_thing: 100, received: 100, note: 2_000 } as const;
type Words = keyof typeof LONGEST;

interface Form {
  sleep: Third | null;
  energy: Third | null;
  own_time: boolean;
  kind_thing: string;
  received: string;
  note: string;
}

/** How long after a save another tap belongs to it, in milliseconds. */
const SAME_TAP = 700;

const empty: Form = { sleep: null, energy: null, own_time: false, kind_thing: '', received: '', note: '' };
const WORDS: readonly Words[] = ['kind_thing', 'received', 'note'];

/** What is said of a form: only what somebody chose or wrote. */
export function saidOf(form: Form): Parameters<typeof saveLog>[0] {
  return {
    ...(form.sleep ? { sleep: form.sleep } : {}),
    ...(form.energy ? { energy: form.energy } : {}),
    ...(form.own_time ? { own_time: true } : {}),
    ...Object.fromEntries(
      WORDS.map((name) => [name, form[name].trim()] as const).filter(([, text]) => text !== ''),
    ),
  };
}

/** S6: a few taps for oneself. Nobody else reads it, and a day without it is a day like any other. */
export function Log() {
  const to = localDate();
  const from = addDays(to, -30);
  const logs = useData(() => logsBetween(from, to), to);
  return (
    <Page back="/support/care" title={t('logTitle')} lead={t('onlyMe')}>
      <LogForm />
      <p class="line">
        <Ruby text={t('rested')} />
      </p>
      <Card title={t('logRecent')}>
        {logs && logs.length === 0 && <EmptyState text={t('logNone')} />}
        {logs && logs.length > 0 && <LogList logs={logs} />}
      </Card>
    </Page>
  );
}

function LogForm() {
  const draft = useDraft<Form>(DRAFT, empty);
  const [missing, setMissing] = useState(false);
  const saving = useRef(false);
  const form = draft.value;
  if (!form) return null;
  const set = (part: Partial<Form>) => {
    setMissing(false);
    draft.set({ ...form, ...part });
  };
  const long = (name: Words): string | null =>
    letters(form[name]) > LONGEST[name] ? t('tooLong', { n: LONGEST[name] }) : null;
  async function save(now: Form) {
    const said = saidOf(now);
    if (saving.current) return;
    if (Object.keys(said).length === 0) return setMissing(true);
    if (WORDS.some(long)) return;
    // A second tap of the same finger is the same log.
    saving.current = true;
    const id = await saveLog(said, DRAFT).finally(() => {
      setTimeout(() => {
        saving.current = false;
      }, SAME_TAP);
    });
    draft.set(empty);
    draft.drop();
    navigator.vibrate?.(10);
    toast(t('logSaved'), {
      label: a('undo'),
      run: async () => {
        await undoSaveLog(id);
        draft.set(now);
        toast(t('logUndone'));
      },
    });
  }
  const words = form.kind_thing || form.received || form.note;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save(form);
      }}
    >
      <Card>
        <div class="care-thirds">
          <Choice
            layout="row"
            legend={t('energyNow')}
            options={THIRDS.map((value) => ({ value, label: t(`energy${value}`) }))}
            value={form.energy}
            onChoose={(energy) => set({ energy })}
          />
        </div>
        <div class="care-thirds">
          <Choice
            layout="row"
            legend={t('sleep')}
            options={THIRDS.map((value) => ({ value, label: t(`sleep${value}`) }))}
            value={form.sleep}
            onChoose={(sleep) => set({ sleep })}
          />
        </div>
        <Switch label={t('ownTime')} on={form.own_time} onChange={(own_time) => set({ own_time })} />
        <details class="talk-more" open={words !== ''}>
          <summary>
            <span>
              <Ruby text={t('logMore')} />
            </span>
          </summary>
          <div>
            <Field
              label={t('kindThing')}
              hint={t('kindHint')}
              value={form.kind_thing}
              problem={long('kind_thing')}
              onInput={(kind_thing) => set({ kind_thing })}
            />
            <Field
              label={t('received')}
              hint={t('receivedHint')}
              value={form.received}
              problem={long('received')}
              onInput={(received) => set({ received })}
            />
            <Field
              label={t('note')}
              hint={t('noteHint')}
              rows={3}
              value={form.note}
              problem={long('note')}
              onInput={(note) => set({ note })}
            />
          </div>
        </details>
        <p class="problem" role="status">
          {missing && <Ruby text={t('logEmpty')} />}
        </p>
        <Button submit kind="primary" label={t('record')} />
      </Card>
    </form>
  );
}
