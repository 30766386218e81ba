import { useEffect, useState } from 'preact/hooks';
import { me } from '../../session';
import { Avatar } from '../../ui/Avatar';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { EmptyState } from '../../ui/EmptyState';
import { Page } from '../../ui/Page';
import { Ruby } from '../../ui/Ruby';
import { sentenceFor, useForm } from '../form';
import { allOf, type Loading, useLoad } from '../load';
import { About, FormMessage, StaffPage, Tag, WhenReady } from '../parts';
import { isStaff } from '../roles';
import { type StaffKey, T, w } from '../words';
import { type At, calendar } from './api';
import { cameName, modeName, whenOf } from './say';
import type { Came, OccurrenceDetail, Participant, Signal } from './types';

const EVERY = 15_000;
const CAME: readonly Came[] = ['came', 'partly', 'absent'];

/** Asks again every 15 seconds while somebody looks, and at once when they come back to the page. */
function useAgain(reload: () => void): void {
  useEffect(() => {
    const look = () => document.visibilityState === 'visible' && reload();
    const timer = setInterval(look, EVERY);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [reload]);
}

interface RowProps {
  readonly at: At;
  readonly person: Participant;
  readonly onChanged: () => void;
}

/** One person: how they take part, what they say themselves, and what the leader confirms. Both stay. */
function Row({ at, person, onChanged }: RowProps) {
  const form = useForm();
  const [chosen, setChosen] = useState<Came | null>(null);
  const own = person.person_id === me.value?.person_id;
  const confirmed = chosen ?? (own ? person.attended : person.confirmed);
  async function confirm(attended: Came) {
    form.clear();
    setChosen(attended);
    const result = await form.send([attended], () => calendar.confirm(at, person.person_id, attended));
    if (!result.ok) form.refuse({}, sentenceFor(result.problem));
    setChosen(null);
    onChanged();
  }
  return (
    <li class="cal-person">
      <div class="cal-person-who">
        <Avatar name={person.nickname} />
        <span class="st-line-text">
          <strong>{person.nickname}</strong>
          <span class="st-tags">
            <small>
              <Ruby text={modeName(person.mode)} />
            </small>
            {person.seat === 'waiting' && <Tag k="calWaiting" tone="care" />}
          </span>
        </span>
      </div>
      <p class="cal-own">
        <small>
          <T k="calOwnMark" />
        </small>
        <span>{person.attended ? <Ruby text={cameName(person.attended)} /> : <T k="calNoMark" />}</span>
      </p>
      <div class="cal-confirm">
        <small>
          {own ? (
            <T k="calOwnHere" />
          ) : person.confirmed_by ? (
            <T k="calConfirmedBy" words={{ name: person.confirmed_by }} />
          ) : (
            <T k="calConfirm" />
          )}
        </small>
        {/* biome-ignore lint/a11y/useSemanticElements: three buttons, not a form field */}
        <div class="cal-came" role="group" aria-label={`${person.nickname}`}>
          {CAME.map((came) => (
            <Button
              key={came}
              wide={false}
              label={cameName(came)}
              icon={<About name={person.nickname} />}
              pressed={confirmed === came}
              busy={form.busy}
              onPress={() => confirm(came)}
            />
          ))}
        </div>
        <FormMessage text={form.message} />
      </div>
    </li>
  );
}

function People({ at }: { readonly at: At }) {
  const list = useLoad(`people ${at.gathering_id} ${at.recurrence_id}`, () =>
    allOf((cursor) => calendar.participants(at, cursor)),
  );
  useAgain(list.reload);
  const byName = new Intl.Collator('ja');
  return (
    <Card title={w('calPeopleTitle')}>
      <WhenReady of={list}>
        {(people) =>
          people.length === 0 ? (
            <EmptyState text={w(isStaff.value ? 'calNobodyComes' : 'calNobodyShown')} />
          ) : (
            <>
              <p class="st-hint">
                <T k="calPeopleHint" />
              </p>
              <ul class="cal-people">
                {[...people]
                  .sort((a, b) => byName.compare(a.nickname, b.nickname))
                  .map((person) => (
                    <Row key={person.person_id} at={at} person={person} onChanged={list.reload} />
                  ))}
              </ul>
              {!isStaff.value && (
                <p class="st-hint">
                  <T k="calOnlyShown" />
                </p>
              )}
            </>
          )
        }
      </WhenReady>
    </Card>
  );
}

const SIGNALS: Readonly<Record<Signal['kind'], StaffKey>> = {
  pass: 'calSignal_pass',
  step_out: 'calSignal_step_out',
  need_watcher: 'calSignal_need_watcher',
};

function SignalRow({
  at,
  of,
  onSeen,
}: {
  readonly at: At;
  readonly of: Signal;
  readonly onSeen: () => void;
}) {
  const form = useForm();
  async function saw() {
    const result = await form.send([of.signal_id], () => calendar.saw(at, of.signal_id));
    if (!result.ok) form.refuse({}, sentenceFor(result.problem));
    onSeen();
  }
  return (
    <li class={of.kind === 'need_watcher' && !of.seen_at ? 'cal-signal cal-signal-near' : 'cal-signal'}>
      <div class="st-line-text">
        <strong>
          <T k={SIGNALS[of.kind]} />
        </strong>
        <small>
          {of.nickname} / <time dateTime={of.sent_at}>{localHour(of.sent_at)}</time>
        </small>
        <FormMessage text={form.message} />
      </div>
      {of.seen_at ? (
        <Tag k="calSeen" tone="past" />
      ) : (
        <Button
          wide={false}
          label={w('calSee')}
          icon={<About name={of.nickname} />}
          busy={form.busy}
          onPress={saw}
        />
      )}
    </li>
  );
}

const localHour = (at: string): string =>
  new Intl.DateTimeFormat('ja-JP', { hour: '2-digit', minute: '2-digit', timeZone: 'Asia/Tokyo' }).format(
    new Date(at),
  );

function Signals({ at }: { readonly at: At }) {
  const list: Loading<Signal[]> = useLoad(`signals ${at.gathering_id} ${at.recurrence_id}`, async () => {
    const page = await calendar.signals(at);
    return page.ok ? { ...page, value: page.value.items } : page;
  });
  useAgain(list.reload);
  return (
    <Card title={w('calSignals')}>
      <div role="status">
        <WhenReady of={list}>
          {(signals) =>
            signals.length === 0 ? (
              <p class="st-hint">
                <T k="calNoSignals" />
              </p>
            ) : (
              <ul class="cal-signals">
                {[...signals]
                  .sort(
                    (a, b) =>
                      Number(a.seen_at !== null) - Number(b.seen_at !== null) ||
                      b.sent_at.localeCompare(a.sent_at),
                  )
                  .map((one) => (
                    <SignalRow key={one.signal_id} at={at} of={one} onSeen={list.reload} />
                  ))}
              </ul>
            )
          }
        </WhenReady>
      </div>
    </Card>
  );
}

function Leading({ detail }: { readonly detail: OccurrenceDetail }) {
  if (!detail.leads) return <EmptyState text={w('calNotLeading')} />;
  return (
    <>
      <p class="cal-lead-head">
        <strong>{detail.title}</strong> <span>{whenOf(detail)}</span>
        {detail.state === 'cancelled' && <Tag k="calChange_cancelled" tone="past" />}
      </p>
      <div class="cal-lead">
        <Signals at={detail} />
        <People at={detail} />
      </div>
    </>
  );
}

/** The page of whoever leads or watches one occurrence; leaders need not belong to the staff. */
export function LeadPage({ at }: { readonly at: At }) {
  const loaded = useLoad(`${at.gathering_id} ${at.recurrence_id}`, () => calendar.occurrence(at));
  const body = <WhenReady of={loaded}>{(detail) => <Leading detail={detail} />}</WhenReady>;
  return isStaff.value ? (
    <StaffPage
      title="calLead"
      at="/calendar"
      back={`/staff/calendar/at/${at.gathering_id}/${at.recurrence_id}`}
    >
      {body}
    </StaffPage>
  ) : (
    <Page wide title={w('calLead')} back="/plans">
      {body}
    </Page>
  );
}
