import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { plain } from '../../texts/ruby';
import { Button, LinkButton } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Ruby } from '../../ui/Ruby';
import { toast } from '../../ui/Toast';
import { dateText } from '../dates';
import { fieldErrorsOf, sentenceFor, useForm } from '../form';
import { useLoad } from '../load';
import { FormMessage, StaffPage, Tag, WhenReady } from '../parts';
import { type At, calendar } from './api';
import { CancelForm } from './cancel';
import { ChangePage } from './change';
import { type One, readOne } from './one';
import { REASON, Reason } from './reason';
import { audienceName, kindName, planWords, whenOf } from './say';
import type { Change } from './types';
import { type StaffKey, T, w } from './words';

function Fact({ k, children }: { readonly k: StaffKey; readonly children: ComponentChildren }) {
  return (
    <div>
      <dt>
        <T k={k} />
      </dt>
      <dd>{children}</dd>
    </div>
  );
}

/** What changed, how it was, and why: the same words that the members read. */
export function ChangeNote({ change }: { readonly change: Change }) {
  const { before } = change;
  const was = [
    before.title,
    before.starts_at && before.ends_at
      ? whenOf({ starts_at: before.starts_at, ends_at: before.ends_at })
      : null,
    before.place,
  ].filter(Boolean);
  return (
    <div class="cal-note">
      <Tag k={`calChange_${change.kind}`} tone={change.kind === 'cancelled' ? 'past' : 'care'} />
      <p class="own">{change.reason}</p>
      {was.length > 0 && (
        <p class="st-hint">
          <T k="calWas" words={{ what: was.join(' / ') }} />
        </p>
      )}
      <p class="st-hint">
        <T k="calChangedOn" words={{ date: dateText(change.changed_at) }} />
      </p>
    </div>
  );
}

function Facts({ detail, gathering }: One) {
  const { watcher, host, capacity } = detail;
  return (
    <dl class="cal-facts">
      <Fact k="calWhen">{whenOf(detail)}</Fact>
      {gathering.repeats && (
        <Fact k="calRepeat">
          <Ruby text={planWords(gathering)} />
        </Fact>
      )}
      <Fact k="calWhere">
        {detail.place ?? <T k="calNoPlace" />}
        {detail.directions && <span class="st-hint own"> {detail.directions}</span>}
      </Fact>
      {detail.online_link && (
        <Fact k="calOnline">
          <a href={detail.online_link} target="_blank" rel="noreferrer">
            {detail.online_link.replace(/^https:\/\//, '')}
          </a>
        </Fact>
      )}
      <Fact k="calWatcher">{watcher ? watcher.nickname : <Tag k="calNoWatcher" tone="care" />}</Fact>
      <Fact k="calHost">{host ? host.nickname : <T k="calNobodyYet" />}</Fact>
      <Fact k="calAudience">
        <Ruby text={audienceName(detail.audience)} />
      </Fact>
      {capacity !== null && (
        <Fact k="calCapacity">
          <T k="calPeople" words={{ n: capacity }} />
          {detail.full && (
            <>
              {' '}
              <Tag k="calFull" />
            </>
          )}
        </Fact>
      )}
      {detail.what_happens.length > 0 && (
        <Fact k="calSteps">
          <ol class="cal-points">
            {detail.what_happens.map((step, index) => (
              <li key={`${index}${step}`} class="own">
                {step}
              </li>
            ))}
          </ol>
        </Fact>
      )}
    </dl>
  );
}

/** It was called off by mistake, or it can take place after all. */
function HoldAgain({ one, onChanged }: { readonly one: One; readonly onChanged: () => void }) {
  const form = useForm();
  const [reason, setReason] = useState(plain(w('calHoldAgainReason')));
  async function hold() {
    const why = reason.trim();
    if (form.refuse(why === '' ? { reason: w('fRequired') } : {})) return;
    const body = { scope: 'this' as const, reason: why };
    const result = await form.send(body, () => calendar.change(one.detail, one.etag, body));
    if (result.ok) toast(w('calHeldAgain'));
    else {
      const errors = fieldErrorsOf(result.problem, REASON);
      form.refuse(errors, Object.keys(errors).length > 0 ? null : sentenceFor(result.problem));
    }
    if (result.ok || result.problem.status === 412) onChanged();
  }
  return (
    <form
      ref={form.ref}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void hold();
      }}
    >
      <Reason value={reason} onInput={setReason} problem={form.errors.reason} />
      <FormMessage text={form.message} />
      <Button submit label={w('calHoldAgain')} busy={form.busy} />
    </form>
  );
}

function Detail({ one, onChanged }: { readonly one: One; readonly onChanged: () => void }) {
  const { detail } = one;
  const here = `#/staff/calendar/at/${detail.gathering_id}/${detail.recurrence_id}`;
  const cancelled = detail.state === 'cancelled';
  return (
    <div class="cal-form">
      <div class="cal-parts">
        <Card title={detail.title}>
          <p class="st-hint">
            <Ruby text={kindName(detail.kind)} />
          </p>
          {detail.change && <ChangeNote change={detail.change} />}
          <Facts {...one} />
        </Card>
      </div>
      <div class="cal-side">
        <Card>
          <LinkButton
            kind="primary"
            href={`#/staff/lead/${detail.gathering_id}/${detail.recurrence_id}`}
            label={w('calLead')}
          />
          {cancelled ? (
            <HoldAgain one={one} onChanged={onChanged} />
          ) : (
            <>
              <LinkButton href={`${here}/move`} label={w('calMove')} />
              <LinkButton href={`${here}/change`} label={w('calEdit')} />
              <LinkButton href={`${here}/cancel`} label={w('calCancel')} />
            </>
          )}
          <LinkButton
            kind="quiet"
            href={`#/staff/calendar/new/${detail.gathering_id}`}
            label={w('calLikeThis')}
          />
        </Card>
      </div>
    </div>
  );
}

interface Props {
  readonly at: At;
  readonly doing: string | undefined;
}

const TITLES: Readonly<Record<string, StaffKey>> = {
  move: 'calMove',
  change: 'calEdit',
  cancel: 'calCancel',
};

/** One occurrence: what it is, and what staff can do about it. */
export function OccurrencePage({ at, doing }: Props) {
  const loaded = useLoad(`${at.gathering_id} ${at.recurrence_id}`, () => readOne(at));
  const back = doing ? `/staff/calendar/at/${at.gathering_id}/${at.recurrence_id}` : '/staff/calendar';
  return (
    <StaffPage title={TITLES[doing ?? ''] ?? 'calOne'} at="/calendar" back={back}>
      <WhenReady of={loaded}>
        {(one) => {
          if (doing === 'cancel') return <CancelForm one={one} />;
          if (doing === 'change' || doing === 'move')
            return <ChangePage one={one} moving={doing === 'move'} />;
          return <Detail one={one} onChanged={loaded.reload} />;
        }}
      </WhenReady>
    </StaffPage>
  );
}
