import { useEffect, useState } from 'preact/hooks';
import { houseNow } from '../../api/clock';
import { onChange } from '../../data/changes';
import { signedIn } from '../../data/person';
import { freshLadder, keptLadder, type Which } from '../../data/talk';
import { lookAgainIn, type Shown, shown, type TalkNow } from '../../data/talk-rules';
import { useNow } from '../use-now';

/** The ladder on screen; `away` when the server did not answer the last time, `early` while the first look may still come. */
export interface Ladder extends Shown {
  readonly away: boolean;
  readonly early: boolean;
}

/** How long the screen waits for a first ladder before it shows what the phone has of its own. */
const FIRST = 1_500;
const AGAIN_WHEN_AWAY = 10_000;

const PEERS: readonly string[] = ['now', 'soon', 'later_today'];

/** The last copy. What was last known of staff and places helps in a crisis, too. */
export async function lastKnown(which: Which): Promise<TalkNow | null> {
  const own = await keptLadder(which);
  const other = which === 'crisis' ? await keptLadder('peers') : null;
  if (!other || (own && own.as_of >= other.as_of)) return own;
  return { ...other, rungs: other.rungs.filter(({ kind }) => !PEERS.includes(kind)) };
}

/** The ladder: the last copy at once, then what the server says, and again whenever that may have changed. */
export function useLadder(which: Which): Ladder {
  const [copy, setCopy] = useState<TalkNow | null>(null);
  const [state, setState] = useState<'looking' | 'here' | 'away'>('looking');
  const [late, setLate] = useState(false);
  const now = useNow(15);
  const somebody = signedIn.value;
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let turn = 0;
    const first = setTimeout(() => setLate(true), FIRST);
    const look = async () => {
      clearTimeout(timer);
      turn += 1;
      const mine = turn;
      const found = await freshLadder(which);
      if (mine !== turn) return;
      if (found !== 'away') setCopy(found);
      setState(found === 'away' ? 'away' : 'here');
      timer = setTimeout(look, found === 'away' ? AGAIN_WHEN_AWAY : lookAgainIn(found, houseNow()));
    };
    const stop = somebody ? onChange('talk_now', look) : () => undefined;
    if (somebody) {
      lastKnown(which).then((kept) => setCopy((known) => known ?? kept));
      void look();
    }
    return () => {
      turn = -1;
      clearTimeout(timer);
      clearTimeout(first);
      stop();
    };
  }, [which, somebody]);
  return {
    ...shown(copy, now),
    away: somebody && state === 'away',
    early: somebody && !copy && state === 'looking' && !late,
  };
}
