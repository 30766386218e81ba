import { signal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { localDate } from '../data/dates';
import {
  type Calendar,
  calendar,
  type DayMark,
  keyOf,
  type Occurrence,
  seenChanges,
} from '../data/gatherings';
import { myParts } from '../data/participations';
import { houseDay } from '../data/zone';
import { area } from '../texts';
import { addDays } from '../texts/calendar';
import { dayText, timeText } from '../texts/dates';
import { app } from '../texts/ja/app';
import { plans } from '../texts/ja/plans';
import { Button, LinkButton } from '../ui/Button';
import { Card } from '../ui/Card';
import { EmptyState } from '../ui/EmptyState';
import { Page } from '../ui/Page';
import { Ruby } from '../ui/Ruby';
import { Feeds } from './feeds';
import { Gathering } from './gathering';
import { Propose } from './gathering-propose';
import { GatheringRow } from './gathering-row';
import { t } from './gathering-texts';
import { dayOf, dayWord, isOver } from './gathering-words';
import { GatheringMonth } from './gatherings-month';
import { useData } from './use-data';

const p = area('plans', plans);
const a = area('app', app);

/** How the person last looked at the calendar; kept while the app is open, so that "back" finds the same place. */
const asMonth = signal(false);
const weeks = signal(2);
/** The list grows by so many weeks at a tap, up to where the calendar of the server ends. */
const step = 2;
const furthest = 56;

/** Everything under 予定, and one gathering. */
function Plans({ parts }: { readonly parts: readonly string[] }) {
  const [first, second = '', third = ''] = parts;
  if (first === 'gathering') return <Gathering key={second + third} id={second} rule={third} />;
  if (second === 'day') return <Day date={third} />;
  if (second === 'feeds') return <Feeds />;
  if (second === 'propose') return <Propose />;
  return (
    <Page title={t('title')}>
      <Button
        kind="quiet"
        wide={false}
        label={t(asMonth.value ? 'asList' : 'asMonth')}
        onPress={() => {
          asMonth.value = !asMonth.value;
        }}
      />
      {asMonth.value ? <GatheringMonth /> : <Agenda />}
      <LinkButton href="#/plans/feeds" label={t('feed')} />
      <LinkButton href="#/plans/propose" label={t('propose')} />
    </Page>
  );
}

/** The calendar, with its texts in the language of the reader. */
export const open = () => t.ready().then(() => Plans);

/** The calendar with one's own answers and marks over it. */
export function usePlans(month: string, count: number) {
  return useData(
    async () => ({ ...(await calendar(month, count)), mine: await myParts(), seen: await seenChanges() }),
    `${month}/${count}`,
  );
}

type Known = NonNullable<ReturnType<typeof usePlans>>;

/** How many months lie between two days: 0 within one month. */
const monthsBetween = (from: string, to: string): number =>
  (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 +
  Number(to.slice(5, 7)) -
  Number(from.slice(5, 7));

/** What is coming, day by day: two weeks at first, and two more at each tap. */
function Agenda() {
  const today = houseDay();
  const last = addDays(today, weeks.value * 7 - 1);
  const fresh = usePlans(today.slice(0, 7), Math.max(3, monthsBetween(today, last) + 1));
  // What is on screen stays there while more of it is fetched, so that nothing jumps.
  const shownBefore = useRef<Known | null>(null);
  if (fresh) shownBefore.current = fresh;
  const found = shownBefore.current;
  if (!found) return <p aria-busy="true" />;
  if (found.asOf === null && found.items.length === 0) {
    return (
      <EmptyState text={t('away')}>
        <p>
          <Ruby text={t('awayNote')} />
        </p>
      </EmptyState>
    );
  }
  const shown = <T,>(list: T[], day: (one: T) => string) =>
    list.filter((one) => day(one) >= today && day(one) <= last);
  const items = shown(found.items, (one) => dayOf(one.starts_at)).filter(
    (one) => !isOver(one) || dayOf(one.starts_at) === today,
  );
  const off = runsOf(shown(found.days, (day) => day.date));
  const dates = [...items.map((one) => dayOf(one.starts_at)), ...off.map((run) => run.date)];
  return (
    <>
      {found.asOf !== null && items.length === 0 && (
        <EmptyState
          text={t(found.items.some((one) => dayOf(one.starts_at) > last) ? 'emptySoFar' : 'empty')}
        />
      )}
      {[...new Set(dates)].sort().map((date) => (
        <AgendaDay key={date} date={date} found={found} items={items} off={off} />
      ))}
      {found.asOf === null && (
        <p class="line">
          <Ruby text={t('awayFrom')} />
        </p>
      )}
      {weeks.value < furthest && (
        <Button
          label={t('later')}
          onPress={() => {
            weeks.value += step;
          }}
        />
      )}
      <AsOf at={found.asOf} />
    </>
  );
}

interface AgendaDayProps {
  readonly date: string;
  readonly found: Known;
  readonly items: readonly Occurrence[];
  readonly off: readonly Run[];
}

function AgendaDay({ date, found, items, off }: AgendaDayProps) {
  const here = items.filter((one) => dayOf(one.starts_at) === date);
  if (here.length === 0) return <OffDays runs={off.filter((run) => run.date === date)} />;
  return (
    <section class="agenda-day">
      <h2>
        <Ruby text={dayWord(date)} />
      </h2>
      <OffDays runs={off.filter((run) => run.date <= date && date <= run.to)} only="name" />
      <Rows items={here} found={found} />
    </section>
  );
}

function Rows({ items, found }: { readonly items: readonly Occurrence[]; readonly found: Known }) {
  return (
    <div class="card">
      <ul class="menu gatherings">
        {items.map((one) => (
          <GatheringRow key={keyOf(one)} one={one} part={found.mine.get(keyOf(one))} seen={found.seen} />
        ))}
      </ul>
    </div>
  );
}

/** Days off in a row that have the same name. */
type Run = DayMark & { readonly to: string };

export function runsOf(days: readonly DayMark[]): Run[] {
  const runs: Run[] = [];
  for (const day of days) {
    const last = runs[runs.length - 1];
    if (last?.name === day.name && addDays(last.to, 1) === day.date)
      runs[runs.length - 1] = { ...last, to: day.date };
    else runs.push({ ...day, to: day.date });
  }
  return runs;
}

/** What a day off is called. */
export function offName(day: DayMark): string {
  const name = t(day.kind, { name: day.name });
  return day.provisional ? t('provisional', { name }) : name;
}

/** Days off, by date and name; beside a heading by name alone. */
export function OffDays({ runs, only }: { readonly runs: readonly Run[]; readonly only?: 'name' }) {
  return (
    <>
      {runs.map((run) => (
        <p key={run.date} class="off-day">
          {!only && (
            <span>
              <Ruby
                text={
                  run.to === run.date
                    ? dayWord(run.date)
                    : p('span', { from: dayWord(run.date), to: dayText(run.to) })
                }
              />
            </span>
          )}
          <span>
            <Ruby text={offName(run)} />
          </span>
        </p>
      ))}
    </>
  );
}

/** How old what is shown is; the day is named when it is not today. */
export function AsOf({ at }: { readonly at: Calendar['asOf'] }) {
  if (at === null) return null;
  const day = localDate(new Date(at));
  const time = timeText(at);
  return (
    <p class="asof">
      <Ruby text={a('asOf', { time: day === localDate() ? time : `${dayText(day)} ${time}` })} />
    </p>
  );
}

/** One day of the month. */
function Day({ date }: { readonly date: string }) {
  const found = usePlans(date.slice(0, 7), 1);
  const items = (found?.items ?? []).filter((one) => dayOf(one.starts_at) === date);
  const off = runsOf((found?.days ?? []).filter((day) => day.date === date));
  const to = (days: number) => `#/plans/day/${addDays(date, days)}`;
  return (
    <Page back="/plans" title={dayWord(date)}>
      <OffDays runs={off} only="name" />
      {found && items.length > 0 && <Rows items={items} found={found} />}
      {found && items.length === 0 && (
        <Card>
          <p class="line">
            <Ruby text={t(found.asOf === null ? 'away' : 'dayEmpty')} />
          </p>
        </Card>
      )}
      <div class="buttons">
        <LinkButton kind="quiet" wide={false} href={to(-1)} label={t('prevDay')} />
        <LinkButton kind="quiet" wide={false} href={to(1)} label={t('nextDay')} />
      </div>
      {found && <AsOf at={found.asOf} />}
    </Page>
  );
}
