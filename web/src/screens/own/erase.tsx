import { useEffect, useState } from 'preact/hooks';
import { call } from '../../api/client';
import type { Problem } from '../../api/problem';
import type { Answer } from '../../api/types';
import { unsent } from '../../data';
import { me, online } from '../../data/person';
import { go } from '../../router';
import { signOut } from '../../session';
import { Button, LinkButton } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Choice } from '../../ui/Choice';
import { Page } from '../../ui/Page';
import { Ruby } from '../../ui/Ruby';
import { Sheet } from '../../ui/Sheet';
import { toast } from '../../ui/Toast';
import { problemText } from '../problem';
import { useKey } from '../use-key';
import { Leaving, lookAgain } from './leaving';
import { goesOf, staysOf } from './rules';
import { t } from './texts';

type Preview = Answer<'get_erasure_preview'>;
type When = 'in7' | 'now';

/** ぜんぶ消す: first what goes and what stays; then when; then once more. */
export function Erase() {
  const [preview, setPreview] = useState<Preview | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const connected = online.value;
  useEffect(() => {
    call('get', '/me/erasure').then((result) => {
      setProblem(result.ok ? null : result.problem);
      if (result.ok) setPreview(result.value);
    });
  }, [connected]);
  const waits = Boolean(me.value?.erases_at);
  return (
    <Page bare back="/own" title={t('erase')} lead={t('eraseLead')}>
      <Leaving />
      <p role="status" class="line">
        {problem && <Ruby text={problemText(problem)} />}
      </p>
      {preview && <What preview={preview} />}
      {preview?.last_admin && (
        <Card>
          <p>
            <Ruby text={t('lastAdmin')} />
          </p>
        </Card>
      )}
      {preview && !preview.last_admin && !waits && <Decide />}
    </Page>
  );
}

function What({ preview }: { readonly preview: Preview }) {
  return (
    <>
      <Card title={t('goes')}>
        <p>
          <Ruby text={t('goesNote')} />
        </p>
        <ul class="plain">
          {goesOf(preview.goes).map(({ kind, count }) => (
            <li key={kind}>
              <Ruby text={kind === 'p_me' ? t(kind) : t('count', { what: t(kind), n: count })} />
            </li>
          ))}
        </ul>
      </Card>
      <Card title={t('stays')}>
        <p>
          <Ruby text={t('staysNote')} />
        </p>
        <ul class="plain">
          {staysOf(preview.stays).map(({ kind, count }) => (
            <li key={kind}>
              <Ruby text={kind === 's_me' ? t(kind) : t('count', { what: t(kind), n: count })} />
            </li>
          ))}
          <li>
            <Ruby text={t('s_audit')} />
          </li>
        </ul>
      </Card>
      <p class="line">
        <Ruby text={t('first')} />
      </p>
      <LinkButton href="#/own/take" label={t('firstGo')} />
    </>
  );
}

function Decide() {
  const [when, setWhen] = useState<When>('in7');
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const key = useKey();

  async function erase() {
    const body = { wait_days: when === 'now' ? 0 : 7 };
    setBusy(true);
    const result = await call('post', '/me/erasure', { body, key: key.for(body) });
    setAsking(false);
    if (!result.ok) {
      setBusy(false);
      key.refused(result.problem);
      return toast(result.problem.type === 'last-admin' ? t('lastAdmin') : problemText(result.problem));
    }
    if (!result.value.erased) {
      await lookAgain();
      return setBusy(false);
    }
    // The server has let go of everything; now this phone does: copies, drafts, and what was never sent.
    await signOut({ discardUnsent: true });
    go('/', { replace: true });
    toast(t('done'));
  }

  return (
    <Card>
      <Choice
        legend={t('when')}
        options={(['in7', 'now'] as const).map((one) => ({ value: one, label: t(one) }))}
        value={when}
        onChoose={setWhen}
      />
      <Button label={t('eraseGo')} busy={busy} onPress={() => setAsking(true)} />
      <Sheet open={asking} title={t(when === 'now' ? 'sureNow' : 'sure7')} onClose={() => setAsking(false)}>
        <p>
          <Ruby text={t(when === 'now' ? 'sureNowBody' : 'sure7Body')} />
        </p>
        {when === 'now' && unsent.value > 0 && (
          <p>
            <Ruby text={t('unsentToo')} />
          </p>
        )}
        <Button kind="primary" busy={busy} label={t(when === 'now' ? 'yesNow' : 'yes7')} onPress={erase} />
        <Button kind="quiet" label={t('no')} onPress={() => setAsking(false)} />
      </Sheet>
    </Card>
  );
}
