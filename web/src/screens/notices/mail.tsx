import { useEffect, useState } from 'preact/hooks';
import { call } from '../../api/client';
import type { Problem } from '../../api/problem';
import type { Answer } from '../../api/types';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Field } from '../../ui/Field';
import { Ruby } from '../../ui/Ruby';
import { toast } from '../../ui/Toast';
import { fieldProblem } from '../problem';
import { t } from './texts';
import { said } from './words';

type Mail = Answer<'get_my_mail'>;

/** E-mail for staff, where the house sends any: an address, the code that proves it, and the way to take it back. */
export function MailCard() {
  const [mail, setMail] = useState<Mail | null>(null);
  const [address, setAddress] = useState('');
  const [code, setCode] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const load = () =>
    call('get', '/me/mail').then((result) => {
      if (!result.ok) return;
      setMail(result.value);
      setAddress(result.value.address ?? '');
    });
  useEffect(() => {
    void load();
  }, []);
  if (!mail?.available) return null;
  async function say(body: { address: string | null; code?: string | null }) {
    if (busy || !mail) return;
    setBusy(true);
    const result = await call('put', '/me/mail', { body, etag: `"v${mail.version}"` });
    setBusy(false);
    if (result.ok) {
      setProblem(null);
      setCode('');
      setMail(result.value);
      setAddress(result.value.address ?? '');
      if (result.value.state !== 'unconfirmed') toast(t('saved'));
    } else {
      setProblem(result.problem);
      // A wrong code is counted, and something may have changed elsewhere.
      await load();
      if (!result.problem.errors?.length) toast(said(result.problem));
    }
  }
  const waits = mail.state === 'unconfirmed';
  return (
    <Card title={t('mailTitle')}>
      <p class="small">
        <Ruby text={t('mailNote')} />
      </p>
      {mail.state === 'none' ? (
        <form
          class="form"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void say({ address: address.trim() });
          }}
        >
          <Field
            latin
            type="email"
            inputMode="email"
            autocomplete="email"
            label={t('mailAddress')}
            value={address}
            maxLength={254}
            problem={fieldProblem(problem, '/address')}
            onInput={setAddress}
          />
          <Button submit kind="primary" busy={busy} label={t('mailAsk')} />
        </form>
      ) : (
        <>
          <p>
            <strong>{mail.address}</strong>
            <br />
            <Ruby text={t(waits ? (mail.refused ? 'mailRefused' : 'mailSent') : 'mailGoes')} />
          </p>
          {waits && (
            <form
              class="form"
              noValidate
              onSubmit={(event) => {
                event.preventDefault();
                void say({ address: mail.address, code: code.trim() });
              }}
            >
              <Field
                latin
                inputMode="numeric"
                autocomplete="one-time-code"
                label={t('mailCode')}
                value={code}
                maxLength={7}
                problem={fieldProblem(problem, '/code')}
                onInput={setCode}
              />
              <Button submit kind="primary" busy={busy} label={t('mailConfirm')} />
              <Button
                kind="second"
                busy={busy}
                label={t('mailAgain')}
                onPress={() => say({ address: mail.address })}
              />
            </form>
          )}
          <Button kind="quiet" busy={busy} label={t('mailStop')} onPress={() => say({ address: null })} />
        </>
      )}
    </Card>
  );
}
