import { useState } from 'preact/hooks';
import { addMonths, monthText } from '../../texts/calendar';
import { dayText } from '../../texts/dates';
import { Button, LinkButton } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { EmptyState } from '../../ui/EmptyState';
import { Icon } from '../../ui/Icon';
import { Ruby } from '../../ui/Ruby';
import { api } from '../api';
import { CopyButton } from '../copy';
import { useDraft } from '../draft';
import { allOf, type Loading, useList } from '../load';
import { StaffPage, Tag, WhenReady } from '../parts';
import { calendar } from './api';
import { MONTHS_AHEAD, monthOf, today } from './load';
import { KINDS } from './plan';
import { Proposals } from './proposals';
import { plusDays } from './rule';
import { dayOfMoment, hoursOf, kindName, ruleWords } from './say';
import type { DayOff, Gathering, Occurrence, State } from './types';
import { T, w } from './words';

interface RowProps {
  readonly one: Occurrence;
  /** Who leads and watches, when it is known. */
  readonly gathering: Gathering | undefined;
}

/** Who leads and who watches over it; that nobody watches yet is said in words. */
function Leaders({ one, gathering }: RowProps) {
  const other = one.change?.fields.some((field) => field === 'host' || field === 'watcher');
  if (!gathering || other || one.state === 'cancelled') return null;
  return (
    <span class="cal-leaders">
      {gathering.host && (
        <small>
          <T k="calHostIs" words={{ name: gathering.host.nickname }} />
        </small>
      )}
      {gathering.watcher ? (
        <small>
          <T k="calWatcherIs" words={{ name: gathering.watcher.nickname }} />
        </small>
      ) : (
        <Tag k="calNoWatcher" tone="care" />
      )}
    </span>
  );
}

function Row({ one, gathering }: RowProps) {
  const { change } = one;
  return (
    <li>
      <a class="cal-row" href={`#/staff/calendar/at/${one.gathering_id}/${one.recurrence_id}`}>
        <span class="cal-row-in">
          <span class="cal-hours">{hoursOf(one)}</span>
          <span class="cal-row-text">
            <strong class={one.state === 'cancelled' ? 'cal-off' : undefined}>{one.title}</strong>
            <small>
              <Ruby text={kindName(one.kind)} />
              {one.place && ` / ${one.place}`}
              {one.online && (
                <>
                  {' / '}
                  <T k="calOnlineToo" />
                </>
              )}
            </small>
            {change && (
              <span class="st-tags">
                <Tag k={`calChange_${change.kind}`} tone={change.kind === 'cancelled' ? 'past' : 'calm'} />
                <small class="own">{change.reason}</small>
              </span>
            )}
          </span>
          <Leaders one={one} gathering={gathering} />
        </span>
        <Icon name="forward" />
      </a>
    </li>
  );
}

interface Day {
  readonly date: string;
  /** The last of several days that are off for the same reason. */
  to: string;
  readonly off: DayOff | undefined;
  readonly items: Occurrence[];
}

/** Days with something in them, and days off, in order. */
function byDay(items: readonly Occurrence[], days: readonly DayOff[]): Day[] {
  const found = new Map<string, Day>();
  for (const off of days) found.set(off.date, { date: off.date, to: off.date, off, items: [] });
  for (const one of items) {
    const date = dayOfMoment(one.starts_at);
    const day = found.get(date) ?? { date, to: date, off: undefined, items: [] };
    found.set(date, day);
    day.items.push(one);
  }
  const shown: Day[] = [];
  for (const day of [...found.values()].sort((a, b) => a.date.localeCompare(b.date))) {
    const before = shown.at(-1);
    const empty = before && before.items.length + day.items.length === 0;
    const goesOn = empty && before.off?.name === day.off?.name && before.to === plusDays(day.date, -1);
    if (goesOn) before.to = day.date;
    else shown.push(day);
  }
  return shown;
}

interface DaysProps {
  readonly days: readonly Day[];
  readonly of: ReadonlyMap<string, Gathering>;
}

function Days({ days, of }: DaysProps) {
  const now = today();
  return (
    <ol class="cal-days">
      {days.map(({ date, to, off, items }) => (
        <li key={date} class={date === now ? 'cal-today' : undefined}>
          <h3>
            {dayText(date)}
            {to > date && `–${dayText(to)}`}
            {date === now && <Tag k="calToday" />}
            {off && (
              <span class="st-tag st-tag-past">
                <Ruby text={off.name || w('calClosings')} />
                {off.provisional && <T k="calProvisional" />}
              </span>
            )}
          </h3>
          {items.length > 0 && (
            <ul>
              {items
                .sort((a, b) => a.starts_at.localeCompare(b.starts_at))
                .map((one) => (
                  <Row
                    key={`${one.gathering_id} ${one.recurrence_id}`}
                    one={one}
                    gathering={of.get(one.gathering_id)}
                  />
                ))}
            </ul>
          )}
        </li>
      ))}
    </ol>
  );
}

function Month({ month, of }: { readonly month: string; readonly of: ReadonlyMap<string, Gathering> }) {
  const [past, setPast] = useState(false);
  const { from, to } = monthOf(month);
  const list = useList(`calendar.${month}`, () => calendar.occurrences(from, to));
  return (
    <WhenReady of={list}>
      {({ items, days }) => {
        const all = byDay(items, days);
        const now = today();
        const coming = all.filter(({ date }) => date >= now);
        const gone = all.filter((day) => day.date < now && day.items.length > 0);
        const shown = month === now.slice(0, 7) ? [...(past ? gone : []), ...coming] : all;
        return (
          <>
            {shown.length < all.length && gone.length > 0 && !past && month === now.slice(0, 7) && (
              <Button kind="quiet" wide={false} label={w('calShowPast')} onPress={() => setPast(true)} />
            )}
            {shown.some((day) => day.items.length > 0) ? (
              <Days days={shown} of={of} />
            ) : (
              <EmptyState text={w('calEmptyMonth')}>
                <LinkButton href="#/staff/calendar/new" label={w('calNew')} wide={false} />
              </EmptyState>
            )}
          </>
        );
      }}
    </WhenReady>
  );
}

/** The last gathering of each kind: what one most often wants to make again. */
function lastOfEach(gatherings: readonly Gathering[]): Gathering[] {
  return KINDS.flatMap((kind) => {
    const last = gatherings
      .filter((one) => one.kind === kind && one.state === 'published')
      .sort((a, b) => a.created_at.localeCompare(b.created_at))
      .at(-1);
    return last ? [last] : [];
  });
}

function Again({ gatherings }: { readonly gatherings: readonly Gathering[] }) {
  const last = lastOfEach(gatherings);
  return (
    <Card title={w('calLikeWhich')} id="cal-like">
      {last.length === 0 ? (
        <p>
          <T k="calLikeNone" />
        </p>
      ) : (
        <ul class="menu">
          {last.map((one) => (
            <li key={one.gathering_id}>
              <a href={`#/staff/calendar/new/${one.gathering_id}`}>
                <span>
                  {one.title}
                  <small>
                    <Ruby text={`${kindName(one.kind)} / ${ruleWords(one.repeats, one.starts_on)}`} />
                  </small>
                </span>
                <Icon name="forward" />
              </a>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function useGatherings(state: State): Loading<Gathering[]> {
  return useList(`calendar.${state}`, () => allOf((cursor) => calendar.gatherings(state, cursor)));
}

/** Where neighbours and families find what is open to everybody. */
function OpenAddress() {
  const facility = useList('facility', api.facility);
  if (facility.state !== 'ready') return null;
  const url = `${location.origin}/api/v1/open/${facility.value.slug}.ics`;
  return (
    <Card title={w('calOpen')}>
      <p class="st-hint">
        <T k="calOpenHint" />
      </p>
      <code class="cal-address" translate={false}>
        {url}
      </code>
      <div class="st-row cal-left">
        <CopyButton text={url} label="calOpenCopy" />
      </div>
    </Card>
  );
}

/** The calendar as staff see it: what members propose, then day after day. */
export function CalendarList() {
  const [again, setAgain] = useState(false);
  const [answered, setAnswered] = useState(0);
  const kept = useDraft('calendar', { month: today().slice(0, 7) });
  const { month } = kept.values;
  const first = addMonths(today().slice(0, 7), -MONTHS_AHEAD);
  const last = addMonths(today().slice(0, 7), MONTHS_AHEAD - 1);
  const published = useGatherings('published');
  const gatherings = published.state === 'ready' ? published.value : [];
  const of = new Map(gatherings.map((one) => [one.gathering_id, one]));
  function open() {
    setAgain(!again);
    requestAnimationFrame(() => document.getElementById('cal-like')?.focus());
  }
  return (
    <StaffPage title="calTitle" at="/calendar">
      <div class="cal-do">
        <LinkButton kind="primary" href="#/staff/calendar/new" label={w('calNew')} wide={false} />
        <Button label={w('calLike')} pressed={again} wide={false} onPress={open} />
        <LinkButton kind="quiet" href="#/staff/calendar/closed" label={w('calClosedDays')} wide={false} />
      </div>
      {again && <Again gatherings={gatherings} />}
      <Proposals
        onAnswered={() => {
          published.reload();
          setAnswered((count) => count + 1);
        }}
      />
      <section class="cal-month">
        <div class="cal-month-head">
          <Button
            wide={false}
            kind="quiet"
            label={w('calBefore')}
            onPress={() => month > first && kept.set('month', addMonths(month, -1))}
          />
          <h2 aria-live="polite">{monthText(month)}</h2>
          <Button
            wide={false}
            kind="quiet"
            label={w('calNext')}
            onPress={() => month < last && kept.set('month', addMonths(month, 1))}
          />
        </div>
        <Month key={`${month} ${answered}`} month={month} of={of} />
        <LinkButton href={`#/staff/calendar/paper/${month}`} label={w('calPaper')} wide={false} />
      </section>
      <OpenAddress />
    </StaffPage>
  );
}
