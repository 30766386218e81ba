import { route } from '../router';
import { lazy } from '../screens/lazy';
import { signedIn } from '../session';
import { LinkButton } from '../ui/Button';
import { Page } from '../ui/Page';
import { Facility } from './facility';
import { Help } from './help';
import { Home } from './home';
import { Invitations } from './invitations';
import { StaffJoin } from './join';
import { StaffPage } from './parts';
import { People } from './people';
import { isStaff } from './roles';
import { SetUp } from './setup';
import { SignIn } from './signin';
import { ready, w } from './words';
import './staff.css';
import './credentials.css';
import './invitation.css';

const Calendar = lazy(() => import('./calendar').then((area) => area.open()).then((open) => open.Calendar));
const LeadPage = lazy(() => import('./calendar').then((area) => area.open()).then((open) => open.LeadPage));

const Hellos = lazy(() => import('../screens/comfort').then((area) => area.openHellos()));
const CarePages = lazy(() => import('./care').then((area) => area.open()));
const SharedPages = lazy(() => import('./shared').then((area) => area.open()));
const Trail = lazy(() => import('./trail').then((area) => area.open()));
const Everybody = lazy(() => import('./board').then((area) => area.open()).then((open) => open.Everybody));
const Wall = lazy(() => import('./wall').then((area) => area.open()));
const TalkPages = lazy(() => import('./talk').then((area) => area.open()));

interface InsideProps {
  readonly place: string | undefined;
  readonly id: string | undefined;
  readonly more: readonly string[];
}

function Inside({ place, id, more }: InsideProps) {
  if (place === undefined || place === 'signin') return <Home />;
  if (place === 'people') return <People id={id} />;
  if (place === 'everybody') return <Everybody />;
  if (place === 'hellos')
    return (
      <StaffPage title="navHellos" lead="hellosHint" at="/hellos">
        <Hellos />
      </StaffPage>
    );
  if (place === 'calendar') return <Calendar parts={id ? [id, ...more] : []} />;
  if (place === 'care' || place === 'consultations') return <CarePages key={id} place={place} id={id} />;
  if (place === 'shared') return <SharedPages key={[id, ...more].join()} id={id} more={more} />;
  if (place === 'requests' || place === 'handovers' || place === 'concerns')
    return <TalkPages key={id} place={place} id={id} />;
  if (place === 'supporters' || place === 'talk') return <TalkPages key={id} place={place} id={id} />;
  if (place === 'trail') return <Trail />;
  if (place === 'invitations') return <Invitations />;
  if (place === 'help') return <Help />;
  if (place === 'facility') return <Facility />;
  return (
    <Page title={w('notFoundTitle')} lead={w('notFoundLead')}>
      <LinkButton href="#/staff" label={w('navHome')} />
    </Page>
  );
}

/** Every staff route and the first set-up: `#/setup/<token>`, `#/staff`, `#/staff/…`, `#/wall`. */
function Staff() {
  const [area, place, id, ...more] = route.value.parts;
  if (area === 'setup') return <SetUp key={place} token={place ?? ''} />;
  if (place === 'join') return <StaffJoin key={id} code={id} />;
  if (!signedIn.value) {
    return <SignIn next={place === 'signin' ? '/staff' : `/${route.value.path}`} />;
  }
  if (place === 'lead' && id && more[0])
    return <LeadPage at={{ gathering_id: id, recurrence_id: more[0] }} />;
  if (!isStaff.value) {
    return (
      <Page title={w('notStaffTitle')} lead={w('notStaffLead')}>
        <LinkButton kind="primary" href="#/" label={w('memberHome')} />
      </Page>
    );
  }
  if (area === 'wall') return <Wall />;
  return <Inside key={place} place={place} id={id} more={more} />;
}

/** The staff screens, with their texts in the language of the reader. */
export const open = () => ready().then(() => Staff);
