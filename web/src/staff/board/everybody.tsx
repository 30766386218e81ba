import { call } from '../../api/client';
import type { Answer } from '../../api/types';
import { weekdays } from '../../texts/calendar';
import { dayText } from '../../texts/dates';
import { plain } from '../../texts/ruby';
import { Card } from '../../ui/Card';
import { EmptyState } from '../../ui/EmptyState';
import { useLoad } from '../load';
import { StaffPage, WhenReady } from '../parts';
import './board.css';
import { T, w } from './words';

type Week = Answer<'get_trends'>['weeks'][number];
type Part = Answer<'get_coverage'>['parts'][number];

const COLUMNS = ['people', 'entries', 'hard', 'usual', 'good'] as const;
const HEADS = {
  people: 'evPeople',
  entries: 'evEntries',
  hard: 'evHard',
  usual: 'evUsual',
  good: 'evGood',
} as const;
const DAYS = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'] as const;
const PARTS = ['evPart0', 'evPart1', 'evPart2'] as const;

const weekdayText = (day: Part['weekday']): string => weekdays()[(DAYS.indexOf(day) + 1) % 7]?.long ?? day;

/** How it is for everybody together, week by week, and where nobody plans to listen. Never one person, never fewer than five. */
export function Everybody() {
  const trends = useLoad('trends', () => call('get', '/dashboard/trends'));
  const coverage = useLoad('coverage', () => call('get', '/dashboard/coverage'));
  return (
    <StaffPage title="evTitle" lead="evLead" at="/everybody">
      <Card title={w('evWeeks')}>
        <WhenReady of={trends}>{(found) => <Weeks weeks={found.weeks} />}</WhenReady>
      </Card>
      <Card title={w('evCover')}>
        <p class="st-hint">
          <T k="evCoverLead" />
        </p>
        <WhenReady of={coverage}>{(found) => <Gaps parts={found.parts} />}</WhenReady>
      </Card>
    </StaffPage>
  );
}

function Weeks({ weeks }: { readonly weeks: readonly Week[] }) {
  const shown = weeks.filter((week) => week.people !== null);
  if (weeks.length === 0) return <EmptyState text={w('evNone')} />;
  return (
    <>
      {shown.length > 1 && <Bars weeks={weeks} />}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard */}
      <section class="st-weeks" tabIndex={0} aria-label={plain(w('evWeeks'))}>
        <table>
          <thead>
            <tr>
              <th scope="col">
                <T k="evWeek" />
              </th>
              {COLUMNS.map((column) => (
                <th key={column} scope="col">
                  <T k={HEADS[column]} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {[...weeks].reverse().map((week) => (
              <tr key={week.first_day}>
                <th scope="row">
                  <T k="evFrom" words={{ d: dayText(week.first_day) }} />
                </th>
                {COLUMNS.map((column) => (
                  <td key={column}>{week[column] ?? <T k="evFew" />}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

const HIGH = 96;

/** One bar a week: how many entries. The table below says the same and more. */
function Bars({ weeks }: { readonly weeks: readonly Week[] }) {
  const most = Math.max(1, ...weeks.map((week) => week.entries ?? 0));
  return (
    <svg
      viewBox={`0 0 ${weeks.length * 24} ${HIGH}`}
      width="100%"
      height={HIGH}
      aria-hidden="true"
      focusable="false"
    >
      {weeks.map((week, at) => {
        const height = ((week.entries ?? 0) / most) * (HIGH - 4);
        return (
          <rect
            key={week.first_day}
            x={at * 24 + 3}
            y={HIGH - height}
            width="18"
            height={height}
            rx="4"
            fill="var(--pine)"
          />
        );
      })}
    </svg>
  );
}

function Gaps({ parts }: { readonly parts: readonly Part[] }) {
  const days = [...new Set(parts.map((part) => part.weekday))];
  const of = (day: Part['weekday']) => parts.filter((part) => part.weekday === day);
  const empty = days.flatMap((day) =>
    of(day).flatMap((part, at) => (part.supporters === 0 && !part.staff ? [{ day, at }] : [])),
  );
  return (
    <>
      {empty.length === 0 ? (
        <p>
          <T k="evAll" />
        </p>
      ) : (
        <ul class="rows">
          {empty.map(({ day, at }) => (
            <li key={`${day}${at}`}>
              <T k="evNobody" words={{ day: weekdayText(day), part: w(PARTS[at] ?? 'evPart0') }} />
            </li>
          ))}
        </ul>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard */}
      <section class="st-weeks" tabIndex={0} aria-label={plain(w('evCover'))}>
        <table>
          <thead>
            <tr>
              <th scope="col">
                <span class="hidden">{plain(w('evWeek'))}</span>
              </th>
              {PARTS.map((part) => (
                <th key={part} scope="col">
                  <T k={part} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {days.map((day) => (
              <tr key={day}>
                <th scope="row">{weekdayText(day)}</th>
                {of(day).map((part) => (
                  <td key={part.starts_at}>
                    {part.staff && <T k="evStaff" />}
                    {part.staff && part.supporters > 0 && '、'}
                    {part.supporters > 0 && <T k="evSupporters" words={{ n: part.supporters }} />}
                    {!part.staff && part.supporters === 0 && <T k="evNo" />}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}
