import { useState } from 'preact/hooks';
import { call } from '../../api/client';
import { localDate } from '../../data/dates';
import { me } from '../../data/person';
import { rememberMe } from '../../session';
import { dayText } from '../../texts/dates';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Ruby } from '../../ui/Ruby';
import { toast } from '../../ui/Toast';
import { problemText } from '../problem';
import { t } from './texts';

/** Looks at oneself again, so that every screen knows whether one is about to leave. */
export async function lookAgain(): Promise<void> {
  const now = await call('get', '/me');
  if (now.ok) await rememberMe(now.value, now.etag);
}

/** Everything will be erased on a day, and that can still be undone. */
export function Leaving() {
  const [busy, setBusy] = useState(false);
  const at = me.value?.erases_at;
  if (!at) return null;
  async function stay() {
    setBusy(true);
    const result = await call('delete', '/me/erasure');
    if (result.ok) await lookAgain();
    setBusy(false);
    toast(result.ok ? t('undone') : problemText(result.problem));
  }
  return (
    <Card>
      <p>
        <Ruby text={t('will', { day: dayText(localDate(new Date(at))) })} />
        <br />
        <Ruby text={t('willNote')} />
      </p>
      <Button kind="primary" busy={busy} label={t('undo')} onPress={stay} />
    </Card>
  );
}
