import { useEffect, useRef, useState } from 'preact/hooks';
import { call } from '../../api/client';
import type { Answer } from '../../api/types';
import { onChange } from '../../data/changes';
import { houseTime } from '../../data/zone';
import { dayText } from '../../texts/dates';
import { houseTimeText } from '../../texts/house-time';
import './wall.css';
import { momentOf } from './rules';
import { ready, T, w } from './words';

type Wall = Answer<'get_wall'>;
type Row = Wall['listening'][number];

/** How old a wall may be before it says that it does not hear the house, in milliseconds. */
const OLD = 150_000;

/** What the house says, at once when something moves and at the latest when it said so. */
function useWall() {
  const [wall, setWall] = useState<Wall | null>(null);
  const [now, setNow] = useState(Date.now());
  const heard = useRef(0);
  useEffect(() => {
    const load = () =>
      call('get', '/wall').then((result) => {
        if (!result.ok) return;
        heard.current = Date.now();
        setWall(result.value);
        setNow(Date.now());
      });
    void load();
    const end = onChange('talk_now', load);
    const timer = setInterval(() => {
      setNow(Date.now());
      void load();
    }, 60_000);
    return () => {
      end();
      clearInterval(timer);
    };
  }, []);
  return { wall, now, away: wall !== null && now - heard.current > OLD };
}

/** Keeps a tablet awake while the wall is in front, where it can. */
function useAwake() {
  useEffect(() => {
    let lock: { release: () => Promise<void> } | null = null;
    const hold = () => {
      if (document.visibilityState !== 'visible') return;
      navigator.wakeLock?.request('screen').then(
        (held) => {
          lock = held;
        },
        () => {},
      );
    };
    hold();
    document.addEventListener('visibilitychange', hold);
    return () => {
      document.removeEventListener('visibilitychange', hold);
      void lock?.release();
    };
  }, []);
}

/** 施設の板: who listens now, in letters that can be read from across a room. It leads nowhere: anybody may touch it. */
function WallPage() {
  const { wall, now, away } = useWall();
  useAwake();
  if (!wall) return <main class="wall" aria-busy="true" />;
  const clock = houseTime(now);
  return (
    <main class="wall">
      <header>
        <p>{wall.facility}</p>
        <p class="wall-clock">
          {dayText(clock.slice(0, 10))} {clock.slice(11, 16)}
        </p>
      </header>
      <h1>
        <T k="wlTitle" />
      </h1>
      {wall.listening.length === 0 ? (
        <p class="wall-empty">
          <T k="wlEmpty" />
        </p>
      ) : (
        <ul class="wall-now" aria-live="polite">
          {wall.listening.map((one) => (
            <li key={one.nickname}>
              <strong>{one.nickname}</strong>
              <span class="wall-until">
                <T k="wlUntil" words={{ t: houseTimeText(one.until) }} />
              </span>
              <Ways one={one} />
            </li>
          ))}
        </ul>
      )}
      {wall.next.length > 0 && (
        <section>
          <h2>
            <T k="wlNext" />
          </h2>
          <ul class="wall-next">
            {wall.next.map((one) => (
              <li key={`${one.nickname}${one.from}`}>
                <span class="wall-when">{momentOf(one, clock.slice(0, 10), w)}</span>
                <strong>{one.nickname}</strong>
                <Ways one={one} />
              </li>
            ))}
          </ul>
        </section>
      )}
      <p class="wall-foot" role="status">
        <T k={away ? 'wlAway' : 'wlFoot'} words={{ t: houseTimeText(wall.as_of) }} />
      </p>
    </main>
  );
}

function Ways({ one }: { readonly one: Row }) {
  return (
    <span class="wall-ways">
      {one.modes.map((mode) => (
        <span key={mode}>
          <T k={`wlMode_${mode}`} />
        </span>
      ))}
    </span>
  );
}

/** With its texts in the language of the reader. */
export const open = () => ready().then(() => WallPage);
