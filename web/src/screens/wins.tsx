import { useState } from 'preact/hooks';
import { type LocalWin, removeWin, undoRemoveWin, winsBetween } from '../data';
import { localDate } from '../data/dates';
import { area } from '../texts';
import { addDays } from '../texts/calendar';
import { dayText } from '../texts/dates';
import { app } from '../texts/ja/app';
import { writing } from '../texts/ja/writing';
import { plain } from '../texts/ruby';
import { Button } from '../ui/Button';
import { Card } from '../ui/Card';
import { Choice } from '../ui/Choice';
import { EmptyState } from '../ui/EmptyState';
import { Field } from '../ui/Field';
import { Page } from '../ui/Page';
import { Ruby } from '../ui/Ruby';
import { toast } from '../ui/Toast';
import { letters } from './letters';
import { useData } from './use-data';
import { useDraft } from './use-draft';
import { keepWin, Suggestions } from './win-card';

const t = area('writing', writing);
const a = area('app', app);

const DRAFT = 'win';
const LIMIT = 100;
const KINDS = ['managed', 'tried', 'did_not_work', 'rested'] as const;
type Kind = (typeof KINDS)[number];

/** M13: small wins, by one tap or in own words. All four kinds count the same. */
export function Wins() {
  const to = localDate();
  const from = addDays(to, -30);
  const wins = useData(() => winsBetween(from, to), to);
  return (
    <Page back="/" title={t('winsTitle')} lead={t('winsLead')}>
      <Card title={t('winPick')}>
        <Suggestions count={8} />
      </Card>
      <Own />
      <Card title={t('winRecent')}>
        {wins && wins.length === 0 && <EmptyState text={t('winNone')} />}
        {wins && wins.length > 0 && <WinList wins={[...wins].reverse()} />}
      </Card>
    </Page>
  );
}

function Own() {
  const draft = useDraft<{ text: string; kind: Kind }>(DRAFT, { text: '', kind: 'managed' });
  const [problem, setProblem] = useState<string | null>(null);
  const form = draft.value;
  if (!form) return null;
  async function save(text: string, kind: Kind) {
    const tidy = text.trim();
    if (letters(tidy) > LIMIT) setProblem(t('winLong'));
    if (!tidy || letters(tidy) > LIMIT) return;
    await keepWin(kind, tidy, DRAFT);
    draft.set({ text: '', kind: 'managed' });
    draft.drop();
  }
  return (
    <Card title={t('winOwn')}>
      <form
        class="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save(form.text, form.kind);
        }}
      >
        <Field
          label={t('winText')}
          value={form.text}
          problem={problem}
          onInput={(text) => {
            setProblem(null);
            draft.set({ ...form, text });
          }}
        />
        {form.text && (
          <Choice
            legend={t('winKind')}
            options={KINDS.map((kind) => ({ value: kind, label: t(kind) }))}
            value={form.kind}
            onChoose={(kind) => draft.set({ ...form, kind })}
          />
        )}
        <Button submit kind="primary" label={t('winSave')} />
      </form>
    </Card>
  );
}

/** Wins with their day, each removable with ten seconds to think again. */
export function WinList({ wins }: { readonly wins: readonly LocalWin[] }) {
  return (
    <ul class="rows">
      {wins.map((win) => (
        <li key={win.win_id}>
          <div>
            <p class="own">{win.text}</p>
            <p class="small">
              <Ruby text={`${dayText(win.local_date)} · ${t(win.kind)}`} />
            </p>
          </div>
          <Button
            kind="quiet"
            wide={false}
            label={t('winRemove')}
            spoken={`${win.text} ${plain(t('winRemove'))}`}
            onPress={async () => {
              await removeWin(win.win_id);
              toast(t('winRemoved'), { label: a('undo'), run: () => undoRemoveWin(win.win_id) });
            }}
          />
        </li>
      ))}
    </ul>
  );
}
