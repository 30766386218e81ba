import { useEffect, useReducer } from 'preact/hooks';
import { request, rereadRequest, takeRequest } from '../../data/asking';
import { onChange } from '../../data/changes';
import { newId } from '../../data/ids';
import { online } from '../../data/person';
import { ask, type NewTalkRequest } from '../../data/talk';
import { type AskingEvent, asking, type Listening } from '../../data/talk-rules';
import { go } from '../../router';
import { Button, LinkButton } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Page } from '../../ui/Page';
import { Ruby } from '../../ui/Ruby';
import { problemText } from '../problem';
import { useDraft } from '../use-draft';
import { t } from './texts';
import { useLadder } from './use-ladder';
import { OtherWays } from './ways';
import { startWish, WishFields, type WishForm, wishBody } from './wish';
import { MODES, type TalkMode } from './words';

/** Says to somebody, or to anyone, that one would like to talk. Everything is filled in: one more tap sends it. */
export function Ask({ to }: { readonly to: string }) {
  const found = useLadder('peers');
  const person = found.now.find((one) => one.person_id === to);
  const named = to !== 'anyone';
  if (found.early) return <main class="page" aria-busy="true" />;
  return (
    <Page back="/talk" title={person ? t('askTitle', { name: person.nickname }) : t(named ? 'title' : 'any')}>
      {named && !person ? <NotNow /> : <AskForm key={to} to={to} person={person} people={found.now} />}
    </Page>
  );
}

function NotNow() {
  return (
    <>
      <Card>
        <p role="status">
          <Ruby text={t('notNow')} />
        </p>
        <LinkButton kind="primary" href="#/talk" label={t('backToList')} />
      </Card>
      <OtherWays />
    </>
  );
}

interface Props {
  readonly to: string;
  readonly person: Listening | undefined;
  readonly people: readonly Listening[];
}

function modesFor({ person, people }: Props): readonly TalkMode[] {
  if (person) return person.modes;
  const some = MODES.filter((mode) => people.some((one) => one.modes.includes(mode)));
  return some.length > 0 ? some : ['in_person', 'phone'];
}

function AskForm(props: Props) {
  const { to, person } = props;
  const draft = useDraft<WishForm>('talk-ask', startWish);
  const [state, happen] = useReducer(asking, { step: 'writing' });
  const modes = modesFor(props);
  const listens = person?.style === 'listen';
  useEffect(() => {
    if (state.step !== 'sending') return;
    const timer = setInterval(() => happen({ type: 'tick', at: Date.now() }), 500);
    return () => clearInterval(timer);
  }, [state.step]);
  useEffect(() => {
    if (state.step !== 'kept') return;
    takeRequest(state.request);
    draft.drop();
    go('/talk/waiting', { replace: true });
  }, [state.step]);
  if (!draft.value) return null;
  const form = draft.value;

  async function send() {
    const body: NewTalkRequest = { to, ...wishBody(form, modes, listens) };
    const event: AskingEvent = {
      type: 'send',
      body: JSON.stringify(body),
      key: newId(),
      at: Date.now(),
      online: online.peek(),
    };
    const next = asking(state, event);
    happen(event);
    if (next.step !== 'sending' || state.step === 'sending') return;
    const reply = await ask(body, next.key);
    happen({ type: 'answer', key: next.key, reply });
  }

  const set = (part: Partial<WishForm>) => {
    draft.set({ ...form, ...part });
    happen({ type: 'change' });
  };
  const unheard = state.step === 'unheard';
  const enough = state.step === 'refused' && ['asked-enough', 'already-asking'].includes(state.problem.type);
  return (
    <>
      {!unheard && !enough && (
        <form
          class="form"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void send();
          }}
        >
          <Card>
            <WishFields form={form} set={set} modes={modes} listens={listens} open={draft.restored} />
          </Card>
          {person && (
            <p class="line">
              <Ruby text={t('others')} />
            </p>
          )}
          <Button submit kind="primary" busy={state.step === 'sending'} label={t('send')} />
        </form>
      )}
      <div role="status">
        {state.step === 'sending' && (
          <p class="line">
            <Ruby text={t('sending')} />
          </p>
        )}
        {state.step === 'refused' && <Refused type={state.problem.type} text={problemText(state.problem)} />}
        {unheard && (
          <Card title={t('unheard')}>
            <p>
              <Ruby text={t('unheard2')} />
            </p>
            <Button kind="primary" label={t('resend')} onPress={send} />
            <p>
              <Ruby text={t('waysNow')} />
            </p>
          </Card>
        )}
      </div>
      {unheard && <Found />}
      {(unheard || enough) && <OtherWays />}
    </>
  );
}

/** A lost answer may have been a yes: when the server turns out to have the wish, that is where the person is taken. */
function Found() {
  const asked = request.peek().value?.talk_request_id;
  useEffect(() => onChange('my_talk_request', rereadRequest), []);
  const { value, away } = request.value;
  const arrived = !away && value && value.talk_request_id !== asked && value.stage !== 'over';
  useEffect(() => {
    if (arrived) go('/talk/waiting', { replace: true });
  }, [arrived]);
  return null;
}

/** A kind word for what does not go, with a way on. */
function Refused({ type, text }: { readonly type: string; readonly text: string }) {
  if (type === 'already-asking') {
    return (
      <Card>
        <p>
          <Ruby text={t('already')} />
        </p>
        <LinkButton kind="primary" href="#/talk/waiting" label={t('openGo')} />
      </Card>
    );
  }
  if (type === 'asked-enough') {
    return (
      <Card>
        <p>
          <Ruby text={t('enough')} />
          <br />
          <Ruby text={t('enough2')} />
        </p>
      </Card>
    );
  }
  return (
    <Card>
      <p>
        <Ruby text={type === 'invalid-body' ? t('notNow') : text} />
      </p>
      <LinkButton href="#/talk" label={t('backToList')} />
    </Card>
  );
}
