import { signal } from '@preact/signals';
import { monthRange } from '../data/dates';
import { type Calendar, type DayMark, isNews, type Occurrence } from '../data/gatherings';
import { houseDay } from '../data/zone';
import { area } from '../texts';
import { addMonths, monthText, weekdays } from '../texts/calendar';
import { dayDate, dayText } from '../texts/dates';
import { plans } from '../texts/ja/plans';
import { plain } from '../texts/ruby';
import { Card } from '../ui/Card';
import { Icon } from '../ui/Icon';
import { MonthGrid } from '../ui/MonthGrid';
import { Ruby } from '../ui/Ruby';
import { t } from './gathering-texts';
import { dayOf } from './gathering-words';
import { AsOf, OffDays, offName, runsOf, usePlans } from './gatherings';

const p = area('plans', plans);

const shown = signal('');

/** The month as a table: a dot for what takes place, a dash for what was called off, a sign for days off. */
export function GatheringMonth() {
  const today = houseDay();
  const month = shown.value || today.slice(0, 7);
  const found = usePlans(month, 1);
  const last = addMonths(today.slice(0, 7), 13);
  const turn = (months: number) => {
    shown.value = addMonths(month, months);
  };
  return (
    <Card>
      <div class="month-head">
        <button type="button" class="round" aria-label={plain(t('prev'))} onClick={() => turn(-1)}>
          <Icon name="back" />
        </button>
        <h2 aria-live="polite">
          <Ruby text={monthText(month)} />
        </h2>
        <button
          type="button"
          class="round"
          aria-label={plain(t('nextMonth'))}
          aria-disabled={month >= last}
          onClick={() => month < last && turn(1)}
        >
          <Icon name="forward" />
        </button>
      </div>
      <MonthGrid
        label={plain(t('month'))}
        weekdays={weekdays()}
        days={cells(month, today, found)}
        firstWeekday={dayDate(`${month}-01`).getDay()}
      />
      {found && <Legend found={found} />}
      {found?.asOf === null && (
        <p class="line">
          <Ruby text={t('away')} /> <Ruby text={t('awayNote')} />
        </p>
      )}
    </Card>
  );
}

function cells(month: string, today: string, found: ReturnType<typeof usePlans>) {
  const items: readonly Occurrence[] = found?.items ?? [];
  const days: readonly DayMark[] = found?.days ?? [];
  const news = (one: Occurrence) => isNews(one, found?.seen ?? {});
  const last = Number(monthRange(month).to.slice(-2));
  return Array.from({ length: last }, (_, index) => {
    const date = `${month}-${String(index + 1).padStart(2, '0')}`;
    const here = items.filter((one) => dayOf(one.starts_at) === date);
    const off = days.find((day) => day.date === date);
    const what = [...(off ? [offName(off)] : []), ...here.map((one) => inWords(one, news(one)))].join(', ');
    return {
      date,
      day: index + 1,
      today: date === today,
      href: what ? `#/plans/day/${date}` : undefined,
      spoken: plain(what ? t('cellWith', { day: dayText(date), what }) : dayText(date)),
      tone: off && 'month-cell-off',
      children: (
        <>
          <span class="month-dots">
            {here.slice(0, 3).map((one) => (
              <span
                key={one.gathering_id}
                class={`month-dot ${one.state === 'cancelled' ? 'month-dot-off' : news(one) ? 'month-dot-news' : ''}`}
              />
            ))}
          </span>
          {off && (
            <span
              class="month-off"
              data-mark={plain(t(off.kind === 'holiday' ? 'holidayMark' : 'closingMark'))}
            />
          )}
        </>
      ),
    };
  });
}

function inWords(one: Occurrence, news: boolean): string {
  if (one.state === 'cancelled') return `${one.title}(${p('cancelled')})`;
  return news ? `${one.title}(${p('changed')})` : one.title;
}

/** Days off by name: their sign in the table is only one letter. */
function Legend({ found }: { readonly found: Calendar }) {
  return (
    <div class="legend small">
      <OffDays runs={runsOf(found.days)} />
      <AsOf at={found.asOf} />
    </div>
  );
}
