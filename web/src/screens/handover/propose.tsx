import { useState } from 'preact/hooks';
import { call } from '../../api/client';
import type { Problem } from '../../api/problem';
import { tell } from '../../data/changes';
import { go } from '../../router';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Field } from '../../ui/Field';
import { Page } from '../../ui/Page';
import { Ruby } from '../../ui/Ruby';
import { toast } from '../../ui/Toast';
import { fieldProblem, problemText } from '../problem';
import { useDraft } from '../use-draft';
import { useKey } from '../use-key';
import { t } from './texts';

export const LONGEST = 500;

/** 職員につなぎたいとき: words for staff, which the one it is about reads first. */
export function Propose({ person }: { readonly person: string }) {
  const draft = useDraft(`handover/${person}`, { words: '' });
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const key = useKey();
  if (!draft.value) return <main class="page" aria-busy="true" />;
  const { words } = draft.value;

  async function send() {
    if (busy) return;
    const body = { person_id: person, words: words.trim() || null };
    setBusy(true);
    const result = await call('post', '/handovers', { body, key: key.for(body) });
    setBusy(false);
    if (!result.ok) {
      key.refused(result.problem);
      return setProblem(result.problem);
    }
    draft.drop();
    tell('my_handovers');
    toast(t('asked'));
    go('/talk/handovers', { replace: true });
  }

  const wrong = fieldProblem(problem, '/words');
  return (
    <Page back="/support" title={t('askTitle')} lead={t('askLead')}>
      <form
        class="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <Card>
          <Field
            label={t('words')}
            hint={t('wordsHint')}
            rows={5}
            maxLength={LONGEST}
            value={words}
            problem={wrong}
            onInput={(text) => {
              setProblem(null);
              draft.set({ words: text });
            }}
          />
          <p class="small">
            <Ruby text={t('askNote')} />
          </p>
        </Card>
        <Button submit kind="primary" busy={busy} label={t('ask')} />
      </form>
      <div role="status">
        {problem && !wrong && (
          <p class="problem">
            <Ruby text={why(problem)} />
          </p>
        )}
      </div>
      <p class="line">
        <Ruby text={t('urgent')} />
      </p>
    </Page>
  );
}

function why(problem: Problem): string {
  if (problem.type === 'handover-open') return t('openAlready');
  return fieldProblem(problem, '/person_id') === null ? problemText(problem) : t('notThem');
}
