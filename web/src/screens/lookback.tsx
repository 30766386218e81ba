import { useRef, useState } from 'preact/hooks';
import { calendarMonth, type LocalWin, preferences, savePreferences, winsBetween } from '../data';
import { localDate, monthRange } from '../data/dates';
import { area } from '../texts';
import { addDays, addMonths, monthName, monthText } from '../texts/calendar';
import { shortDay, timeText } from '../texts/dates';
import { app } from '../texts/ja/app';
import { lookback } from '../texts/ja/lookback';
import { plain } from '../texts/ruby';
import { Button, LinkButton } from '../ui/Button';
import { Card } from '../ui/Card';
import { EmptyState } from '../ui/EmptyState';
import { Icon } from '../ui/Icon';
import { Page } from '../ui/Page';
import { Ruby } from '../ui/Ruby';
import { FourWeeks } from './four-weeks';
import { Month, MonthList } from './month';
import { useData } from './use-data';

const t = area('lookback', lookback);
const a = area('app', app);

/** M4: できたこと first, then the month, then four weeks; and a way to rest from all of it. */
export function Lookback() {
  const until = preferences.value.lookback_rest_until;
  const now = localDate();
  const [month, setMonth] = useState(now.slice(0, 7));
  const { from, to } = monthRange(month);
  const wins = useData(() => winsBetween(from, to), month);
  const found = useData(() => calendarMonth(month), month);
  const begun = useRef(false);
  if (until && until >= now) return <Resting until={until} />;
  // What is on the phone is there in a moment; shown piece by piece, the month would jump under the finger.
  begun.current ||= wins !== null && found !== null;
  if (!begun.current) return <main class="page" aria-busy="true" />;
  return (
    <Page title={t('title', { m: monthName(month) })} lead={t('note')}>
      <Wins wins={wins} />
      <Calendar month={month} found={found} onMonth={setMonth} />
      <FourWeeks />
      <LinkButton kind="quiet" href="#/sharing" label={t('sharing')} />
      <Rest />
    </Page>
  );
}

function Wins({ wins }: { readonly wins: readonly LocalWin[] | null }) {
  const recent = [...(wins ?? [])].reverse().slice(0, 6);
  return (
    <Card title={t('wins')}>
      {recent.length > 0 && (
        <ul class="chips">
          {recent.map((win) => (
            <li key={win.win_id} class="chip chip-warm own">
              {win.text}
            </li>
          ))}
        </ul>
      )}
      {wins && wins.length === 0 && <EmptyState text={t('winsNone')} />}
      <LinkButton
        kind="quiet"
        wide={false}
        href="#/wins"
        label={t(wins && wins.length > 0 ? 'winsAll' : 'winsWrite')}
      />
    </Card>
  );
}

interface CalendarProps {
  readonly month: string;
  readonly found: Awaited<ReturnType<typeof calendarMonth>> | null;
  readonly onMonth: (month: string) => void;
}

function Calendar({ month, found, onMonth }: CalendarProps) {
  const [asList, setAsList] = useState(false);
  const isNow = month >= localDate().slice(0, 7);
  return (
    <Card>
      <div class="month-head">
        <button
          type="button"
          class="round"
          aria-label={plain(t('prev'))}
          onClick={() => onMonth(addMonths(month, -1))}
        >
          <Icon name="back" />
        </button>
        <h2 aria-live="polite">
          <Ruby text={monthText(month)} />
        </h2>
        <button
          type="button"
          class="round"
          aria-label={plain(t('next'))}
          aria-disabled={isNow}
          onClick={() => !isNow && onMonth(addMonths(month, 1))}
        >
          <Icon name="forward" />
        </button>
      </div>
      {asList ? <MonthList days={found?.days ?? []} /> : <Month month={month} days={found?.days ?? []} />}
      <Button kind="quiet" label={t(asList ? 'asGrid' : 'asList')} onPress={() => setAsList(!asList)} />
      {found && (
        <p class="asof">
          <Ruby text={found.asOf ? a('asOf', { time: timeText(found.asOf) }) : t('away')} />
        </p>
      )}
    </Card>
  );
}

function Rest() {
  const rest = (days: number) => savePreferences({ lookback_rest_until: addDays(localDate(), days) });
  return (
    <Card title={t('rest')}>
      <p class="line">
        <Ruby text={t('restNote')} />
      </p>
      <div class="buttons">
        <Button wide={false} label={t('rest7')} onPress={() => rest(7)} />
        <Button wide={false} label={t('rest30')} onPress={() => rest(30)} />
      </div>
    </Card>
  );
}

function Resting({ until }: { readonly until: string }) {
  return (
    <Page title={t('resting')} lead={t('restingUntil', { day: shortDay(until) })}>
      <p class="line">
        <Ruby text={t('restNote')} />
      </p>
      <Button label={t('restStop')} onPress={() => savePreferences({ lookback_rest_until: null })} />
      <LinkButton kind="quiet" href="#/wins" label={t('winsWrite')} />
    </Page>
  );
}
