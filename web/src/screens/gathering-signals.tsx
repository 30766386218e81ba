import { useEffect, useRef, useState } from 'preact/hooks';
import { call } from '../api/client';
import { keyOf, type Occurrence } from '../data/gatherings';
import { type Detail, loadDetail } from '../data/occurrence';
import { timeText } from '../texts/dates';
import { Button } from '../ui/Button';
import { Card } from '../ui/Card';
import { Ruby } from '../ui/Ruby';
import { t } from './gathering-texts';

type Signal = Detail['my_signals'][number];
const KINDS: readonly Signal['kind'][] = ['pass', 'step_out', 'need_watcher'];
const lookAgain = 4_000;

interface Props {
  readonly one: Occurrence;
  readonly sent: readonly Signal[];
  /** Whether somebody watches; else staff hear of it. */
  readonly watched: boolean;
}

type Told = 'telling' | 'told' | 'notTold' | 'notTaken';

/** Three cards to hold up instead of speaking. They are told at once or not at all, and the card says which. */
export function Signals({ one, sent, watched }: Props) {
  const [held, setHeld] = useState<Signal['kind'] | null>(null);
  const [told, setTold] = useState<Told>('telling');
  const dialog = useRef<HTMLDialogElement>(null);
  const place = keyOf(one);
  const last = sent.reduce<Signal | null>((a, b) => (!a || a.sent_at < b.sent_at ? b : a), null);

  useEffect(() => {
    if (held) dialog.current?.showModal();
    else if (dialog.current?.open) dialog.current.close();
    if (!held) return;
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void loadDetail(place);
    }, lookAgain);
    return () => clearInterval(timer);
  }, [held]);

  async function hold(kind: Signal['kind']) {
    setHeld(kind);
    setTold('telling');
    const { gathering_id, recurrence_id } = one;
    const reply = await call('post', '/gatherings/{gathering_id}/occurrences/{recurrence_id}/signals', {
      params: { gathering_id, recurrence_id },
      body: { kind },
    });
    if (reply.ok) {
      setTold('told');
      await loadDetail(place);
    } else setTold(reply.problem.status === 0 || reply.problem.status >= 500 ? 'notTold' : 'notTaken');
  }

  const seen = told === 'told' && last?.kind === held && last?.seen_at;
  return (
    <Card title={t('during')}>
      <p class="line">
        <Ruby text={t('duringNote')} />
      </p>
      {KINDS.map((kind) => (
        <Button key={kind} label={t(kind)} onPress={() => hold(kind)} />
      ))}
      {last && (
        <p class="asof">
          <Ruby text={t('lastSignal', { card: t(last.kind), time: timeText(last.sent_at) })} />{' '}
          <Ruby text={t(last.seen_at ? 'toldSeen' : 'toldShort')} />
        </p>
      )}
      <dialog ref={dialog} class="hold" aria-labelledby="held" onClose={() => setHeld(null)}>
        {held && (
          <div>
            <h2 id="held">
              <Ruby text={t(`${held}Card`)} />
            </h2>
            <p role="status">
              <Ruby
                text={t(
                  seen
                    ? 'toldSeen'
                    : told === 'told' && held === 'need_watcher' && !watched
                      ? 'toldStaff'
                      : told,
                )}
              />
            </p>
            <Button label={t('close')} onPress={() => setHeld(null)} />
          </div>
        )}
      </dialog>
    </Card>
  );
}
