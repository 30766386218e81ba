import { useRef, useState } from 'preact/hooks';
import { askConsultation, CONSULTATIONS } from '../../data/care';
import { mayAsk } from '../../data/care-rules';
import type { About, Consultation } from '../../data/care-types';
import { newId } from '../../data/ids';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Choice } from '../../ui/Choice';
import { Field } from '../../ui/Field';
import { Page } from '../../ui/Page';
import { Ruby } from '../../ui/Ruby';
import { toast } from '../../ui/Toast';
import { letters } from '../letters';
import { fieldProblem, problemText } from '../problem';
import { AsOf } from '../talk/words';
import { useCopy } from '../use-copy';
import { useDraft } from '../use-draft';
import { NextGroup } from './group';
import { ClosedOne, OpenOne } from './one';
import { t } from './texts';
import { Away } from './words';

const ABOUTS: readonly About[] = ['talk', 'boundary', 'myself', 'other'];
const LONGEST = 500;

/** S8: asking for a talk with staff, how it stands, and what one takes home of it. */
export function Consultations() {
  const of = useCopy<{ items: Consultation[] }>(CONSULTATIONS, 'consultations');
  const all = of.value?.items ?? [];
  const open = all.filter((one) => one.state !== 'closed');
  const closed = all.filter((one) => one.state === 'closed');
  return (
    <Page back="/support/care" title={t('talkTitle')} lead={t('talkLead')}>
      <Away of={of.problem} />
      {open.map((one) => (
        <OpenOne key={one.consultation_id} one={one} again={of.reload} />
      ))}
      {of.value && mayAsk(all) && <Ask again={of.reload} />}
      <NextGroup />
      {closed.length > 0 && (
        <Card title={t('closedOnes')}>
          <ul class="rows">
            {closed.map((one) => (
              <ClosedOne key={one.consultation_id} one={one} again={of.reload} />
            ))}
          </ul>
        </Card>
      )}
      <AsOf at={of.at} />
    </Page>
  );
}

interface Wish {
  about: About;
  words: string;
}

function Ask({ again }: { readonly again: () => void }) {
  const draft = useDraft<Wish>('consultation', { about: 'talk', words: '' });
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const sent = useRef<{ readonly body: string; readonly key: string } | null>(null);
  const form = draft.value;
  if (!form) return null;
  const long = letters(form.words) > LONGEST ? t('tooLong', { n: LONGEST }) : null;
  async function send(now: Wish) {
    const body = { about: now.about, words: now.words.trim() || null };
    const text = JSON.stringify(body);
    // The same wish after a lost answer keeps its key, so that it is asked once.
    if (sent.current?.body !== text) sent.current = { body: text, key: newId() };
    setBusy(true);
    const result = await askConsultation(body, sent.current.key);
    setBusy(false);
    if (result.ok || result.problem.type === 'consultation-open') {
      draft.drop();
      draft.set({ about: 'talk', words: '' });
      draft.drop();
      toast(t(result.ok ? 'talkSent' : 'talkOpen'));
      return again();
    }
    const field = fieldProblem(result.problem, '/words');
    setProblem(field);
    if (!field)
      setNote(
        result.problem.type === 'offline' ? `${t('away')}${t('awayNote')}` : problemText(result.problem),
      );
  }
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy && !long) void send(form);
      }}
    >
      <Card title={t('talkAsk')}>
        <Choice
          legend={t('talkAbout')}
          options={ABOUTS.map((value) => ({ value, label: t(`about_${value}`) }))}
          value={form.about}
          onChoose={(about) => draft.set({ ...form, about })}
        />
        <Field
          label={t('talkWords')}
          hint={t('talkWordsHint')}
          rows={3}
          value={form.words}
          problem={problem ?? long}
          onInput={(words) => {
            setProblem(null);
            draft.set({ ...form, words });
          }}
        />
        <Button submit kind="primary" busy={busy} label={t('talkSend')} />
        <p role="status" class="line">
          <Ruby text={note} />
        </p>
      </Card>
    </form>
  );
}
