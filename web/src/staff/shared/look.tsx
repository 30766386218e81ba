import { useState } from 'preact/hooks';
import { minutesLeft, openLook } from '../../data/sharing-rules';
import type { Look } from '../../data/sharing-types';
import { spoken } from '../../screens/gathering-words';
import { Thing } from '../../screens/sharing/thing';
import { useAsk } from '../../screens/sharing/use-ask';
import { useNow } from '../../screens/use-now';
import { me } from '../../session';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Choice } from '../../ui/Choice';
import { EmptyState } from '../../ui/EmptyState';
import { Field } from '../../ui/Field';
import { Ruby } from '../../ui/Ruby';
import { toast } from '../../ui/Toast';
import { api } from '../api';
import { fieldErrorsOf, sentenceFor, useForm } from '../form';
import { allOf, useLoad } from '../load';
import { FormMessage, StaffPage, WhenReady } from '../parts';
import { looking } from './api';
import { T, w } from './words';

const MINUTES = [15, 30, 60] as const;
const RULES = { '/reason': { field: 'reason' }, '/totp': { field: 'totp' } };

/** とても心配なとき: what happens is said first; then why, for how long, and a fresh code. */
export function LookPage({ person }: { readonly person: string }) {
  const of = useLoad(`person ${person}`, () => api.person(person));
  const looks = useLoad('looks', () => allOf(looking.looks));
  const now = useNow(15);
  const name = of.state === 'ready' ? of.value.nickname : '';
  return (
    <StaffPage title="shLookTitle" at="/shared" back={`/staff/people/${person}`}>
      <div class="st-measure care-stack">
        <h2>
          <T k="shWho" words={{ name }} />
        </h2>
        <WhenReady of={looks}>
          {(all) => {
            const open = openLook(all, me.value?.person_id, person, now);
            return open ? (
              <Opened look={open} person={person} now={now} again={looks.reload} />
            ) : (
              <Ask person={person} name={name} again={looks.reload} />
            );
          }}
        </WhenReady>
      </div>
    </StaffPage>
  );
}

interface AskProps {
  readonly person: string;
  readonly name: string;
  readonly again: () => void;
}

function Ask({ person, name, again }: AskProps) {
  const form = useForm();
  const [reason, setReason] = useState('');
  const [totp, setTotp] = useState('');
  const [minutes, setMinutes] = useState<number>(15);
  async function send() {
    if (form.busy) return;
    form.clear();
    const missing = {
      ...(reason.trim() ? {} : { reason: w('fRequired') }),
      ...(totp.trim() ? {} : { totp: w('fRequired') }),
    };
    if (form.refuse(missing)) return;
    const body = { reason: reason.trim(), minutes, totp: totp.trim() };
    const result = await form.send(body, (key) => looking.open(person, body, key));
    setTotp('');
    if (!result.ok) {
      const errors = fieldErrorsOf(result.problem, RULES);
      return void form.refuse(errors, Object.keys(errors).length > 0 ? null : sentenceFor(result.problem));
    }
    toast(w('shLookTold', { name }));
    again();
  }
  return (
    <form
      class="form"
      noValidate
      ref={form.ref}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Card title={w('shLookFirst')}>
        <ul class="st-points">
          {(['shLookPoint1', 'shLookPoint2', 'shLookPoint3', 'shLookPoint4'] as const).map((k) => (
            <li key={k}>
              <T k={k} />
            </li>
          ))}
        </ul>
      </Card>
      <Card>
        <Field
          label={w('shReason')}
          hint={w('shReasonHint')}
          rows={3}
          maxLength={300}
          value={reason}
          problem={form.errors.reason ?? null}
          onInput={setReason}
        />
        <Choice
          layout="row"
          legend={w('shMinutes')}
          options={MINUTES.map((n) => ({ value: n, label: spoken(w('shMinutesN', { n }), n) }))}
          value={minutes}
          onChoose={setMinutes}
        />
        <Field
          latin
          label={w('totpCode')}
          hint={w('totpCodeHint')}
          inputMode="numeric"
          autocomplete="one-time-code"
          maxLength={12}
          value={totp}
          problem={form.errors.totp ?? null}
          onInput={setTotp}
        />
        <FormMessage text={form.message} />
        <Button submit kind="primary" busy={form.busy} label={w('shLookOpen')} />
      </Card>
    </form>
  );
}

interface OpenedProps {
  readonly look: Look;
  readonly person: string;
  readonly now: number;
  readonly again: () => void;
}

function Opened({ look, person, now, again }: OpenedProps) {
  const of = useAsk(look.break_glass_id, () => looking.opened(person));
  const form = useForm();
  const left = minutesLeft(look.until, now);
  async function close() {
    const result = await form.send(person, () => looking.close(person));
    if (!result.ok) return void form.refuse({}, sentenceFor(result.problem));
    toast(w('shLookClosed'));
    again();
  }
  return (
    <>
      <Card>
        <p role="status">
          <strong>
            <Ruby text={spoken(w('shLeft', { n: left }), left)} />
          </strong>
        </p>
        <p class="said">{look.reason}</p>
        <FormMessage text={form.message} />
        <Button kind="primary" busy={form.busy} label={w('shLookClose')} onPress={close} />
      </Card>
      {of.problem && (
        <p role="alert">
          <Ruby text={of.problem.type === 'not-found' ? w('shLookKept') : sentenceFor(of.problem)} />
        </p>
      )}
      {of.value && (
        <Card title={w('shLookList')}>
          {of.value.items.length === 0 && <EmptyState text={w('shLookNone')} />}
          <ul class="rows">
            {of.value.items.map((one) => (
              <li key={one.occurred_at}>
                <div>
                  <Thing of={{ checkin: one, win: null }} />
                </div>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </>
  );
}
