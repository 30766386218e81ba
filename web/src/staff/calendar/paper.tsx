import { me } from '../../session';
import { addMonths, monthText, weekdays } from '../../texts/calendar';
import { plain } from '../../texts/ruby';
import { Button, LinkButton } from '../../ui/Button';
import { Ruby } from '../../ui/Ruby';
import { allOf, useList } from '../load';
import { StaffPage, WhenReady } from '../parts';
import { PrintSheet } from '../sheet';
import { calendar } from './api';
import { monthOf } from './load';
import { plusDays, WEEKDAYS, weekdayOf } from './rule';
import { dayOfMoment, hourOfMoment, hoursOf } from './say';
import type { DayOff, Gathering, Occurrence } from './types';
import { T, w } from './words';
import './paper.css';

const WEEK = 7;

/**
 * What may hang on a wall: gatherings for everybody. No talk of two people, nothing that only some may know of, and no name of
 * a person: neither who leads nor who comes.
 */
export function forTheWall(
  items: readonly Occurrence[],
  gatherings: readonly Pick<Gathering, 'gathering_id' | 'audience'>[],
): Occurrence[] {
  const open = new Set(
    gatherings.filter(({ audience }) => audience === 'everyone').map((one) => one.gathering_id),
  );
  return items
    .filter((one) => open.has(one.gathering_id))
    .sort((a, b) => a.starts_at.localeCompare(b.starts_at));
}

/** The days of a month in weeks that begin with Sunday; days of other months are null. */
export function weeksOf(month: string): (string | null)[][] {
  const { from, to } = monthOf(month);
  const before = (WEEKDAYS.indexOf(weekdayOf(from)) + 1) % WEEK;
  const length = Number(to.slice(8));
  return Array.from({ length: Math.ceil((before + length) / WEEK) }, (_, week) =>
    Array.from({ length: WEEK }, (_, place) => {
      const day = week * WEEK + place - before;
      return day >= 0 && day < length ? plusDays(from, day) : null;
    }),
  );
}

interface SheetProps {
  readonly month: string;
  readonly items: readonly Occurrence[];
  readonly days: readonly DayOff[];
}

function Cell({ date, items, days }: { readonly date: string } & Omit<SheetProps, 'month'>) {
  const off = days.find((day) => day.date === date);
  const here = items.filter((one) => dayOfMoment(one.starts_at) === date);
  return (
    <td class={off ? 'cal-sheet-off' : undefined}>
      <p>
        <b>{Number(date.slice(8))}</b>
        {off && <small>{plain(off.name || w('calClosings'))}</small>}
      </p>
      {here.map((one) => (
        <p key={`${one.gathering_id} ${one.recurrence_id}`}>
          {one.state === 'cancelled' ? (
            <>
              <s>
                {hourOfMoment(one.starts_at)} {one.title}
              </s>{' '}
              <T k="calChange_cancelled" />
            </>
          ) : (
            <>
              {hoursOf(one)}
              <br />
              <b>{one.title}</b>
              {one.place && <small>{one.place}</small>}
            </>
          )}
        </p>
      ))}
    </td>
  );
}

/** The sheet itself: a month as a table, black on white, with nothing that needs a screen. */
function MonthSheet({ month, items, days }: SheetProps) {
  return (
    <div class="cal-sheet">
      <table>
        <caption>
          <b>{monthText(month)}</b> {me.value?.facility_name}
        </caption>
        <thead>
          <tr>
            {weekdays().map(({ short, long }) => (
              <th key={long} scope="col" abbr={long}>
                {short}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(month).map((week, row) => (
            <tr key={week.find(Boolean) ?? row}>
              {week.map((date, place) =>
                date ? (
                  <Cell key={date} date={date} items={items} days={days} />
                ) : (
                  <td key={`${row}-${place}`} class="cal-sheet-none" />
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        <Ruby text={w('calPaperFoot')} />
      </p>
    </div>
  );
}

/** A month for the wall: seen as it will be printed, on A4. */
export function PaperPage({ month }: { readonly month: string }) {
  const { from, to } = monthOf(month);
  const list = useList(`calendar.${month}`, () => calendar.occurrences(from, to));
  const published = useList('calendar.published', () =>
    allOf((cursor) => calendar.gatherings('published', cursor)),
  );
  return (
    <StaffPage title="calPaper" lead="calPaperLead" at="/calendar" back="/staff/calendar">
      <WhenReady of={published}>
        {(gatherings) => (
          <WhenReady of={list}>
            {({ items, days }) => {
              const sheet = <MonthSheet month={month} items={forTheWall(items, gatherings)} days={days} />;
              return (
                <>
                  <div class="cal-do">
                    <Button kind="primary" wide={false} label={w('calPaperPrint')} onPress={() => print()} />
                    <LinkButton
                      kind="quiet"
                      wide={false}
                      href={`#/staff/calendar/paper/${addMonths(month, 1)}`}
                      label={w('calNext')}
                    />
                  </div>
                  {/* biome-ignore lint/a11y/noNoninteractiveTabindex: wider than a phone, so the keyboard has to scroll it, too */}
                  <section class="cal-sheet-look" tabIndex={0} aria-label={plain(monthText(month))}>
                    {sheet}
                  </section>
                  <PrintSheet kind="month">{sheet}</PrintSheet>
                </>
              );
            }}
          </WhenReady>
        )}
      </WhenReady>
    </StaffPage>
  );
}
