import { useEffect, useRef, useState } from 'preact/hooks';
import type { Problem } from '../../api/problem';
import { newId } from '../../data/ids';
import type { PushTest } from '../../data/notice-types';
import { lookAtTry, tryOut } from '../../data/push';
import { platformOf } from '../../install';
import { Button } from '../../ui/Button';
import { Ruby } from '../../ui/Ruby';
import { t } from './texts';
import { clockOf, said } from './words';

/** How often is asked how far it has come, and how long. */
const EVERY = 1_000;
const LONGEST = 30_000;
/** An iPhone may show it by itself, and then says so to nobody: how long is waited after it was taken. */
const BY_ITSELF = 6_000;

const showsByItself = () => platformOf(navigator.userAgent, navigator.maxTouchPoints) === 'ios';

interface Run {
  readonly test: PushTest | null;
  /** When this phone showed it. */
  readonly shown: number | null;
  readonly over: boolean;
  readonly problem: Problem | null;
}

const begun: Run = { test: null, shown: null, over: false, problem: null };

/** Sends one notice the way all of them go, and follows it: ready, taken by the service, shown here. */
function useTrial(id: string, again: () => void) {
  const [run, setRun] = useState<Run | null>(null);
  const turn = useRef(0);
  const heard = useRef(new Map<string, number>());
  useEffect(() => {
    const workers = navigator.serviceWorker;
    const hear = ({ data }: MessageEvent) => {
      if (data?.type !== 'pushed') return;
      heard.current.set(String(data.notice_id), Date.now());
      setRun((now) => now && { ...now, shown: now.shown ?? shownAt(now.test) });
    };
    workers?.addEventListener('message', hear);
    return () => {
      turn.current += 1;
      workers?.removeEventListener('message', hear);
    };
  }, []);
  const shownAt = (test: PushTest | null) => (test && heard.current.get(test.notice_id)) ?? null;

  async function start() {
    turn.current += 1;
    const mine = turn.current;
    let until = Date.now() + LONGEST;
    setRun(begun);
    let result = await tryOut(id, newId());
    for (;;) {
      if (mine !== turn.current) return;
      const test = result.ok ? result.value : null;
      const shown = shownAt(test);
      if (test?.state === 'accepted' && showsByItself()) until = Math.min(until, Date.now() + BY_ITSELF);
      const late = Date.now() >= until;
      const over = late || shown !== null || test?.state === 'failed';
      setRun((now) => ({
        test: test ?? now?.test ?? null,
        shown,
        over: over || (!test && !now?.test),
        problem: result.ok ? null : result.problem,
      }));
      if (over || (!result.ok && result.problem.type !== 'offline')) break;
      await new Promise((resolve) => setTimeout(resolve, EVERY));
      result = await lookAtTry(id);
    }
    again();
  }
  return { run, start };
}

/** 「ためしに送る」 and how far it came, each step with its time. */
export function Trial({
  id,
  who,
  again,
}: {
  readonly id: string;
  readonly who: string;
  readonly again: () => void;
}) {
  const { run, start } = useTrial(id, again);
  const going = run !== null && !run.over;
  return (
    <div class="stack">
      <Button busy={going} label={t(run?.over ? 'tryAgain' : 'try')} onPress={start} />
      {run && <Steps run={run} who={who} />}
    </div>
  );
}

function Steps({ run, who }: { readonly run: Run; readonly who: string }) {
  const { test, shown, over, problem } = run;
  if (problem && !test)
    return (
      <p role="status" class="problem">
        <Ruby text={problem.type === 'push-ended' ? t('why_ended') : said(problem)} />
      </p>
    );
  const taken = test?.state === 'accepted' ? test.settled_at : null;
  // What was shown here was taken, also when nobody has said so yet.
  const accepted = taken ?? (shown === null ? null : new Date(shown).toISOString());
  return (
    <>
      <ol class="notice-steps">
        <Step at={test?.asked_at ?? null} done={t('step_asked')} before={t('step_asking')} />
        <Step
          at={accepted}
          done={t('step_accepted', { who })}
          before={t(over ? 'step_not' : 'step_accepting', { who })}
        />
        {test?.state !== 'failed' && (
          <Step
            at={shown}
            done={t('step_shown')}
            before={t(over ? (showsByItself() ? 'step_untold' : 'step_unseen') : 'step_showing')}
          />
        )}
      </ol>
      <p role="status" class={over && shown === null ? 'notice-say' : ''}>
        {over && <Ruby text={endWord(run, who)} />}
      </p>
    </>
  );
}

function endWord({ test, shown }: Run, who: string): string {
  if (shown !== null) return t('tryFine');
  if (test?.state === 'failed') return t(`why_${test.reason ?? 'unreachable'}`, { who });
  if (test?.state !== 'accepted') return t('tryQueued');
  return t(showsByItself() ? 'tryLook' : 'tryUnseen');
}

interface StepProps {
  readonly at: string | number | null;
  readonly done: string;
  readonly before: string;
}

function Step({ at, done, before }: StepProps) {
  return (
    <li class={at === null ? '' : 'done'}>
      <span>
        <Ruby text={at === null ? before : done} />
        {at !== null && (
          <small>
            <Ruby text={clockOf(at)} />
          </small>
        )}
      </span>
    </li>
  );
}
