import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { houseNow } from '../../api/clock';
import type { Problem } from '../../api/problem';
import { command, isOpen, request, rereadRequest, type TalkRequest } from '../../data/asking';
import { onChange } from '../../data/changes';
import type { Staff } from '../../data/talk-rules';
import { Button, LinkButton } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Field } from '../../ui/Field';
import { Icon } from '../../ui/Icon';
import { Page } from '../../ui/Page';
import { Ruby } from '../../ui/Ruby';
import { lazy } from '../lazy';
import { problemText } from '../problem';
import { NotMeet } from './not-meet';
import { Relief } from './relief';
import { t } from './texts';
import { useLadder } from './use-ladder';
import { tel, Ways } from './ways';
import { AsOf, LongEnough, momentText } from './words';

const AskToTell = lazy(() => import('../notices').then((area) => area.openAsk()), true);

/** Keeps the newest wish up to date while something shows it. */
export function useRequest() {
  useEffect(() => {
    void rereadRequest();
    return onChange('my_talk_request', rereadRequest);
  }, []);
  return request.value;
}

/** One thing at the server, with a sentence when it did not go. */
export function useCommand() {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  async function run(path: string, body?: unknown): Promise<boolean> {
    if (busy) return false;
    setBusy(true);
    const refused = await command(path, body);
    setBusy(false);
    setProblem(refused);
    return refused === null;
  }
  return { busy, problem, run };
}

type Command = ReturnType<typeof useCommand>;

/** What did not go, politely. */
export function Trouble({ of }: { readonly of: Command }) {
  return (
    <div role="status">
      {of.problem && (
        <p class="problem">
          <Ruby text={of.problem.type === 'offline' ? t('away') : problemText(of.problem)} />
        </p>
      )}
    </div>
  );
}

/** M8, M9: how a wish goes on, in words. Everything else that helps stands below it. */
export function Waiting() {
  const { value: one, heard, away } = useRequest();
  const doing = useCommand();
  const found = useLadder('crisis');
  const stage = one?.stage;
  useEffect(() => {
    // A button that went with its stage took the focus with it.
    if (stage && document.activeElement === document.body) document.querySelector('h1')?.focus();
  }, [stage]);
  if (heard === null && !away) return <main class="page" aria-busy="true" />;
  const title = one ? titleOf(one) : t('noneTitle');
  const ways = (isOpen(one) || away) && one?.stage !== 'talking';
  return (
    <Page back="/talk" title={title}>
      <p class="hidden" role="status">
        <Ruby text={title} />
      </p>
      {away && <Away known={isOpen(one)} />}
      {one ? (
        <Stage one={one} doing={doing} staff={found.staff} />
      ) : (
        <Card>
          <p>
            <Ruby text={t('none')} />
          </p>
          <LinkButton kind="primary" href="#/talk" label={t('backToList')} />
        </Card>
      )}
      <Trouble of={doing} />
      {(away || !ways) && <AsOf at={heard} />}
      {ways && <Ways found={found} />}
    </Page>
  );
}

/** One sentence that says how far it has come. */
export function titleOf(one: TalkRequest): string {
  const name = one.partner?.nickname ?? '';
  if (one.stage === 'found') return t(one.partner_is_staff ? 'staffComes' : 'found', { name });
  if (one.stage === 'over') return t(`over_${one.outcome ?? 'cancelled'}`);
  return t(one.stage, { name });
}

function Away({ known }: { readonly known: boolean }) {
  return (
    <section class="card card-quiet" role="status">
      <p>
        <strong>
          <Ruby text={t('away')} />
        </strong>
        <br />
        {known && (
          <>
            <Ruby text={t('kept')} />
            <br />
          </>
        )}
        <Ruby text={t('awayWays')} />
      </p>
    </section>
  );
}

interface StageProps {
  readonly one: TalkRequest;
  readonly doing: Command;
  readonly staff?: Staff | null;
}

function Stage(props: StageProps) {
  const { one } = props;
  switch (one.stage) {
    case 'searching':
      return (
        <>
          <Card>
            <p>
              <Ruby text={t('searching2')} />
            </p>
            <Asked one={one} />
            <p class="small">
              <Ruby text={t('waitNote')} />
            </p>
          </Card>
          <ToStaff {...props} />
          <Cancel {...props} />
          <AskToTell about="talk_answers" />
          <p class="line">
            <Ruby text={t('wayBody')} />
          </p>
        </>
      );
    case 'with_staff':
      return (
        <>
          <Card>
            <p>
              <Ruby text={comesText(props.staff)} />
            </p>
          </Card>
          <Cancel {...props} />
          <AskToTell about="talk_answers" />
          <p class="line">
            <Ruby text={t('wayBody')} />
          </p>
        </>
      );
    case 'other_ways':
      return (
        <>
          <Card>
            <p>
              <Ruby text={t('otherWays2')} />
              {one.tell_staff && (
                <>
                  <br />
                  <Ruby text={t('otherStaff')} />
                </>
              )}
            </p>
          </Card>
          {!one.tell_staff && <ToStaff {...props} />}
          <LinkButton href="#/talk" label={t('backToList')} />
          <LinkButton href="#/talk/later" label={t('hours')} />
          <Cancel {...props} />
        </>
      );
    case 'found':
      return <Found {...props} />;
    case 'talking':
      return <Talking {...props} />;
    case 'over':
      return <Over one={one} />;
  }
}

/** When somebody of the staff comes: soon while they are there; outside their hours nobody is told to wait. */
function comesText(staff: Staff | null | undefined): string {
  if (staff?.here) return t('withStaff2');
  return staff?.from ? t('withStaffFrom', { t: momentText(staff.from) }) : t('withStaffLater');
}

/** Whom and what for. */
function Asked({ one }: { readonly one: TalkRequest }) {
  return (
    <Facts
      rows={[
        [t('toWhom'), one.to?.nickname ?? t('any')],
        [t('yourWish'), t(one.wish)],
        [t('mode'), t(one.mode)],
      ]}
    />
  );
}

/** Short facts, each with its name. */
export function Facts({ rows }: { readonly rows: readonly (readonly [string, ComponentChildren])[] }) {
  return (
    <dl class="talk-facts">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>
            <Ruby text={name} />
          </dt>
          <dd>{typeof value === 'string' ? <Ruby text={value} /> : value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Cancel({ one, doing }: StageProps) {
  return (
    <Button
      kind="quiet"
      busy={doing.busy}
      label={t('cancel')}
      onPress={() => doing.run(`/talk_requests/${one.talk_request_id}/cancellation`)}
    />
  );
}

/** 職員につなぐ: with words for them, if one likes. */
function ToStaff({ one, doing }: StageProps) {
  const [open, setOpen] = useState(false);
  const [words, setWords] = useState('');
  const talking = one.stage === 'talking';
  const send = () =>
    talking
      ? doing.run(`/talks/${one.talk_request_id}/handover`)
      : doing.run(`/talk_requests/${one.talk_request_id}/escalation`, words.trim() ? { words } : {});
  if (!open) return <Button label={t('handoff')} onPress={() => setOpen(true)} />;
  return (
    <Card title={t('handoff')}>
      {!talking && (
        <Field
          label={t('handoffLabel')}
          hint={t('handoffHint')}
          rows={3}
          maxLength={500}
          value={words}
          onInput={setWords}
        />
      )}
      <Button kind="primary" busy={doing.busy} label={t('handoffSend')} onPress={send} />
      <Button kind="quiet" label={t('notYet')} onPress={() => setOpen(false)} />
    </Card>
  );
}

function Found(props: StageProps) {
  const { one, doing } = props;
  const at = one.meet_at && Date.parse(one.meet_at) - houseNow() > 60_000 ? one.meet_at : null;
  const rows: [string, ComponentChildren][] = [
    [t('when'), at ? t('meetAt', { t: momentText(at) }) : t('meetNow')],
  ];
  if (one.mode === 'in_person' && one.place) rows.push([t('place'), one.place]);
  return (
    <>
      <Card>
        <Facts rows={rows} />
        {one.mode === 'in_person' && !one.place && (
          <p class="small">
            <Ruby text={t('placeAsk')} />
          </p>
        )}
        <Way one={one} />
        <p class="pinned">
          <Ruby text={t(one.wish)} />
        </p>
      </Card>
      <Button
        kind="primary"
        busy={doing.busy}
        label={t('started')}
        onPress={() => doing.run(`/talks/${one.talk_request_id}/start`)}
      />
      {!one.partner_is_staff && <ToStaff {...props} />}
      <Cancel {...props} />
    </>
  );
}

/** The room or the telephone. */
function Way({ one }: { readonly one: TalkRequest }) {
  if (one.mode === 'online' && one.link) return <LinkButton external href={one.link} label={t('link')} />;
  if (one.mode !== 'phone') return null;
  return (
    <>
      <p>
        <Ruby text={t('phoneAt')} />
      </p>
      {one.phone && (
        <LinkButton
          href={tel(one.phone)}
          icon={<Icon name="phone" />}
          label={t('call', { number: one.phone })}
        />
      )}
    </>
  );
}

function Talking(props: StageProps) {
  const { one, doing } = props;
  return (
    <>
      <Card>
        <p class="pinned">
          <Ruby text={t(one.wish)} />
        </p>
        <Way one={one} />
        <LongEnough since={one.reminded ? one.started_at : null} />
        <p class="line">
          <Ruby text={t('talkingNote')} />
        </p>
      </Card>
      <Button
        kind="primary"
        busy={doing.busy}
        label={t('finished')}
        onPress={() => doing.run(`/talks/${one.talk_request_id}/end`)}
      />
      {!one.partner_is_staff && <ToStaff {...props} />}
      <ConcernLink one={one} />
    </>
  );
}

/** 気になったこと of this talk. */
function ConcernLink({ one }: { readonly one: TalkRequest }) {
  const person = one.partner ? `/${one.partner.person_id}` : '';
  return <LinkButton kind="quiet" href={`#/talk/concern/talk${person}`} label={t('concern')} />;
}

function Over({ one }: { readonly one: TalkRequest }) {
  const talked = one.outcome === 'talked' || one.outcome === 'met_by_staff';
  return (
    <>
      {one.message && (
        <Card title={t('message')}>
          <p class="said">{one.message}</p>
        </Card>
      )}
      {talked && <Relief one={one} />}
      <LinkButton kind="primary" href="#/" label={t('home')} />
      <LinkButton kind="quiet" href="#/talk" label={t('backToList')} />
      {talked && <ConcernLink one={one} />}
      {talked && one.partner && !one.partner_is_staff && (
        <Card>
          <NotMeet id={one.partner.person_id} name={one.partner.nickname} />
        </Card>
      )}
    </>
  );
}
