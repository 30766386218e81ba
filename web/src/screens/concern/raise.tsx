import { useEffect, useState } from 'preact/hooks';
import { call } from '../../api/client';
import type { Problem } from '../../api/problem';
import type { Body } from '../../api/types';
import { offers, request, rereadOffers, rereadRequest } from '../../data/asking';
import { tell } from '../../data/changes';
import { go } from '../../router';
import { Button, LinkButton } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Choice, Switch } from '../../ui/Choice';
import { Field } from '../../ui/Field';
import { Page } from '../../ui/Page';
import { Ruby } from '../../ui/Ruby';
import { toast } from '../../ui/Toast';
import { fieldProblem, problemText } from '../problem';
import { useDraft } from '../use-draft';
import { useKey } from '../use-key';
import { t } from './texts';

type New = Body<'raise_concern'>;
type Kind = New['kind'];

const KINDS: readonly Kind[] = ['person', 'talk', 'place', 'other'];
const LONGEST = 1000;

/** Where somebody came from: a talk, or somebody's card. */
export interface About {
  readonly kind: 'talk' | 'person';
  readonly person: string | undefined;
}

interface Form {
  kind: Kind | null;
  words: string;
  wantsToTalk: boolean;
  /** Whether staff are told whom it is about. */
  named: boolean;
}

/** What the other person is called, as far as this phone may know. */
function useName(person: string | undefined): string | null {
  const [found, setFound] = useState<string | null>(null);
  const partner = request.value.value?.partner;
  const asker = offers.value.value.find((one) => one.asker.person_id === person)?.asker;
  const near = (partner?.person_id === person ? partner : asker)?.nickname ?? null;
  useEffect(() => {
    if (!person) return;
    void rereadRequest();
    void rereadOffers();
    call('get', '/supporters/{person_id}', { params: { person_id: person } }).then((result) => {
      if (result.ok) setFound(result.value.nickname);
    });
  }, [person]);
  return near ?? found;
}

/** 気になったことを伝える: what kind it is, and everything else if one likes. */
export function Raise({ about }: { readonly about: About | null }) {
  const person = about?.person;
  const name = useName(person);
  const draft = useDraft<Form>(person ? `concern/${person}` : 'concern', {
    kind: about?.kind ?? null,
    words: '',
    wantsToTalk: false,
    named: person !== undefined,
  });
  const [busy, setBusy] = useState(false);
  const [missing, setMissing] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const key = useKey();
  if (!draft.value) return <main class="page" aria-busy="true" />;
  const form = draft.value;
  const set = (part: Partial<Form>) => {
    setMissing(false);
    setProblem(null);
    draft.set({ ...form, ...part });
  };

  async function send() {
    if (busy) return;
    if (!form.kind) return setMissing(true);
    const body: New = {
      kind: form.kind,
      about_id: form.named && person ? person : null,
      words: form.words.trim() || null,
      wants_to_talk: form.wantsToTalk,
    };
    setBusy(true);
    const result = await call('post', '/concerns', { body, key: key.for(body) });
    setBusy(false);
    if (!result.ok) {
      key.refused(result.problem);
      return setProblem(result.problem);
    }
    draft.drop();
    tell('my_concerns');
    toast(t('sent'));
    go('/talk/concerns', { replace: true });
  }

  const nobody = problem?.type === 'nobody-else-reads';
  const unknown = fieldProblem(problem, '/about_id') !== null;
  const words = fieldProblem(problem, '/words');
  return (
    <Page back="/talk/concerns" title={t('title')} lead={t('lead')}>
      <form
        class="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <Card>
          <Choice
            legend={t('kind')}
            options={KINDS.map((kind) => ({ value: kind, label: t(kind) }))}
            value={form.kind}
            onChoose={(kind) => set({ kind })}
          />
          <p class="problem" role="alert">
            {missing && <Ruby text={t('choose')} />}
          </p>
          {person && (
            <Switch
              label={name ? t('about', { name }) : t('aboutThem')}
              on={form.named}
              onChange={(named) => set({ named })}
            />
          )}
          <Field
            label={t('words')}
            hint={t('wordsHint')}
            rows={5}
            maxLength={LONGEST}
            value={form.words}
            problem={words}
            onInput={(text) => set({ words: text })}
          />
          <Switch
            label={t('wantsToTalk')}
            on={form.wantsToTalk}
            onChange={(wantsToTalk) => set({ wantsToTalk })}
          />
        </Card>
        <p class="line">
          <Ruby text={t('who')} />
          <br />
          <Ruby text={t('notThem')} />
        </p>
        <Button submit kind="primary" busy={busy} label={t('send')} />
      </form>
      <div role="status">
        {problem && !nobody && !words && (
          <p class="problem">
            <Ruby text={unknown ? t('gone') : problemText(problem)} />
          </p>
        )}
        {nobody && (
          <Card title={t('nobody')}>
            <p>
              <Ruby text={t('nobody2')} />
            </p>
            <LinkButton kind="help-second" href="#/help" label={t('nobodyGo')} />
          </Card>
        )}
      </div>
      <p class="small">
        <Ruby text={t('urgent')} />
      </p>
    </Page>
  );
}
