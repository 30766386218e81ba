import { useEffect, useState } from 'preact/hooks';
import { call } from '../../api/client';
import type { Problem } from '../../api/problem';
import type { Answer } from '../../api/types';
import { onChange, tell } from '../../data/changes';
import { newId } from '../../data/ids';
import type { Planning } from '../../data/talk-rules';
import { go } from '../../router';
import { plain } from '../../texts/ruby';
import { Button, LinkButton } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Page } from '../../ui/Page';
import { Ruby } from '../../ui/Ruby';
import { toast } from '../../ui/Toast';
import { problemText } from '../problem';
import { useDraft } from '../use-draft';
import { useKey } from '../use-key';
import { t } from './texts';
import { useLadder } from './use-ladder';
import { OtherWays } from './ways';
import { startWish, WishFields, type WishForm, wishBody } from './wish';
import { How, momentText, stretchText } from './words';

type Planned = NonNullable<Answer<'get_my_planned_talk'>['planned_talk']>;

/** The hour one chose; undefined while it is not known. */
export function usePlanned(): Planned | null | undefined {
  const [planned, setPlanned] = useState<Planned | null>();
  useEffect(() => {
    const look = () =>
      call('get', '/me/planned_talk').then((result) => {
        if (result.ok) setPlanned(result.value.planned_talk);
      });
    void look();
    return onChange('my_talk_request', look);
  }, []);
  return planned;
}

/** The hour one chose, and the way to take it back. */
export function PlannedCard({ one }: { readonly one: Planned }) {
  const [key] = useState(newId);
  const [problem, setProblem] = useState<Problem | null>(null);
  async function cancel() {
    const params = { planned_talk_id: one.planned_talk_id };
    const result = await call('post', '/planned_talks/{planned_talk_id}/cancellation', { params, key });
    const gone = !result.ok && result.problem.type === 'talk-moved-on';
    setProblem(result.ok || gone ? null : result.problem);
    tell('my_talk_request');
    if (result.ok) toast(t('over_cancelled'));
  }
  return (
    <Card title={t('planned', { t: momentText(one.from), name: one.to.nickname })}>
      <p>
        <Ruby text={t('plannedNote')} />
      </p>
      {one.place && <p>{one.place}</p>}
      {one.link && <LinkButton external href={one.link} label={t('link')} />}
      <Button kind="quiet" label={t('cancel')} onPress={cancel} />
      <p class="problem" role="status">
        {problem && <Ruby text={problemText(problem)} />}
      </p>
    </Card>
  );
}

/** Hours that people plan for later today; each can be chosen. */
export function Hours({
  title,
  people,
  may,
}: {
  readonly title: string;
  readonly people: readonly Planning[];
  readonly may: boolean;
}) {
  if (people.length === 0) return null;
  return (
    <Card title={title}>
      <ul class="rows">
        {people.map((one) => (
          <li key={`${one.person_id}${one.from}`}>
            <div>
              <h3>{one.nickname}</h3>
              <p class="small">
                <Ruby text={stretchText(one.from, one.until)} />
              </p>
              <p class="chips">
                <How of={one} now={false} />
              </p>
            </div>
            {may && (
              <LinkButton
                wide={false}
                href={`#/talk/later/${one.person_id}/${Date.parse(one.from)}`}
                label={t('choose')}
                spoken={`${one.nickname} ${plain(momentText(one.from))} ${plain(t('choose'))}`}
              />
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}

interface Props {
  readonly person: string | undefined;
  readonly at: string | undefined;
}

/** M10: an hour that somebody plans, or the list of them; and staff, when there is none. */
export function Later({ person, at }: Props) {
  const found = useLadder('peers');
  const planned = usePlanned();
  if (found.early || (planned === undefined && !found.away)) return <main class="page" aria-busy="true" />;
  const all = [...found.soon, ...found.later];
  const one = all.find((hour) => hour.person_id === person && Date.parse(hour.from) === Number(at));
  return (
    <Page back="/talk" title={one ? t('askTitle', { name: one.nickname }) : t('hours')}>
      {planned && <PlannedCard one={planned} />}
      {!planned && one && <ChooseForm key={one.from} hour={one} />}
      {!one && <Hours title={t('later')} people={all} may={!planned && !found.away} />}
      {!one && all.length === 0 && !planned && (
        <Card title={t('noHours')}>
          <LinkButton kind="primary" href="#/talk/ask/anyone" label={t('noHoursGo')} />
        </Card>
      )}
      {!one && <OtherWays />}
    </Page>
  );
}

function ChooseForm({ hour }: { readonly hour: Planning }) {
  const draft = useDraft<WishForm>('talk-ask', startWish);
  const key = useKey();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  if (!draft.value) return null;
  const form = draft.value;
  const listens = hour.style === 'listen';
  async function send() {
    if (busy) return;
    const body = { from: hour.from, ...wishBody(form, hour.modes, listens) };
    setBusy(true);
    const result = await call('post', '/supporters/{person_id}/planned_talks', {
      params: { person_id: hour.person_id },
      body,
      key: key.for(body),
    });
    setBusy(false);
    if (!result.ok) {
      key.refused(result.problem);
      return setProblem(result.problem);
    }
    draft.drop();
    tell('my_talk_request');
    toast(t('plannedKept'));
    go('/talk', { replace: true });
  }
  return (
    <>
      <form
        class="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <Card title={stretchText(hour.from, hour.until)}>
          <WishFields
            form={form}
            set={(part) => draft.set({ ...form, ...part })}
            modes={hour.modes}
            listens={listens}
            open={draft.restored}
          />
        </Card>
        <p class="line">
          <Ruby text={t('plannedNote')} />
        </p>
        <Button submit kind="primary" busy={busy} label={t('choose')} />
      </form>
      <div role="status">
        {problem && (
          <Card>
            <p>
              <Ruby text={refusal(problem)} />
            </p>
            <LinkButton href="#/talk/later" label={t('hours')} />
          </Card>
        )}
      </div>
    </>
  );
}

function refusal(problem: Problem): string {
  if (problem.type === 'hour-taken') return t('hourTaken');
  if (problem.type === 'already-asking') return t('already');
  if (problem.type === 'asked-enough') return t('enough');
  if (problem.type === 'not-found' || problem.type === 'invalid-body') return t('notNow');
  return problemText(problem);
}
