import { useEffect, useRef, useState } from 'preact/hooks';
import { call } from '../../api/client';
import { onChange } from '../../data/changes';
import { me, online } from '../../data/person';
import { useCopy } from '../../screens/use-copy';
import { useNow } from '../../screens/use-now';
import { dayText } from '../../texts/dates';
import { houseTimeText } from '../../texts/house-time';
import { plain } from '../../texts/ruby';
import { EmptyState } from '../../ui/EmptyState';
import { Ruby } from '../../ui/Ruby';
import { sentenceFor } from '../form';
import { Refused } from '../parts';
import './board.css';
import { LeavingRow, Row } from './row';
import { asOfIn, type Dashboard, type Leaving, leavingOf, rowsOf } from './rows';
import { T, w } from './words';

const TOPICS = [
  'staff_requests',
  'hellos',
  'handovers',
  'concerns',
  'shared',
  'consultations',
  'dashboard',
] as const;

/** For how long a row says who has seen to it, in milliseconds. */
const GOODBYE = 8_000;

/**
 * きょうの見守り (T1): at most ten things, each with why, since when and one button. Never a mood. The last one stays on this
 * device for whoever is signed in, and without a network it stands there with its time while its buttons rest.
 */
export function Board() {
  const of = useCopy<Dashboard>('/dashboard');
  const now = useNow(30);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const ends = TOPICS.map((topic) => onChange(topic, of.reload));
    return () => {
      for (const end of ends) end();
    };
  }, [of.reload]);
  const leaving = useLeaving(of.value);
  const rests = of.problem !== null || !online.value;
  const again = async () => {
    const person = me.peek()?.person_id;
    const result = await call('get', '/dashboard');
    // Whoever has signed out meanwhile leaves nothing behind.
    if (!result.ok || me.peek()?.person_id !== person) return null;
    of.put(result.value);
    return result.value;
  };
  return (
    <section class="st-board" aria-label={plain(w('bdTitle'))}>
      <h2 ref={heading} tabIndex={-1}>
        <T k="bdTitle" />
      </h2>
      <p role="status" class="st-hint">
        {of.problem && of.value && <Ruby text={restingText(of.problem)} />}
      </p>
      {of.value ? (
        <Rows
          board={of.value}
          leaving={leaving}
          rests={rests}
          now={now}
          again={again}
          done={() => heading.current?.focus({ preventScroll: true })}
        />
      ) : of.problem ? (
        <Refused problem={of.problem} retry={of.reload} />
      ) : (
        <p class="st-hint" role="status">
          <T k="loading" />
        </p>
      )}
    </section>
  );
}

const restingText = (problem: Parameters<typeof sentenceFor>[0]): string =>
  problem.type === 'offline' ? `${w('bdAway')}${w('bdRests')}` : sentenceFor(problem);

/** Those whom others have just seen to, until everybody could read by whom. */
function useLeaving(board: Dashboard | null): readonly Leaving[] {
  const before = useRef<Dashboard | null>(null);
  const [leaving, setLeaving] = useState<readonly Leaving[]>([]);
  useEffect(() => {
    if (!board) return;
    const found = leavingOf(before.current, board, me.peek()?.person_id);
    before.current = board;
    if (found.length === 0) return;
    setLeaving((known) => [...known, ...found]);
    setTimeout(() => setLeaving((known) => known.filter((one) => !found.includes(one))), GOODBYE);
  }, [board]);
  return leaving;
}

interface RowsProps {
  readonly board: Dashboard;
  readonly leaving: readonly Leaving[];
  readonly rests: boolean;
  readonly now: number;
  readonly again: () => Promise<Dashboard | null>;
  readonly done: () => void;
}

function Rows({ board, leaving, rests, now, again, done }: RowsProps) {
  const [tried, setTried] = useState<ReadonlySet<string>>(new Set());
  const rows = rowsOf(board.items, leaving);
  const { day } = asOfIn(board.as_of, now);
  const time = houseTimeText(board.as_of);
  return (
    <>
      <p class="hidden" role="status">
        {leaving.map((one) => plain(w('bdSaw', { name: one.by }))).join(' ')}
      </p>
      {rows.length === 0 && <EmptyState text={`${w('bdEmpty')}${w('bdEmpty2')}`} />}
      <ul>
        {rows.map((one) =>
          'by' in one ? (
            <li key={one.item.item_id}>
              <LeavingRow of={one} tried={tried.has(one.item.item_id)} />
            </li>
          ) : (
            <li key={one.item_id}>
              <Row
                item={one}
                rests={rests}
                again={again}
                done={done}
                tooLate={() => setTried((known) => new Set([...known, one.item_id]))}
              />
            </li>
          ),
        )}
      </ul>
      {board.more > 0 && (
        <p class="st-hint">
          <T k="bdMore" words={{ n: board.more }} />
        </p>
      )}
      {board.closed.length > 0 && !day && (
        <details>
          <summary>
            <T k="bdDone" words={{ n: board.closed.length }} />
          </summary>
          <ul class="st-done">
            {board.closed.map((one) => (
              <li key={one.item_id}>
                <T k={`bdThing_${one.kind}`} words={{ name: one.person?.nickname ?? '' }} />
                <small>
                  <T
                    k={one.kind === 'idle_device' ? 'bdStoppedBy' : 'bdDoneBy'}
                    words={{ name: one.by.nickname, t: houseTimeText(one.at) }}
                  />
                </small>
              </li>
            ))}
          </ul>
        </details>
      )}
      <p class="asof">
        {day ? (
          <T k="bdAsOfDay" words={{ d: dayText(day), t: time }} />
        ) : (
          <T k="bdAsOf" words={{ t: time }} />
        )}
      </p>
    </>
  );
}
