import { useState } from 'preact/hooks';
import { go } from '../router';
import { signIn } from '../session';
import { Button } from '../ui/Button';
import { Card } from '../ui/Card';
import { Choice } from '../ui/Choice';
import { Field } from '../ui/Field';
import { Page } from '../ui/Page';
import { CodeField, checkCode, PasswordField, tidyCode, tidyLogin } from './credentials';
import { useDraft } from './draft';
import { type FieldRule, fieldErrorsOf, sentenceFor, useForm } from './form';
import { FormMessage } from './parts';
import { T, w } from './words';

type Second = 'totp' | 'recovery';

const RULES: Readonly<Record<string, FieldRule>> = {
  '/login_name': { field: 'login_name', format: 'fLogin' },
  '/password': { field: 'password', format: 'fPassword' },
  '/totp': { field: 'totp', format: 'fCode' },
  '/recovery_code': { field: 'recovery_code' },
};

/** Staff come in with a login name, a password, and a code of their app or one from their paper. */
export function SignIn({ next = '/staff' }: { readonly next?: string }) {
  const draft = useDraft('signin', { login_name: '' });
  const [password, setPassword] = useState('');
  const [second, setSecond] = useState<Second>('totp');
  const [totp, setTotp] = useState('');
  const [recovery, setRecovery] = useState('');
  const form = useForm();
  const login = draft.values.login_name;

  async function submit(event: Event) {
    event.preventDefault();
    if (form.busy) return;
    const errors: Record<string, string> = second === 'totp' ? checkCode(totp) : {};
    if (second === 'recovery' && recovery.trim() === '') errors.recovery_code = w('fRequired');
    if (login.trim() === '') errors.login_name = w('fRequired');
    if (password === '') errors.password = w('fRequired');
    if (form.refuse(errors)) return;
    const who = { login_name: tidyLogin(login), password };
    const body =
      second === 'totp' ? { ...who, totp: tidyCode(totp) } : { ...who, recovery_code: recovery.trim() };
    const result = await form.send(body, () => signIn(body));
    if (result.ok) {
      go(next, { replace: true });
      return;
    }
    const { problem } = result;
    if (problem.type === 'wrong-credentials') {
      form.refuse({}, `${w('signInWrong')} ${w('signInWrongNext')}`);
    } else if (problem.type === 'wrong-totp') {
      form.refuse(
        second === 'totp'
          ? { totp: `${w('totpWrong')} ${w('totpClock')}` }
          : { recovery_code: w('recoveryWrong') },
      );
    } else {
      const found = fieldErrorsOf(problem, RULES);
      form.refuse(found, Object.keys(found).length > 0 ? null : sentenceFor(problem));
    }
  }

  return (
    <Page bare title={w('signInTitle')} lead={w('signInLead')}>
      <form ref={form.ref} noValidate onSubmit={submit}>
        <Card>
          <Field
            label={w('loginName')}
            autocomplete="username"
            name="login_name"
            value={login}
            onInput={(text) => draft.set('login_name', text)}
            problem={form.errors.login_name}
            latin
          />
          <PasswordField value={password} onInput={setPassword} problem={form.errors.password} />
          <Choice<Second>
            legend={w('totpCode')}
            legendHidden
            layout="row"
            value={second}
            onChoose={(chosen) => {
              form.clear();
              setSecond(chosen);
            }}
            options={[
              { value: 'totp', label: w('signInUseTotp') },
              { value: 'recovery', label: w('signInUseRecovery') },
            ]}
          />
          {second === 'totp' ? (
            <CodeField value={totp} onInput={setTotp} problem={form.errors.totp} />
          ) : (
            <Field
              label={w('recoveryCode')}
              hint={w('recoveryCodeHint')}
              value={recovery}
              onInput={setRecovery}
              problem={form.errors.recovery_code}
              latin
            />
          )}
          <FormMessage text={form.message} />
          <Button kind="primary" submit busy={form.busy} label={w('signInGo')} />
          <p class="st-hint">
            <T k="signInForgot" />
          </p>
        </Card>
      </form>
    </Page>
  );
}
