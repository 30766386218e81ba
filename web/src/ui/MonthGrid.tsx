import type { ComponentChildren } from 'preact';

/** One day of the month; `href` makes it open. */
export interface GridDay {
  readonly date: string;
  readonly day: number;
  /** What a screen reader says: the day and what is on it. */
  readonly spoken: string;
  readonly href?: string;
  readonly today?: boolean;
  readonly tone?: string;
  readonly children?: ComponentChildren;
}

interface Props {
  readonly label: string;
  readonly weekdays: readonly { readonly short: string; readonly long: string }[];
  /** Days of the month in order; the first falls on this day of the week (0 = Sunday). */
  readonly days: readonly GridDay[];
  readonly firstWeekday: number;
}

/** A month as a real table: seven equal columns that never push the page sideways. */
export function MonthGrid({ label, weekdays, days, firstWeekday }: Props) {
  const cells: (GridDay | null)[] = [...Array.from({ length: firstWeekday }, () => null), ...days];
  while (cells.length % 7) cells.push(null);
  const weeks = Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7));
  return (
    <table class="month">
      <caption class="hidden">{label}</caption>
      <thead>
        <tr>
          {weekdays.map((weekday) => (
            <th key={weekday.long} scope="col" abbr={weekday.long}>
              {weekday.short}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week, row) => (
          <tr key={week.find(Boolean)?.date ?? row}>
            {week.map((day, column) => (
              <td key={day?.date ?? `${row}-${column}`}>{day && <Day {...day} />}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Day({ day, spoken, href, today, tone, children }: GridDay) {
  const inside = (
    <>
      <span class="month-day">{day}</span>
      {children}
    </>
  );
  const shared = {
    class: `month-cell${tone ? ` ${tone}` : ''}`,
    'aria-current': today ? ('date' as const) : undefined,
  };
  return href ? (
    <a {...shared} href={href} aria-label={spoken}>
      {inside}
    </a>
  ) : (
    <span {...shared}>{inside}</span>
  );
}
