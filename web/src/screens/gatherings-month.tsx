import { signal } from '@preact/signals';
import { localDate, monthRange } from '../data/dates';
import type { Calendar, DayMark, Occurrence } from '../data/gatherings';
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
  const today = localDate();
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
        days={cells(month, today, found?.items ?? [], found?.days ?? [])}
        firstWeekday={dayDate(`${month}-01`).getDay()}
      />
      {found && <Legend found={found} />}
    </Card>
  );
}

function cells(month: string, today: string, items: readonly Occurrence[], days: readonly DayMark[]) {
  const last = Number(monthRange(month).to.slice(-2));
  return Array.from({ length: last }, (_, index) => {
    const date = `${month}-${String(index + 1).padStart(2, '0')}`;
    const here = items.filter((one) => dayOf(one.starts_at) === date);
    const off = days.find((day) => day.date === date);
    const what = [...(off ? [offName(off)] : []), ...here.map(inWords)].join('、');
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
                class={one.state === 'cancelled' ? 'month-dot month-dot-off' : 'month-dot'}
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

const inWords = (one: Occurrence): string =>
  one.state === 'cancelled' ? `${one.title}(${p('cancelled')})` : one.title;

/** Days off by name: their sign in the table is only one letter. */
function Legend({ found }: { readonly found: Calendar }) {
  return (
    <div class="legend small">
      <OffDays runs={runsOf(found.days)} />
      <AsOf at={found.asOf} />
    </div>
  );
}
