import { useEffect, useRef, useState } from 'preact/hooks';
import { me } from '../../data/person';
import { plain } from '../../texts/ruby';
import { Button, LinkButton } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Ruby } from '../../ui/Ruby';
import { useEdit } from '../edit';
import { useLoad } from '../load';
import { FormMessage, StaffPage, WhenReady } from '../parts';
import { calendar } from './api';
import {
  CapacityField,
  type Filling,
  OnlineField,
  PersonPick,
  PlaceFields,
  PlanChoice,
  PlanInput,
  StepsField,
  TimeFields,
} from './fields';
import { today, useDaysOff, usePeople } from './load';
import {
  checkGathering,
  defaultsOf,
  emptyPlan,
  fillFor,
  gatheringIn,
  KINDS,
  type PlanField,
  type PlanText,
  planIn,
  RULES,
  textLike,
} from './plan';
import { RepeatFields } from './repeat';
import { coming, type DaysOff, isDay, noDaysOff, plusDays, weekdayOf } from './rule';
import { audienceName, comingWords, kindName, planWords, sentences, wholeSentence } from './say';
import type { Audience, Gathering, Kind } from './types';
import { T, w } from './words';

/** What will be made, in one breath; changes as one writes. */
export function Sentence({ values }: { readonly values: PlanText }) {
  const off = useDaysOff();
  const ready = isDay(values.starts_on) && values.starts_at !== '' && Number(planIn(values).minutes) > 0;
  return (
    <p class="cal-sentence" role="status">
      {ready ? <Ruby text={wholeSentence(planIn(values), off, today())} /> : <T k="calSentenceEmpty" />}
    </p>
  );
}

function kindHint(kind: Kind): string {
  const { minutes, capacity, audience, every } = defaultsOf(kind);
  return [
    w('calKindMinutes', { n: minutes }),
    ...(capacity === '' ? [] : [w('calKindCapacity', { n: capacity })]),
    audienceName(audience),
    ...(every === 'month' ? [w('calKindMonthly')] : []),
  ].join(' / ');
}

interface MakeProps {
  readonly draft: string;
  readonly start: PlanText;
  readonly onMade: (made: Gathering) => void;
}

function Make({ draft, start, onMade }: MakeProps) {
  const people = usePeople();
  const edit = useEdit<PlanText, Gathering>({
    draft,
    saved: { values: start, etag: '', row: null as unknown as Gathering },
    rules: RULES,
    check: checkGathering,
    send: (text, _etag, key) => calendar.create(gatheringIn(text), key),
    again: () => Promise.reject(new Error('nothing is saved yet')),
    onSaved: onMade,
  });
  const { values, form } = edit;
  const of: Filling = { values, set: edit.set, errors: form.errors };
  const kind = KINDS.find((one) => one === values.kind) ?? null;
  function choose(next: Kind) {
    for (const [field, text] of Object.entries(fillFor(values, next))) edit.set(field as PlanField, text);
  }
  const pair = values.kind === 'one_to_one';
  return (
    <form ref={form.ref} noValidate onSubmit={edit.submit} class="cal-form">
      <div class="cal-parts">
        <Card title={w('calWhat')}>
          <div class="cal-grid">
            <PlanChoice<Kind>
              of={of}
              field="kind"
              label="calKind"
              value={kind}
              onChoose={choose}
              options={KINDS.map((value) => ({ value, label: kindName(value), hint: kindHint(value) }))}
            />
          </div>
          {kind && (
            <>
              <PlanInput of={of} field="title" label="calName" hint={w('calNameHint')} />
              <StepsField of={of} />
            </>
          )}
        </Card>
        {kind && (
          <>
            <Card title={w('calWhen')}>
              <TimeFields of={of} />
              <RepeatFields of={of} />
            </Card>
            <Card title={w('calWhere')}>
              <PlaceFields of={of} />
              <OnlineField of={of} />
            </Card>
            <Card title={w('calWho')}>
              <div class="cal-three">
                <PersonPick of={of} field="watcher_id" label="calWatcher" people={people} />
                <PersonPick of={of} field="host_id" label="calHost" people={people} />
              </div>
              {pair ? (
                <div class="cal-three">
                  <PersonPick of={of} field="person_1" label="calPerson1" people={people} />
                  <PersonPick of={of} field="person_2" label="calPerson2" people={people} />
                </div>
              ) : (
                <PlanChoice<Audience>
                  of={of}
                  field="audience"
                  label="calAudience"
                  layout="row"
                  options={(['everyone', 'supporters'] as const).map((value) => ({
                    value,
                    label: audienceName(value),
                  }))}
                />
              )}
              {!pair && <CapacityField of={of} />}
            </Card>
          </>
        )}
      </div>
      {kind && (
        <aside class="cal-side" aria-label={plain(w('calWillBe'))}>
          <Card title={w('calWillBe')}>
            <Sentence values={values} />
            {edit.restored && edit.changed && (
              <p class="st-hint">
                <T k="draftKept" />
              </p>
            )}
            <FormMessage text={form.message} />
            <Button kind="primary" submit busy={form.busy} label={w('calPublish')} />
            {edit.changed && <Button kind="quiet" label={w('calClear')} onPress={edit.discard} />}
          </Card>
        </aside>
      )}
    </form>
  );
}

/** The day to begin with when an earlier gathering is taken again: the same day of the week, from tomorrow on. */
function nextLike(gathering: Gathering): string {
  const day = plusDays(today(), 1);
  if (gathering.repeats) return coming({ ...gathering, starts_on: day }, noDaysOff, day, 1)[0]?.on ?? day;
  const wanted = weekdayOf(gathering.starts_on);
  return (
    [0, 1, 2, 3, 4, 5, 6].map((days) => plusDays(day, days)).find((one) => weekdayOf(one) === wanted) ?? day
  );
}

/** What was made, with the days as the server counts them. */
function madeWords(made: Gathering, off: DaysOff): string {
  const next = made.next_dates.map((day) => ({ on: day, held: day, why: null }));
  const last = next.at(-1)?.on ?? '';
  const left = coming(made, off, today(), next.length).filter((one) => one.held !== one.on && one.on < last);
  const moved = new Set(left.map((one) => one.held));
  const all = [...next.filter(({ on }) => !moved.has(on)), ...left].sort((a, b) => a.on.localeCompare(b.on));
  return sentences([planWords(made), made.repeats ? comingWords(all) : '']);
}

function Made({ made, onMore }: { readonly made: Gathering; readonly onMore: () => void }) {
  const off = useDaysOff();
  const arrived = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    arrived.current?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }, []);
  return (
    <div class="st-measure st-made">
      <p class="st-arrived" role="status" tabIndex={-1} ref={arrived}>
        <strong>
          <T k="calMade" />
        </strong>
      </p>
      <Card title={made.title}>
        <p class="cal-sentence">
          <Ruby text={madeWords(made, off)} />
        </p>
        {!made.watcher && (
          <p>
            <T k="calNoWatcher" />
          </p>
        )}
        <div class="st-row">
          <LinkButton kind="primary" href="#/staff/calendar" label={w('backToList')} />
          <Button label={w('calOneMore')} onPress={onMore} />
        </div>
      </Card>
    </div>
  );
}

function MakeOrMade({ draft, start }: { readonly draft: string; readonly start: PlanText }) {
  const [made, setMade] = useState<Gathering | null>(null);
  return made ? (
    <Made made={made} onMore={() => setMade(null)} />
  ) : (
    <Make draft={draft} start={start} onMade={setMade} />
  );
}

/** Makes a gathering: from nothing, or like an earlier one. */
export function NewGathering({ like }: { readonly like: string | undefined }) {
  // Whoever plans it watches, until they say who else.
  const [start] = useState(() => ({ ...emptyPlan, watcher_id: me.peek()?.person_id ?? '' }));
  const earlier = useLoad(like ?? null, () => calendar.gathering(like ?? ''));
  return (
    <StaffPage title={like ? 'calLike' : 'calNew'} at="/calendar">
      {like ? (
        <WhenReady of={earlier}>
          {(gathering) => (
            <MakeOrMade draft={`calendar.${like}`} start={textLike(gathering, nextLike(gathering))} />
          )}
        </WhenReady>
      ) : (
        <MakeOrMade draft="calendar.new" start={start} />
      )}
    </StaffPage>
  );
}
