import { useState } from 'preact/hooks';
import { go } from '../router';
import { adopt } from '../session';
import { language } from '../texts';
import { Button } from '../ui/Button';
import { Card } from '../ui/Card';
import { Field } from '../ui/Field';
import { Page } from '../ui/Page';
import { api } from './api';
import {
  checkCode,
  checkLogin,
  LoginFields,
  TotpStep,
  tidyCode,
  tidyLogin,
  useTotpSecret,
} from './credentials';
import { useDraft } from './draft';
import { type FieldRule, fieldErrorsOf, sentenceFor, useForm } from './form';
import { FormMessage } from './parts';
import { RecoveryCodes } from './recovery';
import { w } from './words';

const RULES: Readonly<Record<string, FieldRule>> = {
  '/code': { field: 'code' },
  '/nickname': { field: 'nickname' },
  '/credentials/login_name': { field: 'login_name', format: 'fLogin' },
  '/credentials/password': { field: 'password', format: 'fPassword' },
  '/credentials/totp': { field: 'totp', format: 'fCode' },
  '/login_name': { field: 'login_name', format: 'fLogin' },
  '/password': { field: 'password', format: 'fPassword' },
  '/totp': { field: 'totp', format: 'fCode' },
};

interface StaffJoinProps {
  /** The code or token of the invitation; without it the person types it. */
  readonly code?: string;
  /** What the member's join screen already asked. */
  readonly nickname?: string;
  readonly pledge?: number;
}

/** Someone with an invitation for staff: a nickname, a login name, a password, an authenticator app, recovery codes. */
export function StaffJoin({ code = '', nickname = '', pledge }: StaffJoinProps) {
  const draft = useDraft('join', { nickname, login_name: '' });
  const [typed, setTyped] = useState(code);
  const [password, setPassword] = useState('');
  const [totp, setTotp] = useState('');
  const [login, setLogin] = useState<string | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const secret = useTotpSecret(login);
  const form = useForm();
  const { values } = draft;

  if (codes) return <RecoveryCodes codes={codes} onDone={() => go('/staff', { replace: true })} />;

  function next(event: Event) {
    event.preventDefault();
    const errors = checkLogin(values.login_name, password);
    if (values.nickname.trim() === '') errors.nickname = w('fRequired');
    if (typed.trim() === '') errors.code = w('fRequired');
    if (!form.refuse(errors)) setLogin(tidyLogin(values.login_name));
  }

  async function finish(totp_secret: string) {
    if (form.refuse(checkCode(totp))) return;
    const credentials = {
      login_name: tidyLogin(values.login_name),
      password,
      totp_secret,
      totp: tidyCode(totp),
    };
    const body = {
      code: typed.trim(),
      nickname: values.nickname.trim(),
      language: language.value,
      credentials,
      ...(pledge === undefined ? {} : { pledge_version: pledge }),
    };
    const result = await form.send(body, (key) => api.acceptInvitation(body, key));
    if (result.ok) {
      await adopt(result.value);
      draft.clear();
      setPassword('');
      const shown = result.value.recovery_codes ?? [];
      if (shown.length > 0) setCodes(shown);
      else go('/staff', { replace: true });
      return;
    }
    const { problem } = result;
    if (problem.type === 'wrong-totp') {
      form.refuse({ totp: `${w('totpWrong')} ${w('totpClock')}` });
      return;
    }
    if (problem.type === 'invitation-not-usable') {
      setLogin(null);
      form.refuse({ code: w('joinUsed') });
      return;
    }
    const errors = { ...fieldErrorsOf(problem, RULES) };
    if (problem.type === 'already-exists') errors.login_name ??= w('pExists');
    if (Object.keys(errors).some((field) => field !== 'totp')) setLogin(null);
    form.refuse(errors, Object.keys(errors).length > 0 ? null : sentenceFor(problem));
  }

  if (login !== null) {
    return (
      <TotpStep
        key="second"
        secret={secret}
        form={form}
        totp={totp}
        finish="joinGo"
        onTotp={setTotp}
        onBack={() => {
          form.clear();
          setLogin(null);
        }}
        onFinish={finish}
      />
    );
  }
  return (
    <Page key="first" bare title={w('joinTitle')} lead={w('joinLead')}>
      <form ref={form.ref} noValidate onSubmit={next}>
        <Card>
          {(code === '' || form.errors.code) && (
            <Field
              label={w('joinCode')}
              hint={w('joinCodeHint')}
              value={typed}
              onInput={setTyped}
              problem={form.errors.code}
              latin
            />
          )}
          <Field
            label={w('nickname')}
            hint={w('nicknameHint')}
            autocomplete="nickname"
            value={values.nickname}
            onInput={(text) => draft.set('nickname', text)}
            problem={form.errors.nickname}
          />
          <LoginFields
            login={values.login_name}
            password={password}
            errors={form.errors}
            onLogin={(text) => draft.set('login_name', text)}
            onPassword={setPassword}
          />
          <FormMessage text={form.message} />
          <Button kind="primary" submit label={w('next')} />
        </Card>
      </form>
    </Page>
  );
}
