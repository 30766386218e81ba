import { useRef, useState } from 'preact/hooks';
import { plain } from '../texts/ruby';
import { Button } from '../ui/Button';
import { Card } from '../ui/Card';
import { Field } from '../ui/Field';
import { Page } from '../ui/Page';
import { api, type TotpSecret } from './api';
import { CopyButton } from './copy';
import type { FieldErrors, FormState } from './form';
import { type Loading, useLoad } from './load';
import { About, FormMessage, WhenReady } from './parts';
import { Qr } from './qr';
import { type StaffKey, T, w } from './words';

const LOGIN = /^[a-z0-9._-]{3,40}$/;
const PASSWORD_MIN = 12;

/** Length of a text as people count it. */
const lengthOf = (text: string): number => [...text].length;

/** Makes a login name of what was typed: full-width letters and capitals are what keyboards do, not what people mean. */
export function tidyLogin(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}

/** Makes a six-digit code of what was typed or pasted: full-width digits and spaces are fine. */
export function tidyCode(text: string): string {
  return text.normalize('NFKC').replace(/\s/g, '');
}

/** What is missing in a login name and a password, before anything is sent. */
export function checkLogin(login: string, password: string): Record<string, string> {
  const errors: Record<string, string> = {};
  if (login.trim() === '') errors.login_name = w('fRequired');
  else if (!LOGIN.test(tidyLogin(login))) errors.login_name = w('fLogin');
  if (lengthOf(password) < PASSWORD_MIN) errors.password = w(password === '' ? 'fRequired' : 'fPassword');
  return errors;
}

/** What is missing in a six-digit code. */
export function checkCode(code: string): Record<string, string> {
  if (code.trim() === '') return { totp: w('fRequired') };
  return /^\d{6}$/.test(tidyCode(code)) ? {} : { totp: w('fCode') };
}

interface PasswordFieldProps {
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly problem?: string | null;
  /** A new password shows its rule and how far it has come; an existing one does not. */
  readonly fresh?: boolean;
}

/** A password: pasting is welcome, and it can be shown. */
export function PasswordField({ value, onInput, problem, fresh = false }: PasswordFieldProps) {
  const [shown, setShown] = useState(false);
  const left = PASSWORD_MIN - lengthOf(value);
  return (
    <div class="st-password">
      <Field
        label={w('password')}
        hint={fresh ? w('passwordRule') : undefined}
        type={shown ? 'text' : 'password'}
        autocomplete={fresh ? 'new-password' : 'current-password'}
        name="password"
        value={value}
        onInput={onInput}
        problem={problem}
        latin
      />
      <div class="st-under">
        <button type="button" class="st-toggle" onClick={() => setShown(!shown)}>
          <About name={w('password')} />
          <T k={shown ? 'hide' : 'show'} />
        </button>
        {fresh && value !== '' && (
          <p class="st-hint">
            {left > 0 ? <T k="passwordLeft" words={{ n: left }} /> : <T k="passwordEnough" />}
          </p>
        )}
      </div>
    </div>
  );
}

interface LoginFieldsProps {
  readonly login: string;
  readonly password: string;
  readonly errors: FieldErrors;
  readonly onLogin: (value: string) => void;
  readonly onPassword: (value: string) => void;
}

/** A new login name and a new password. */
export function LoginFields({ login, password, errors, onLogin, onPassword }: LoginFieldsProps) {
  return (
    <>
      <Field
        label={w('loginName')}
        hint={w('loginNameHint')}
        autocomplete="username"
        name="login_name"
        value={login}
        onInput={onLogin}
        problem={errors.login_name}
        latin
      />
      <PasswordField value={password} onInput={onPassword} problem={errors.password} fresh />
    </>
  );
}

interface CodeFieldProps {
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly problem?: string | null;
}

/** The six digits of an authenticator app. */
export function CodeField({ value, onInput, problem }: CodeFieldProps) {
  return (
    <Field
      label={w('totpCode')}
      hint={w('totpCodeHint')}
      autocomplete="one-time-code"
      inputMode="numeric"
      name="totp"
      value={value}
      onInput={onInput}
      problem={problem}
      latin
    />
  );
}

/**
 * Asks for a secret once a login name is chosen, and keeps it: someone who goes back to mend a field
 * has scanned it already.
 */
export function useTotpSecret(login: string | null): Loading<TotpSecret> {
  const asked = useRef(false);
  if (login !== null) asked.current = true;
  return useLoad<TotpSecret>(asked.current ? 'totp' : null, () => api.totpSecret(login ?? ''));
}

/** The secret as a QR, as letters to type, and as a link for an app on this device. */
function TotpSecretCard({ of }: { readonly of: Loading<TotpSecret> }) {
  return (
    <WhenReady of={of}>
      {(totp) => (
        <div class="st-totp">
          <div class="st-qr-frame">
            <Qr qr={totp.qr} label={plain(w('totpQr'))} />
          </div>
          <div class="st-totp-text">
            <p>
              <T k="totpLead" />
            </p>
            <p class="st-hint">
              <T k="totpApps" />
            </p>
            <p>
              <T k="totpManual" />
            </p>
            <p class="st-secret">
              <span class="hidden">
                <T k="totpSecret" />{' '}
              </span>
              <code translate={false}>{totp.secret.replace(/(.{4})(?=.)/g, '$1 ')}</code>
            </p>
            <CopyButton text={totp.secret} label="copy" />
            <p>
              <a href={totp.otpauth_url}>
                <T k="totpOpen" />
              </a>
            </p>
          </div>
        </div>
      )}
    </WhenReady>
  );
}

interface TotpStepProps {
  readonly over?: string;
  readonly secret: Loading<TotpSecret>;
  readonly form: FormState;
  readonly totp: string;
  readonly finish: StaffKey;
  readonly onTotp: (text: string) => void;
  readonly onBack: () => void;
  readonly onFinish: (secret: string) => void;
}

/** The page where the authenticator app is prepared and its first code tried. */
export function TotpStep({ over, secret, form, totp, finish, onTotp, onBack, onFinish }: TotpStepProps) {
  return (
    <Page bare title={w('totpTitle')} over={over}>
      <form
        ref={form.ref}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!form.busy && secret.state === 'ready') onFinish(secret.value.secret);
        }}
      >
        <Card>
          <TotpSecretCard of={secret} />
          {secret.state === 'ready' && (
            <>
              <CodeField value={totp} onInput={onTotp} problem={form.errors.totp} />
              <FormMessage text={form.message} />
              <Button kind="primary" submit busy={form.busy} label={w(finish)} />
            </>
          )}
          <Button kind="quiet" label={w('setupBack')} onPress={onBack} />
        </Card>
      </form>
    </Page>
  );
}
