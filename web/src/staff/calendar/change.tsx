import { useState } from 'preact/hooks';
import type { Result } from '../../api/client';
import { go } from '../../router';
import { dayText } from '../../texts/dates';
import { plain } from '../../texts/ruby';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Chips } from '../../ui/Choice';
import { Ruby } from '../../ui/Ruby';
import { toast } from '../../ui/Toast';
import type { Person } from '../api';
import { Differs } from '../conflict';
import { EditConflict, type Saved, useEdit } from '../edit';
import { FormMessage } from '../parts';
import { calendar } from './api';
import {
  CapacityField,
  type Filling,
  OnlineField,
  PersonPick,
  PlaceFields,
  PlanInput,
  StepsField,
  TimeFields,
} from './fields';
import { usePeople } from './load';
import { type One, readOne } from './one';
import { checkPlan, type PlanField, type PlanText, patchIn, planIn, planOf, RULES, textOfPlan } from './plan';
import { Reason, ScopeChoice } from './reason';
import { RepeatFields } from './repeat';
import { leftOf } from './rule';
import { dayOfMoment, hourOfMoment, hours, planWords, weekdayName, whenOf } from './say';
import { shifted } from './shift';
import type { Gathering, Plan, Scope, Weekday } from './types';
import { type StaffKey, T, w } from './words';

type Text = PlanText & { reason: string; parts: string };

/** What can change, as a person would say it. */
const PARTS = ['time', 'days', 'rule', 'place', 'online', 'title', 'steps', 'people', 'capacity'] as const;
type Part = (typeof PARTS)[number];

const FIELDS_OF: Readonly<Record<Part, readonly PlanField[]>> = {
  time: ['starts_at', 'minutes'],
  days: ['starts_on', 'weekdays', 'nth', 'weekday', 'day', 'until', 'count'],
  rule: [
    ...(['every', 'interval', 'weekdays', 'nth', 'weekday', 'day'] as const),
    ...(['end', 'until', 'count', 'on_holiday', 'on_closing_day'] as const),
  ],
  place: ['place', 'directions'],
  online: ['online_link'],
  title: ['title'],
  steps: ['steps'],
  people: ['host_id', 'watcher_id'],
  capacity: ['capacity'],
};

/** What a part is about; the day of a single occurrence belongs to its time. */
const fieldsOf = (part: Part, scope: Scope): readonly PlanField[] =>
  part === 'time' && scope === 'this' ? ['starts_on', ...FIELDS_OF.time] : FIELDS_OF[part];

export const LABELS: Readonly<Partial<Record<PlanField, StaffKey>>> = {
  starts_on: 'calDay',
  starts_at: 'calTime',
  minutes: 'calMinutes',
  every: 'calRepeat',
  weekdays: 'calWeekdays',
  until: 'calUntil',
  count: 'calCount',
  place: 'calPlace',
  directions: 'calDirections',
  online_link: 'calOnline',
  title: 'calName',
  steps: 'calSteps',
  host_id: 'calHost',
  watcher_id: 'calWatcher',
  capacity: 'calCapacity',
};

const NAMES: Readonly<Record<Part, StaffKey>> = {
  time: 'calPart_time',
  days: 'calPart_days',
  rule: 'calRepeat',
  place: 'calPlace',
  online: 'calOnline',
  title: 'calName',
  steps: 'calSteps',
  people: 'calPart_people',
  capacity: 'calCapacity',
};

/** The plan that a change of this extent begins with. */
export function planAt({ detail, gathering }: Pick<One, 'detail' | 'gathering'>, scope: Scope): Plan {
  if (scope === 'this')
    return {
      title: detail.title,
      what_happens: detail.what_happens,
      place: detail.place,
      directions: detail.directions,
      online_link: detail.online_link,
      starts_on: dayOfMoment(detail.starts_at),
      starts_at: hourOfMoment(detail.starts_at),
      minutes: detail.minutes,
      repeats: null,
      on_holiday: 'hold',
      on_closing_day: 'hold',
      capacity: detail.capacity,
      host_id: detail.host?.person_id ?? null,
      watcher_id: detail.watcher?.person_id ?? null,
    };
  const plan = planOf(gathering);
  if (scope === 'all') return plan;
  const phase = gathering.phases.filter(({ from }) => from <= detail.recurrence_id).at(-1);
  const { starts_at, minutes, repeats } = phase ?? plan;
  const left = repeats && leftOf(repeats, phase?.from ?? plan.starts_on, detail.recurrence_id);
  return { ...plan, starts_at, minutes, repeats: left ?? null, starts_on: detail.recurrence_id };
}

function savedOf(one: One, scope: Scope, parts: string): Saved<Text, One> {
  return {
    values: { ...textOfPlan(planAt(one, scope)), reason: '', parts },
    etag: scope === 'all' ? one.gatheringEtag : one.etag,
    row: one,
  };
}

type Leaders = Pick<Gathering, 'host' | 'watcher'>;

const nameOf = (people: readonly Person[], { host, watcher }: Leaders, id: string): string =>
  people.find(({ person_id }) => person_id === id)?.nickname ??
  [host, watcher].find((known) => known?.person_id === id)?.nickname ??
  '';

/** A value as words, where the field holds a code. */
export function sayField(people: readonly Person[], of: Leaders, field: string, value: string): string {
  if (field === 'host_id' || field === 'watcher_id') return nameOf(people, of, value);
  if (field === 'starts_on' || field === 'until') return value && dayText(value);
  if (field === 'every') return plain(w(`calEvery_${value as 'none'}`));
  if (field === 'weekdays')
    return value
      .split(' ')
      .map((day) => plain(weekdayName(day as Weekday)))
      .join('・');
  return value;
}

interface ComparedProps {
  readonly one: One;
  readonly scope: Scope;
  readonly before: PlanText;
  readonly after: PlanText;
  readonly people: readonly Person[];
}

/** Before and after, side by side, for what really changes. */
function Compared({ one, scope, before, after, people }: ComparedProps) {
  const rows: { k: StaffKey; was: string; is: string }[] = [];
  const time = (text: PlanText) => {
    const { starts_on, starts_at, minutes } = planIn(text);
    const said = hours(starts_at, minutes || 0);
    return scope === 'this' ? `${dayText(starts_on)} ${said}` : said;
  };
  const rule = (text: PlanText) => plain(planWords(planIn(text)));
  const changed = (part: Part) => fieldsOf(part, scope).some((field) => before[field] !== after[field]);
  if (changed('time')) rows.push({ k: 'calPart_time', was: time(before), is: time(after) });
  if (scope !== 'this' && before.starts_on !== after.starts_on)
    rows.push({ k: 'calDay', was: dayText(before.starts_on), is: dayText(after.starts_on) });
  if (changed('rule')) rows.push({ k: 'calRepeat', was: rule(before), is: rule(after) });
  for (const part of PARTS) {
    if (part === 'time' || part === 'days' || part === 'rule') continue;
    for (const field of FIELDS_OF[part]) {
      const k = LABELS[field];
      if (!k || before[field] === after[field]) continue;
      rows.push({
        k,
        was: sayField(people, one.detail, field, before[field]),
        is: sayField(people, one.detail, field, after[field]),
      });
    }
  }
  if (rows.length === 0) return null;
  return (
    <div class="cal-compared" role="status">
      {rows.map(({ k, was, is }) => (
        <Differs key={k} label={k} was={was} wasAs="calBeforeChange" is={is} isAs="calAfterChange" />
      ))}
    </div>
  );
}

interface FormProps {
  readonly one: One;
  readonly scope: Scope;
  readonly moving: boolean;
}

function ChangeForm({ one, scope, moving }: FormProps) {
  const { detail } = one;
  const people = usePeople();
  const saved = savedOf(one, scope, moving ? 'time' : '');
  const chosenIn = (text: Text): Part[] => PARTS.filter((part) => text.parts.split(' ').includes(part));
  /** Only what was chosen changes; a part that was closed again keeps its text, and stays as it was. */
  const wanted = (text: Text): Text => {
    const open = chosenIn(text).flatMap((part) => fieldsOf(part, scope));
    return { ...saved.values, ...Object.fromEntries(open.map((field) => [field, text[field]])) };
  };
  const edit = useEdit<Text, unknown>({
    draft: `calendar.change.${detail.gathering_id}.${detail.recurrence_id}.${scope}`,
    saved,
    rules: RULES,
    check(text) {
      const found: Record<string, string | undefined> = { ...checkPlan(wanted(text)) };
      if (chosenIn(text).includes('days') && !shifted(saved.values, text.starts_on))
        found.starts_on = w('calBadShift');
      if (Object.keys(patchIn(saved.values, wanted(text))).length === 0) found.parts = w('calNothingYet');
      if (text.reason.trim() === '') found.reason = w('fRequired');
      return found;
    },
    send(text, etag) {
      const body = { ...patchIn(saved.values, wanted(text)), reason: text.reason.trim() };
      const answer: Promise<Result<unknown>> =
        scope === 'all'
          ? calendar.changeAll(detail.gathering_id, etag, body)
          : calendar.change(detail, etag, { ...body, scope });
      return answer;
    },
    async again() {
      const fresh = await readOne(detail);
      return fresh.ok ? { ...fresh, value: savedOf(fresh.value, scope, '') } : fresh;
    },
    onSaved() {
      toast(w('calChanged', { name: detail.title }));
      go(
        scope === 'this'
          ? `/staff/calendar/at/${detail.gathering_id}/${detail.recurrence_id}`
          : '/staff/calendar',
      );
    },
  });
  const { values, form } = edit;
  const of: Filling = { values, set: edit.set, errors: form.errors };
  const open = chosenIn(values);
  const offered = PARTS.filter((part) => {
    if (part === 'days') return scope === 'following' && detail.repeats;
    return part !== 'rule' || (scope !== 'this' && detail.repeats);
  });
  function shift(day: string) {
    const moved = shifted(saved.values, day) ?? { starts_on: day };
    for (const [field, text] of Object.entries(moved)) edit.set(field as PlanField, text);
  }
  const words = new Map(offered.map((part) => [w(NAMES[part]), part]));
  return (
    <form ref={form.ref} noValidate onSubmit={edit.submit} class="cal-parts">
      <Card>
        <Chips
          legend={w('calParts')}
          options={[...words.keys()]}
          chosen={open.map((part) => w(NAMES[part]))}
          onChange={(chosen) =>
            edit.set('parts', offered.filter((part) => chosen.includes(w(NAMES[part]))).join(' '))
          }
        />
        {form.errors.parts && (
          <p class="problem" role="alert" data-form-message tabIndex={-1}>
            <Ruby text={form.errors.parts} />
          </p>
        )}
        {open.includes('time') && <TimeFields of={of} day={scope === 'this'} />}
        {open.includes('days') && (
          <PlanInput
            of={{ ...of, set: (_, day) => shift(day) }}
            field="starts_on"
            label="calDaysNew"
            hint={w('calDaysHint', { day: dayText(saved.values.starts_on) })}
            type="date"
          />
        )}
        {open.includes('rule') && <RepeatFields of={of} once={false} />}
        {open.includes('place') && <PlaceFields of={of} />}
        {open.includes('online') && <OnlineField of={of} />}
        {open.includes('title') && <PlanInput of={of} field="title" label="calName" />}
        {open.includes('steps') && <StepsField of={of} />}
        {open.includes('people') && (
          <div class="cal-three">
            <PersonPick of={of} field="watcher_id" label="calWatcher" people={people} />
            <PersonPick of={of} field="host_id" label="calHost" people={people} />
          </div>
        )}
        {open.includes('capacity') && <CapacityField of={of} />}
        <Compared one={one} scope={scope} before={saved.values} after={wanted(values)} people={people} />
        <Reason
          of="change"
          value={values.reason}
          onInput={(text) => edit.set('reason', text)}
          problem={form.errors.reason}
        />
        {edit.restored && edit.changed && (
          <p class="st-hint">
            <T k="draftKept" />
          </p>
        )}
        <FormMessage text={form.message} />
        {edit.theirs ? (
          <EditConflict
            edit={edit}
            labels={Object.fromEntries(
              open
                .flatMap((part) => fieldsOf(part, scope))
                .flatMap((field) => {
                  const k = LABELS[field];
                  return k ? [[field, k]] : [];
                }),
            )}
            say={(field, value) => sayField(people, one.detail, field, value)}
          />
        ) : (
          <Button kind="primary" submit busy={form.busy} label={w('calChangeGo')} />
        )}
      </Card>
    </form>
  );
}

/** Changes something: which ones, what, why. Each extent keeps its own draft, so looking at another loses nothing. */
export function ChangePage({ one, moving }: { readonly one: One; readonly moving: boolean }) {
  const [scope, setScope] = useState<Scope>('this');
  const { detail } = one;
  return (
    <div class="st-measure cal-parts">
      <Card title={detail.title}>
        <p>{whenOf(detail)}</p>
        {detail.repeats && <ScopeChoice value={scope} onChoose={setScope} />}
      </Card>
      <ChangeForm key={scope} one={one} scope={scope} moving={moving} />
    </div>
  );
}
