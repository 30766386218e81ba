import { useEffect, useRef, useState } from 'preact/hooks';
import type { Problem } from '../../api/problem';
import { localDate } from '../../data/dates';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Page } from '../../ui/Page';
import { Ruby } from '../../ui/Ruby';
import { problemText } from '../problem';
import { fetchFile, hand } from './fetch-file';
import { t } from './texts';

type State = 'before' | 'taken' | 'stopped' | { readonly bytes: number } | { readonly problem: Problem };

const said = (state: State): string | null => {
  if (state === 'before') return null;
  if (typeof state === 'string') return t(state);
  if ('problem' in state) return problemText(state.problem);
  return state.bytes > 0 ? t('takingKb', { n: Math.ceil(state.bytes / 1024) }) : t('taking');
};

/** ぜんぶ持ち出す: what is in the file, and the file. It can be stopped while it comes. */
export function Take() {
  const [state, setState] = useState<State>('before');
  const stopping = useRef<AbortController | null>(null);
  useEffect(() => () => stopping.current?.abort(), []);
  const going = typeof state === 'object' && 'bytes' in state;

  async function take() {
    const stop = new AbortController();
    stopping.current = stop;
    setState({ bytes: 0 });
    const fetched = await fetchFile(stop.signal, (bytes) => setState({ bytes }));
    if (fetched === 'stopped' || 'problem' in fetched) return setState(fetched);
    hand(fetched.file, `engawa-${localDate()}.zip`);
    setState('taken');
  }

  const words = said(state);
  return (
    <Page bare back="/own" title={t('take')} lead={t('takeLead')}>
      <Card>
        <p>
          <Ruby text={t('takeIn')} />
        </p>
        <p>
          <Ruby text={t('takeOthers')} />
        </p>
        <p>
          <Ruby text={t('takeCare')} />
        </p>
        <Button kind="primary" busy={going} label={t('takeGo')} onPress={take} />
        {going && <Button label={t('takeStop')} onPress={() => stopping.current?.abort()} />}
        <p role="status" class="line">
          {words && <Ruby text={words} />}
        </p>
      </Card>
    </Page>
  );
}
