import { useEffect, useState } from 'preact/hooks';
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
      timer = setTimeout(look, found === 'away' ? AGAIN_WHEN_AWAY : lookAgainIn(found, Date.now()));
    };
    const stop = somebody ? onChange('talk_now', look) : () => undefined;
    if (somebody) {
      keptLadder(which).then((kept) => setCopy((known) => known ?? kept));
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
