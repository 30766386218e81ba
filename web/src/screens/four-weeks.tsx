import { checkinsBetween } from '../data';
import { localDate } from '../data/dates';
import { area } from '../texts';
import { addDays } from '../texts/calendar';
import { shortDay } from '../texts/dates';
import { lookback } from '../texts/ja/lookback';
import { Card } from '../ui/Card';
import { Plot, type WeekPoint } from '../ui/Plot';
import { Ruby } from '../ui/Ruby';
import { asMood, moodWords } from './moods';
import { useData } from './use-data';

const t = area('lookback', lookback);

const WEEKS = 4;
const ENOUGH = 3;

interface Entry {
  readonly local_date: string;
  readonly mood: number;
}

/** The last four weeks as points; null while a week has fewer than three entries. */
export function weekPoints(entries: readonly Entry[], today: string): WeekPoint[] | null {
  const weeks = Array.from({ length: WEEKS }, (_, index) => {
    const from = addDays(today, -7 * (WEEKS - index) + 1);
    const to = addDays(from, 6);
    const moods = entries
      .filter((entry) => entry.local_date >= from && entry.local_date <= to)
      .map((entry) => entry.mood);
    const sum = moods.reduce((total, mood) => total + mood, 0);
    return { label: from, value: moods.length ? sum / moods.length : 0, count: moods.length };
  });
  return weeks.every((week) => week.count >= ENOUGH) ? weeks : null;
}

/** A gentle line over four weeks, or a kind word that it is too early for one. */
export function FourWeeks() {
  const today = localDate();
  const entries = useData(() => checkinsBetween(addDays(today, -7 * WEEKS + 1), today), today);
  if (!entries) return null;
  const weeks = weekPoints(entries, today);
  const words = moodWords();
  return (
    <Card title={t('line')}>
      {weeks ? (
        <>
          <Plot weeks={weeks} high={words[5]} low={words[1]} />
          <p class="line">
            <Ruby text={t('lineNote')} />
          </p>
          <details>
            <summary>
              <Ruby text={t('lineTable')} />
            </summary>
            <table class="table">
              <thead>
                <tr>
                  {(['lineWeek', 'lineCount', 'lineMood'] as const).map((key) => (
                    <th key={key} scope="col">
                      <Ruby text={t(key)} />
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {weeks.map((week) => (
                  <tr key={week.label}>
                    <th scope="row">
                      <Ruby text={t('weekFrom', { day: shortDay(week.label) })} />
                    </th>
                    <td>
                      <Ruby text={t('times', { n: week.count })} />
                    </td>
                    <td>
                      <Ruby text={words[asMood(week.value)]} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </details>
        </>
      ) : (
        <p class="line">
          <Ruby text={t('lineFew')} />
        </p>
      )}
    </Card>
  );
}
