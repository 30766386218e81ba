import { useEffect, useState } from 'preact/hooks';
import { go } from '../router';
import { setUp } from '../session';
import { language } from '../texts';
import { plain } from '../texts/ruby';
import { Button, LinkButton } from '../ui/Button';
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
import { type StaffKey, T, w } from './words';

const RULES: Readonly<Record<string, FieldRule>> = {
  '/facility_name': { field: 'facility_name' },
  '/nickname': { field: 'nickname' },
  '/login_name': { field: 'login_name', format: 'fLogin' },
  '/password': { field: 'password', format: 'fPassword' },
  '/totp': { field: 'totp', format: 'fCode' },
};
const STEPS: readonly StaffKey[] = ['setupStep1', 'setupStep2', 'setupStep3'];

/** 「3つのうち1つ目 · 事業所とあなた」 */
function stepText(at: number): string {
  const name = STEPS[at];
  const count = w('setupSteps', { total: STEPS.length, n: at + 1 });
  return plain(name ? `${count} · ${w(name)}` : count);
}

/** First start: the facility, its first admin, the authenticator app, the recovery codes. Nothing typed is lost on the way. */
export function SetUp({ token }: { readonly token: string }) {
  const draft = useDraft('setup', { facility_name: '', nickname: '', login_name: '' });
  const [password, setPassword] = useState('');
  const [totp, setTotp] = useState('');
  const [login, setLogin] = useState<string | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const [closed, setClosed] = useState<'setup-done' | 'setup-token-wrong' | null>(null);
  const form = useForm();
  const { values } = draft;
  const secret = useTotpSecret(login);
  useEffect(() => {
    // Who opens the link a second time learns it before typing anything.
    api.welcome().then((found) => {
      if (found.ok && !found.value.needs_setup && token !== '') setClosed('setup-done');
    });
  }, [token]);

  if (codes) {
    return <RecoveryCodes codes={codes} over={stepText(2)} onDone={() => go('/staff', { replace: true })} />;
  }
  if (closed === 'setup-done') {
    return (
      <Page key="done" bare title={w('setupDoneTitle')} lead={w('setupDoneLead')}>
        <LinkButton kind="primary" href="#/staff/signin" label={w('signInGo')} />
      </Page>
    );
  }
  if (closed) return <Page key="closed" bare title={w('setupTokenTitle')} lead={w('setupTokenLead')} />;

  function next(event: Event) {
    event.preventDefault();
    const errors = checkLogin(values.login_name, password);
    if (values.facility_name.trim() === '') errors.facility_name = w('fRequired');
    if (values.nickname.trim() === '') errors.nickname = w('fRequired');
    if (!form.refuse(errors)) setLogin(tidyLogin(values.login_name));
  }

  async function finish(secret: string) {
    if (form.refuse(checkCode(totp))) return;
    const body = {
      setup_token: token,
      facility_name: values.facility_name.trim(),
      nickname: values.nickname.trim(),
      login_name: tidyLogin(values.login_name),
      password,
      totp_secret: secret,
      totp: tidyCode(totp),
      language: language.value,
    };
    const result = await form.send(body, () => setUp(body));
    if (result.ok) {
      draft.clear();
      setPassword('');
      setCodes(result.value.recovery_codes ?? []);
      return;
    }
    const { problem } = result;
    if (problem.type === 'setup-done' || problem.type === 'setup-token-wrong') {
      setClosed(problem.type);
      return;
    }
    if (problem.type === 'wrong-totp') {
      form.refuse({ totp: `${w('totpWrong')} ${w('totpClock')}` });
      return;
    }
    const errors = fieldErrorsOf(problem, RULES);
    if (Object.keys(errors).some((field) => field !== 'totp')) setLogin(null);
    form.refuse(errors, Object.keys(errors).length > 0 ? null : sentenceFor(problem));
  }

  return login === null ? (
    <Page key="first" bare title={w('setupTitle')} lead={w('setupLead')} over={stepText(0)}>
      <form ref={form.ref} noValidate onSubmit={next}>
        <Card>
          {draft.restored && password === '' && (
            <p class="st-hint">
              <T k="setupPasswordAgain" />
            </p>
          )}
          <Field
            label={w('facilityName')}
            hint={w('facilityNameHint')}
            autocomplete="organization"
            value={values.facility_name}
            onInput={(text) => draft.set('facility_name', text)}
            problem={form.errors.facility_name}
          />
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
  ) : (
    <TotpStep
      key="second"
      over={stepText(1)}
      secret={secret}
      finish="setupFinish"
      form={form}
      totp={totp}
      onTotp={setTotp}
      onBack={() => {
        form.clear();
        setLogin(null);
      }}
      onFinish={finish}
    />
  );
}
