import { useState } from 'preact/hooks';
import type { Result } from '../../api/client';
import { houseNow } from '../../api/clock';
import { comeBack, rest } from '../../data/care';
import { type RestLength, restUntil } from '../../data/care-rules';
import type { Capacity } from '../../data/care-types';
import { area } from '../../texts';
import { app } from '../../texts/ja/app';
import { Button } from '../../ui/Button';
import { Ruby } from '../../ui/Ruby';
import { toast } from '../../ui/Toast';
import { problemText } from '../problem';
import { t } from './texts';

const a = area('app', app);
const LENGTHS: readonly RestLength[] = ['hours', 'day', 'week', 'open'];

/** A button that went away took the focus with it: then the title has it, as on a page that has just opened. */
export function keepPlace(): void {
  setTimeout(() => {
    if (document.activeElement === document.body)
      document.querySelector('h1')?.focus({ preventScroll: true });
  }, 300);
}

/** Resting and coming back, each one tap; a rest can be taken back at once. */
export function useRest(onMoved?: () => void) {
  const [busy, setBusy] = useState(false);
  async function run(what: Promise<Result<unknown>>, done: () => void): Promise<boolean> {
    setBusy(true);
    const result = await what;
    setBusy(false);
    if (!result.ok) {
      toast(result.problem.type === 'offline' ? `${t('away')}${t('awayNote')}` : problemText(result.problem));
      return false;
    }
    navigator.vibrate?.(10);
    done();
    onMoved?.();
    keepPlace();
    return true;
  }
  const back = () => run(comeBack(), () => toast(t('restBack')));
  return {
    busy,
    back,
    until: (at: string | null) =>
      run(rest(at), () => toast(t('restDone'), { label: a('undo'), run: () => void back() })),
  };
}

/** How it stands with resting, or the ways to rest. Nobody is asked why. */
export function RestPart({ of, onMoved }: { readonly of: Capacity; readonly onMoved: () => void }) {
  const doing = useRest(onMoved);
  if (of.resting)
    return <Button kind="primary" busy={doing.busy} label={t('comeBack')} onPress={doing.back} />;
  return (
    <div class="stack">
      <h3>
        <Ruby text={t('restHow')} />
      </h3>
      <div class="care-pair">
        {LENGTHS.map((length) => (
          <Button
            key={length}
            busy={doing.busy}
            label={t(`rest_${length}`)}
            onPress={() => doing.until(restUntil(length, houseNow()))}
          />
        ))}
      </div>
      <p class="small">
        <Ruby text={t('restWhy')} /> <Ruby text={t('restSeen')} />
        {of.limit?.kind === 'talking' && (
          <>
            <br />
            <Ruby text={t('restTalk')} />
          </>
        )}
      </p>
    </div>
  );
}
