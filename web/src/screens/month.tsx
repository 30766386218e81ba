import type { CalendarDay } from '../api/types';
import { preferences } from '../data';
import { localDate, monthRange } from '../data/dates';
import { area } from '../texts';
import { weekdays } from '../texts/calendar';
import { dayDate, dayText } from '../texts/dates';
import { lookback } from '../texts/ja/lookback';
import { plain } from '../texts/ruby';
import { EmptyState } from '../ui/EmptyState';
import { MonthGrid } from '../ui/MonthGrid';
import { MoodMark } from '../ui/MoodMark';
import { Ruby } from '../ui/Ruby';
import { asMood, moodWords } from './moods';

const t = area('lookback', lookback);

interface Props {
  readonly month: string;
  readonly days: readonly CalendarDay[];
}

/** What is on a day, as it is read out; the comma is a pause in every language. */
function inWords(day: CalendarDay): string {
  const words = moodWords();
  const parts = day.moods.map((mood) => words[asMood(mood)]);
  if (day.wins > 0) parts.push(t('dayWins', { n: day.wins }));
  return parts.join(', ');
}

/** The month as cells: the last mood of a day with its shape and colour, a dot for a win, a plain date otherwise. */
export function Month({ month, days }: Props) {
  const { from, to } = monthRange(month);
  const last = Number(to.slice(-2));
  const today = localDate();
  const look = preferences.value.mood_look;
  const cells = Array.from({ length: last }, (_, index) => {
    const date = `${month}-${String(index + 1).padStart(2, '0')}`;
    const day = days.find((one) => one.local_date === date);
    const mood = day?.moods.at(-1);
    const known = mood === undefined ? null : asMood(mood);
    return {
      date,
      day: index + 1,
      today: date === today,
      href: date <= today ? `#/lookback/day/${date}` : undefined,
      spoken: plain(day ? t('dayWith', { day: dayText(date), moods: inWords(day) }) : dayText(date)),
      tone: known ? `mood-${known}` : undefined,
      children: (
        <>
          {known && <MoodMark mood={known} look={look} />}
          {day && day.wins > 0 && <span class="month-win" />}
          {day && day.moods.length > 1 && <span class="month-more" data-n={day.moods.length - 1} />}
        </>
      ),
    };
  });
  return (
    <MonthGrid
      label={plain(t('month'))}
      weekdays={weekdays()}
      days={cells}
      firstWeekday={dayDate(from).getDay()}
    />
  );
}

/** The same month in words. */
export function MonthList({ days }: { readonly days: readonly CalendarDay[] }) {
  if (days.length === 0) return <EmptyState text={t('listEmpty')} />;
  return (
    <ul class="menu">
      {days.map((day) => (
        <li key={day.local_date}>
          <a href={`#/lookback/day/${day.local_date}`}>
            <span>
              <Ruby text={dayText(day.local_date)} />
              <small>
                <Ruby text={inWords(day)} />
              </small>
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}
