import { useEffect, useState } from 'preact/hooks';
import { call } from '../api/client';
import type { Problem } from '../api/problem';
import type { Answer } from '../api/types';
import { saveMe, unsent } from '../data';
import { localDate } from '../data/dates';
import { me, online } from '../data/person';
import { go } from '../router';
import { signOut } from '../session';
import { area } from '../texts';
import { dayText, shortDay } from '../texts/dates';
import { settings } from '../texts/ja/settings';
import { plain } from '../texts/ruby';
import { Button } from '../ui/Button';
import { Card } from '../ui/Card';
import { Field } from '../ui/Field';
import { Ruby } from '../ui/Ruby';
import { Sheet } from '../ui/Sheet';
import { toast } from '../ui/Toast';
import { letters } from './letters';
import { problemText } from './problem';

const t = area('settings', settings);

const NAME_LIMIT = 20;

/** The name that others see. */
export function Nickname() {
  const [name, setName] = useState(me.value?.nickname ?? '');
  const [problem, setProblem] = useState<string | null>(null);
  function save() {
    const tidy = name.trim();
    if (!tidy || letters(tidy) > NAME_LIMIT) {
      setProblem(t('nameLong'));
      return;
    }
    saveMe({ nickname: tidy });
    toast(t('saved'));
  }
  return (
    <Card>
      <form
        class="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Field
          label={t('me')}
          hint={t('nameHint')}
          autocomplete="nickname"
          value={name}
          problem={problem}
          onInput={(next) => {
            setProblem(null);
            setName(next);
          }}
        />
        <Button submit kind="primary" label={t('save')} />
      </form>
    </Card>
  );
}

type Session = Answer<'list_my_sessions'>['items'][number];

/** Phones that are signed in; a lost one is stopped in two taps. */
export function Devices() {
  const [sessions, setSessions] = useState<readonly Session[] | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [stopping, setStopping] = useState<Session | null>(null);
  const connected = online.value;
  useEffect(() => {
    call('get', '/me/sessions').then((result) => {
      if (result.ok) setSessions(result.value.items);
      else setProblem(result.problem);
    });
  }, [connected]);

  async function stop(session: Session) {
    setStopping(null);
    const result = await call('delete', '/me/sessions/{session_id}', {
      params: { session_id: session.session_id },
    });
    if (!result.ok) return toast(problemText(result.problem));
    setSessions((now) => now?.filter((one) => one !== session) ?? null);
    toast(t('stopped'));
  }

  if (!sessions) {
    return (
      <p class="line" role="status">
        {problem && <Ruby text={problem.type === 'offline' ? t('devicesOffline') : problemText(problem)} />}
      </p>
    );
  }
  return (
    <Card>
      <ul class="rows">
        {sessions.map((session) => (
          <li key={session.session_id}>
            <div>
              <p>
                {session.device}{' '}
                {session.current && (
                  <span class="chip chip-pine">
                    <Ruby text={t('thisDevice')} />
                  </span>
                )}
              </p>
              <p class="small">
                <Ruby text={t('lastUsed', { day: shortDay(session.refreshed_on) })} />
              </p>
              <p class="small">
                <Ruby text={t('since', { day: dayText(localDate(new Date(session.created_at))) })} />
              </p>
            </div>
            {!session.current && (
              <Button
                wide={false}
                label={t('stop')}
                spoken={plain(t('stopSpoken', { device: session.device }))}
                onPress={() => setStopping(session)}
              />
            )}
          </li>
        ))}
      </ul>
      <Sheet
        open={stopping !== null}
        title={t('stopSure', { device: stopping?.device ?? '' })}
        onClose={() => setStopping(null)}
      >
        <p>
          <Ruby text={t('stopSureBody')} />
        </p>
        <Button kind="primary" label={t('stopYes')} onPress={() => stopping && stop(stopping)} />
        <Button kind="quiet" label={t('stopNo')} onPress={() => setStopping(null)} />
      </Sheet>
    </Card>
  );
}

/** Leaving on this phone. While something waits to be sent the person decides what becomes of it. */
export function Leave() {
  const [waiting, setWaiting] = useState(0);
  const [busy, setBusy] = useState(false);
  async function leave(discardUnsent: boolean) {
    setBusy(true);
    const kept = await signOut({ discardUnsent });
    setBusy(false);
    if (kept) {
      setWaiting(kept.unsent);
      return;
    }
    go('/', { replace: true });
    toast(t('outDone'));
  }
  const n = waiting || unsent.value;
  return (
    <Card>
      <p>
        <Ruby text={t('outBody')} />
      </p>
      <p>
        <Ruby text={t('outBody2')} />
      </p>
      {n > 0 && (
        <p role="status">
          <Ruby text={t('outUnsent', { n })} />
        </p>
      )}
      <Button
        kind="primary"
        busy={busy}
        label={t(n > 0 ? 'outWait' : 'outYes')}
        onPress={() => leave(false)}
      />
      {waiting > 0 && (
        <>
          <p>
            <Ruby text={t('outUnsentBody', { n })} />
          </p>
          <Button label={t('outDiscard')} busy={busy} onPress={() => leave(true)} />
        </>
      )}
    </Card>
  );
}
