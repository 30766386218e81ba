import { useEffect, useState } from 'preact/hooks';
import { call } from '../api/client';
import { onChange } from '../data/changes';
import { me, signOut } from '../session';
import { Button } from '../ui/Button';
import { Icon } from '../ui/Icon';
import { Ruby } from '../ui/Ruby';
import { forgetDrafts } from './draft';
import { StaffPage } from './parts';
import { type StaffKey, T, w } from './words';

const DOORS: readonly { readonly to: string; readonly k: StaffKey; readonly hint: StaffKey }[] = [
  { to: 'requests', k: 'navRequests', hint: 'requestsHint' },
  { to: 'concerns', k: 'navConcerns', hint: 'concernsHint' },
  { to: 'supporters', k: 'navSupporters', hint: 'supportersHint' },
  { to: 'care', k: 'navCare', hint: 'careHint' },
  { to: 'consultations', k: 'navConsultations', hint: 'consultationsHint' },
  { to: 'calendar', k: 'navCalendar', hint: 'calendarHint' },
  { to: 'invitations', k: 'navInvitations', hint: 'invitationsHint' },
  { to: 'people', k: 'navPeople', hint: 'peopleHint' },
  { to: 'help', k: 'navHelp', hint: 'helpHint' },
  { to: 'facility', k: 'navFacility', hint: 'facilityHint' },
  { to: 'talk', k: 'navTalkSettings', hint: 'talkSettingsHint' },
];

/** How many hope that staff come to them, and how many concerns nobody answered; nothing while it is not known. */
function useWaiting(): Readonly<Record<string, number>> {
  const [waiting, setWaiting] = useState<Readonly<Record<string, number>>>({});
  useEffect(() => {
    const set = (to: string, n: number) => setWaiting((known) => ({ ...known, [to]: n }));
    const requests = async () => {
      const found = await call('get', '/talk_requests');
      if (found.ok) set('requests', found.value.items.filter((one) => one.stage !== 'met').length);
    };
    const concerns = async () => {
      const found = await call('get', '/concerns', { query: { limit: 100 } });
      if (found.ok) set('concerns', found.value.items.length);
    };
    void requests();
    void concerns();
    const ends = [onChange('staff_requests', requests), onChange('concerns', concerns)];
    return () => {
      for (const end of ends) end();
    };
  }, []);
  return waiting;
}

const COUNTS: Readonly<Record<string, StaffKey>> = {
  requests: 'requestsWaiting',
  concerns: 'concernsOpen',
};

/** Where staff arrive: one door for each thing. */
export function Home() {
  const waiting = useWaiting();
  const [busy, setBusy] = useState(false);
  const [unsent, setUnsent] = useState(0);

  async function leave() {
    setBusy(true);
    // The sign-in page opens while the server is still being told: what is typed there is no longer this person's.
    const stop = me.subscribe((person) => {
      if (person === null) forgetDrafts();
    });
    const waiting = await signOut();
    stop();
    setBusy(false);
    if (waiting) setUnsent(waiting.unsent);
  }

  return (
    <StaffPage title="homeTitle" lead="homeLead" at="">
      <ul class="st-doors">
        {DOORS.map(({ to, k, hint }) => (
          <li key={to}>
            <a class="card st-door" href={`#/staff/${to}`}>
              <span>
                <strong>
                  <T k={k} />
                </strong>
                <small role={COUNTS[to] && 'status'}>
                  {COUNTS[to] && waiting[to] ? (
                    <strong>
                      <T k={COUNTS[to]} words={{ n: waiting[to] }} />
                    </strong>
                  ) : (
                    <T k={hint} />
                  )}
                </small>
              </span>
              <Icon name="forward" />
            </a>
          </li>
        ))}
      </ul>
      <p class="st-hint">
        <T k="noMood" />
      </p>
      <div class="st-foot">
        {me.value && (
          <p class="st-hint">
            <Ruby text={w('signedInAs', { name: me.value.nickname })} />
          </p>
        )}
        {unsent > 0 && (
          <p role="alert">
            <a href="#/tray">
              <T k="unsentFirst" words={{ n: unsent }} />
            </a>
          </p>
        )}
        <Button label={w('signOut')} busy={busy} onPress={leave} wide={false} />
      </div>
    </StaffPage>
  );
}
