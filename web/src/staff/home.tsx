import { useState } from 'preact/hooks';
import { lazy } from '../screens/lazy';
import { me, signOut } from '../session';
import { Button } from '../ui/Button';
import { Icon } from '../ui/Icon';
import { Ruby } from '../ui/Ruby';
import { forgetDrafts } from './draft';
import { StaffPage } from './parts';
import { isAdmin } from './roles';
import { type StaffKey, T, w } from './words';

const DOORS: readonly { readonly to: string; readonly k: StaffKey; readonly hint: StaffKey }[] = [
  { to: 'requests', k: 'navRequests', hint: 'requestsHint' },
  { to: 'hellos', k: 'navHellos', hint: 'hellosHint' },
  { to: 'handovers', k: 'navHandovers', hint: 'handoversHint' },
  { to: 'concerns', k: 'navConcerns', hint: 'concernsHint' },
  { to: 'shared', k: 'navShared', hint: 'sharedHint' },
  { to: 'supporters', k: 'navSupporters', hint: 'supportersHint' },
  { to: 'care', k: 'navCare', hint: 'careHint' },
  { to: 'consultations', k: 'navConsultations', hint: 'consultationsHint' },
  { to: 'everybody', k: 'navEverybody', hint: 'everybodyHint' },
  { to: 'calendar', k: 'navCalendar', hint: 'calendarHint' },
  { to: 'invitations', k: 'navInvitations', hint: 'invitationsHint' },
  { to: 'people', k: 'navPeople', hint: 'peopleHint' },
  { to: 'help', k: 'navHelp', hint: 'helpHint' },
  { to: 'facility', k: 'navFacility', hint: 'facilityHint' },
  { to: 'talk', k: 'navTalkSettings', hint: 'talkSettingsHint' },
];

/** Only for admins. */
const ADMIN: (typeof DOORS)[number] = { to: 'trail', k: 'navTrail', hint: 'trailHint' };

const Board = lazy(() => import('./board').then((area) => area.open()).then((open) => open.Board));

/** Where staff arrive: what asks for a human today, then one door for each thing. */
export function Home() {
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
      <Board />
      <ul class="st-doors">
        {(isAdmin.value ? [...DOORS, ADMIN] : DOORS).map(({ to, k, hint }) => (
          <li key={to}>
            <a class="card st-door" href={`#/staff/${to}`}>
              <span>
                <strong>
                  <T k={k} />
                </strong>
                <small>
                  <T k={hint} />
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
