import { useEffect, useRef, useState } from 'preact/hooks';
import type { Result } from '../../api/client';
import { useNow } from '../../screens/use-now';
import { me } from '../../session';
import { timeText } from '../../texts/dates';
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
import { type At, calendar } from './api';
import { circles, Pick } from './fields';
import { usePeople } from './load';
import { cameName, modeName, whenOf } from './say';
import type { Came, OccurrenceDetail, Participant, Signal } from './types';
import { type StaffKey, T, w } from './words';

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

/** What was read last, and when: a missing answer in between takes nothing away, and never looks fresh. */
interface Read<T> {
  readonly items: readonly T[];
  readonly at: number;
}

function usePolled<T>(key: string, fetch: () => Promise<Result<T[]>>): Loading<Read<T>> {
  const last = useRef<Read<T> | null>(null);
  const list = useLoad<Read<T>>(key, async () => {
    const result = await fetch();
    if (result.ok) last.current = { items: result.value, at: Date.now() };
    else if (!last.current || result.problem.status > 0) return result;
    return { ok: true, value: last.current, etag: null };
  });
  useAgain(list.reload);
  return list;
}

function AsOf({ at }: { readonly at: number }) {
  return (
    <p class="asof">
      <T k="calAsOf" words={{ time: timeText(at) }} />
    </p>
  );
}

interface RowProps {
  readonly at: At;
  readonly person: Participant;
  /** Marks can be given: it is about to begin, or it was. */
  readonly open: boolean;
  readonly onChanged: () => void;
}

/** One person: how they take part, what they say themselves, and what the leader confirms. Both stay. */
function Row({ at, person, open, onChanged }: RowProps) {
  const form = useForm();
  const own = person.person_id === me.value?.person_id;
  const kept = own ? person.attended : person.confirmed;
  const [chosen, setChosen] = useState<Came | null>(null);
  useEffect(() => setChosen(null), [kept]);
  async function confirm(attended: Came) {
    form.clear();
    setChosen(attended);
    const result = await form.send([attended], () => calendar.confirm(at, person.person_id, attended));
    if (!result.ok) {
      setChosen(null);
      form.refuse({}, sentenceFor(result.problem));
    }
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
      {!own && (
        <p class="cal-own">
          <small>
            <T k="calOwnMark" />
          </small>
          <span>{person.attended ? <Ruby text={cameName(person.attended)} /> : <T k="calNoMark" />}</span>
        </p>
      )}
      {open && (
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
          <div class="cal-came">
            {CAME.map((came) => (
              <Button
                key={came}
                wide={false}
                label={cameName(came)}
                icon={<About name={person.nickname} />}
                pressed={(chosen ?? kept) === came}
                busy={form.busy}
                onPress={() => confirm(came)}
              />
            ))}
          </div>
          <FormMessage text={form.message} />
        </div>
      )}
    </li>
  );
}

interface WalkInProps {
  readonly at: At;
  readonly here: readonly Participant[];
  readonly onChanged: () => void;
}

/** Somebody came without having said so, which is as good. Only staff know who is not on the list. */
function WalkIn({ at, here, onChanged }: WalkInProps) {
  const [id, setId] = useState('');
  const form = useForm();
  const people = usePeople();
  const known = new Set(here.map(({ person_id }) => person_id));
  async function came() {
    const result = await form.send([id], () => calendar.confirm(at, id, 'came'));
    if (result.ok) setId('');
    else form.refuse({}, sentenceFor(result.problem));
    onChanged();
  }
  return (
    <div class="cal-three">
      <Pick
        label={w('calWalkIn')}
        none="—"
        value={id}
        onPick={setId}
        groups={circles(people.filter(({ person_id }) => !known.has(person_id)))}
      />
      {id !== '' && <Button label={w('calCame_came')} busy={form.busy} onPress={came} />}
      <FormMessage text={form.message} />
    </div>
  );
}

const BEFORE = 30 * 60_000;

function People({ detail }: { readonly detail: OccurrenceDetail }) {
  const list = usePolled(`people ${detail.gathering_id} ${detail.recurrence_id}`, () =>
    allOf(() => calendar.participants(detail)),
  );
  const byName = new Intl.Collator('ja');
  const held = detail.state !== 'cancelled';
  const time = useNow(30);
  const open = held && time >= Date.parse(detail.starts_at) - BEFORE;
  return (
    <Card title={w('calPeopleTitle')}>
      <WhenReady of={list}>
        {({ items, at }) => (
          <>
            {held && !open && (
              <p class="st-hint">
                <T k="calTooEarly" />
              </p>
            )}
            {items.length === 0 ? (
              <EmptyState text={w(isStaff.value ? 'calNobodyComes' : 'calNobodyShown')} />
            ) : (
              <>
                <p class="st-hint">
                  <T k={isStaff.value ? 'calPeopleHint' : 'calOnlyShown'} />
                </p>
                <ul class="cal-people">
                  {[...items]
                    .sort((a, b) => byName.compare(a.nickname, b.nickname))
                    .map((person) => (
                      <Row
                        key={person.person_id}
                        at={detail}
                        person={person}
                        open={open}
                        onChanged={list.reload}
                      />
                    ))}
                </ul>
              </>
            )}
            {open && isStaff.value && <WalkIn at={detail} here={items} onChanged={list.reload} />}
            <AsOf at={at} />
          </>
        )}
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
          {of.nickname} / <time dateTime={of.sent_at}>{timeText(of.sent_at)}</time>
        </small>
        <FormMessage text={form.message} />
      </div>
      {of.seen_at ? (
        <Tag k="calSee" tone="past" />
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

function Signals({ at }: { readonly at: At }) {
  const list = usePolled(`signals ${at.gathering_id} ${at.recurrence_id}`, () =>
    allOf(() => calendar.signals(at)),
  );
  return (
    <Card title={w('calSignals')}>
      <WhenReady of={list}>
        {(read) => (
          <>
            <div role="status">
              {read.items.length === 0 ? (
                <p class="st-hint">
                  <T k="calNoSignals" />
                </p>
              ) : (
                <ul class="cal-signals">
                  {[...read.items]
                    .sort(
                      (a, b) =>
                        Number(a.seen_at !== null) - Number(b.seen_at !== null) ||
                        b.sent_at.localeCompare(a.sent_at),
                    )
                    .map((one) => (
                      <SignalRow key={one.signal_id} at={at} of={one} onSeen={list.reload} />
                    ))}
                </ul>
              )}
            </div>
            <AsOf at={read.at} />
          </>
        )}
      </WhenReady>
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
        <People detail={detail} />
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
    <Page wide title={w('calLead')} back={`/gathering/${at.gathering_id}/${at.recurrence_id}`}>
      {body}
    </Page>
  );
}
