import { useEffect, useRef, useState } from 'preact/hooks';
import { call } from '../../api/client';
import { houseDay } from '../../data/zone';
import { asMood } from '../../screens/moods';
import { t as sharing } from '../../screens/sharing/texts';
import { area } from '../../texts';
import { dayText, shortDay } from '../../texts/dates';
import { app } from '../../texts/ja/app';
import { Button, LinkButton } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { EmptyState } from '../../ui/EmptyState';
import { Ruby } from '../../ui/Ruby';
import { useLoad } from '../load';
import { Refused, StaffPage } from '../parts';
import './trend.css';
import { marksOf, mondaysOf, PART_DAYS, type Part, partsOf, type Trend } from './trend-rules';
import { T, w } from './words';

const a = area('app', app);
const MOODS = [5, 4, 3, 2, 1] as const;
const moodText = (mood: number): string => a(`mood${asMood(mood)}`);

/** すすみかた of one person, as far as they show it. Looking is told to them, so that is said before anything is asked for. */
export function TrendPage({ person }: { readonly person: string }) {
  const [asked, setAsked] = useState(false);
  const of = useLoad(asked ? `trend ${person}` : null, () =>
    call('get', '/people/{person_id}/trend', { params: { person_id: person } }),
  );
  return (
    <StaffPage title="shTrend" at="/shared" back={`/staff/shared/of/${person}`}>
      {!asked && (
        <div class="st-measure">
          <Card>
            <p>
              <T k="shLead" />
            </p>
            <Button kind="primary" label={w('shTrendOpen')} onPress={() => setAsked(true)} />
          </Card>
        </div>
      )}
      {asked && of.state === 'loading' && (
        <p class="st-hint" role="status">
          <T k="loading" />
        </p>
      )}
      {of.state === 'problem' &&
        (of.problem.type === 'not-found' ? (
          <div role="status">
            <EmptyState text={sharing('entryGone')}>
              <LinkButton href="#/staff/shared" label={w('shTitle')} wide={false} />
            </EmptyState>
          </div>
        ) : (
          <Refused problem={of.problem} retry={of.reload} />
        ))}
      {of.state === 'ready' && <Shown trend={of.value} />}
    </StaffPage>
  );
}

function Shown({ trend }: { readonly trend: Trend }) {
  const table = useRef<HTMLDetailsElement>(null);
  const parts = partsOf(trend, houseDay());
  useEffect(() => {
    const all = () => {
      if (table.current) table.current.open = true;
    };
    addEventListener('beforeprint', all);
    return () => removeEventListener('beforeprint', all);
  }, []);
  return (
    <>
      <h2>
        <T k="shWho" words={{ name: trend.person.nickname }} />
      </h2>
      <p class="st-hint">
        <T k="shTrendSpan" words={{ from: shortDay(trend.from), until: shortDay(trend.until) }} />
        <br />
        <T k="shTrendGaps" />
      </p>
      {trend.days.length === 0 ? (
        <EmptyState text={w('shTrendNone')} />
      ) : (
        <>
          <Legend />
          <ul class="trend-parts">
            {parts.map((part) => (
              <li key={part.to} class="card">
                <PartView part={part} />
              </li>
            ))}
          </ul>
          <details ref={table} class="st-measure">
            <summary>
              <T k="shTrendTable" />
            </summary>
            <Table trend={trend} />
          </details>
          <div class="trend-print">
            <Button label={w('shTrendPrint')} onPress={() => print()} wide={false} />
          </div>
        </>
      )}
    </>
  );
}

function PartView({ part }: { readonly part: Part }) {
  return (
    <>
      <h3>
        <T k="shTrendPart" words={{ from: shortDay(part.from), to: shortDay(part.to) }} />
      </h3>
      {part.days.length === 0 ? (
        <p class="st-hint">
          <T k="shTrendEmpty" />
        </p>
      ) : (
        <Picture part={part} />
      )}
    </>
  );
}

const WIDTH = 308;
const ROW = 22;
const TOP = 10;
const LOW = TOP * 2 + ROW * 4;
const HEIGHT = LOW + 18;
const x = (day: number) => 10 + (day * (WIDTH - 20)) / (PART_DAYS - 1);
const y = (mood: number) => TOP + (5 - asMood(mood)) * ROW;

/** Which shape is which word, from the upper edge of the picture to the lower. */
function Legend() {
  return (
    <ul class="trend-legend" aria-hidden="true">
      {MOODS.map((mood) => (
        <li key={mood}>
          <svg viewBox="0 0 14 14" aria-hidden="true" focusable="false">
            <path class="trend-mark" d={SHAPES[mood](7, 7)} />
          </svg>
          <Ruby text={moodText(mood)} />
        </li>
      ))}
    </ul>
  );
}

/** One mark for each entry, at the height of its word and with its own shape. The table says the same in words. */
function Picture({ part }: { readonly part: Part }) {
  const { marks, lines } = marksOf(part);
  return (
    <svg class="trend" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true" focusable="false">
      {MOODS.map((mood) => (
        <path key={mood} class="trend-rule" d={`M0 ${y(mood)}H${WIDTH}`} />
      ))}
      {mondaysOf(part).map(({ day, date }) => (
        <g key={date}>
          <path class="trend-week" d={`M${x(day)} 0V${LOW}`} />
          <text
            x={x(day) > WIDTH - 40 ? WIDTH : x(day)}
            y={HEIGHT - 3}
            text-anchor={x(day) > WIDTH - 40 ? 'end' : 'start'}
          >
            {`${Number(date.slice(5, 7))}/${Number(date.slice(8))}`}
          </text>
        </g>
      ))}
      {lines.map(([from, to]) => (
        <path
          key={from.day}
          class="trend-line"
          d={`M${x(from.day)} ${y(from.mood)}L${x(to.day)} ${y(to.mood)}`}
        />
      ))}
      {marks.map(({ day, mood }, at) => (
        <path key={`${at} ${day}`} class="trend-mark" d={SHAPES[asMood(mood)](x(day), y(mood))} />
      ))}
    </svg>
  );
}

const round = (px: number, py: number) => `M${px - 4} ${py}a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z`;
/** Each word has its own shape, so that nothing hangs on colour or height alone. */
const SHAPES: Readonly<Record<(typeof MOODS)[number], (px: number, py: number) => string>> = {
  5: round,
  4: (px, py) => `M${px - 4} ${py + 3.5}L${px} ${py - 4}L${px + 4} ${py + 3.5}z`,
  3: (px, py) => `M${px - 3.5} ${py - 3.5}h7v7h-7z`,
  2: (px, py) => `M${px - 4} ${py - 3.5}L${px} ${py + 4}L${px + 4} ${py - 3.5}z`,
  1: (px, py) => `M${px - 4.5} ${py}L${px} ${py - 4.5}L${px + 4.5} ${py}L${px} ${py + 4.5}z`,
};

function Table({ trend }: { readonly trend: Trend }) {
  return (
    <table class="trend-table">
      <thead>
        <tr>
          <th scope="col">
            <T k="shTrendDay" />
          </th>
          <th scope="col">
            <T k="shMood" />
          </th>
        </tr>
      </thead>
      <tbody>
        {[...trend.days].reverse().map(({ local_date, moods }) => (
          <tr key={local_date}>
            <th scope="row">
              <Ruby text={dayText(local_date)} />
            </th>
            <td>
              <Ruby text={moods.map(moodText).join(sharing('comma'))} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
