import { Component, type ComponentChildren } from 'preact';
import { callTheNameless } from './api/names';
import { signedIn } from './data/person';
import { route } from './router';
import { lazy } from './screens/lazy';
import { Opening, started } from './screens/opening';
import { Today } from './screens/today';
import { area } from './texts';
import { app } from './texts/ja/app';
import { Button } from './ui/Button';
import { Page } from './ui/Page';
import { Ruby } from './ui/Ruby';
import { TabBar } from './ui/TabBar';
import { ToastHost } from './ui/Toast';

const t = area('app', app);
callTheNameless(() => t('gone'));

const Welcome = lazy(() => import('./screens/welcome').then((screen) => screen.Welcome));
const Join = lazy(() => import('./screens/join').then((screen) => screen.Join));
const Enter = lazy(() => import('./screens/welcome').then((screen) => screen.Enter));
const Checkin = lazy(() => import('./screens/checkin').then((screen) => screen.CheckinDetails));
const Lookback = lazy(() => import('./screens/lookback').then((screen) => screen.Lookback));
const Day = lazy(() => import('./screens/day').then((screen) => screen.Day));
const Wins = lazy(() => import('./screens/wins').then((screen) => screen.Wins));
const Help = lazy(() => import('./screens/help').then((screen) => screen.Help));
const Settings = lazy(() => import('./screens/settings').then((screen) => screen.Settings));
const Talk = lazy(() => import('./screens/talk').then((area) => area.open()));
const Support = lazy(() => import('./screens/support').then((area) => area.open()));
const Plans = lazy(() => import('./screens/gatherings').then((area) => area.open()));
const Comfort = lazy(() => import('./screens/comfort').then((area) => area.open()));
const Notices = lazy(() => import('./screens/notices').then((area) => area.open()));
const Sharing = lazy(() => import('./screens/sharing').then((area) => area.open()));
const Missing = lazy(() => import('./screens/places').then((screen) => screen.Missing));
const Own = lazy(() => import('./screens/own').then((area) => area.open()));
const Tray = lazy(() => import('./screens/tray').then((screen) => screen.Tray));
const Staff = lazy(() => import('./staff').then((area) => area.open()));

/** Pages that need somebody; everybody else is shown the door that opens them. */
function Inside({ parts }: { readonly parts: readonly string[] }) {
  const [first = '', second, third] = parts;
  if (!signedIn.value && !started.value) return <Opening />;
  if (!signedIn.value && first !== 'settings') return <Welcome />;
  if (first === '') return <Today />;
  if (first === 'checkin' && second) return <Checkin key={second} id={second} />;
  if (first === 'lookback')
    return second === 'day' && third ? <Day key={third} date={third} /> : <Lookback />;
  if (first === 'wins') return <Wins />;
  if (first === 'plans' || first === 'gathering') return <Plans key={parts.join()} parts={parts} />;
  if (first === 'settings') return <Settings key={second} place={second} />;
  if (first === 'support') return <Support key={parts.join()} parts={parts} />;
  if (first === 'notices') return <Notices key={second} id={second} />;
  if (first === 'sharing') return <Sharing key={parts.join()} parts={parts} />;
  if (first === 'own') return <Own key={second} place={second} />;
  if (first === 'comfort') return <Comfort key={parts.join()} parts={parts} />;
  if (first === 'tray') return <Tray />;
  return <Missing />;
}

function Screen({ parts }: { readonly parts: readonly string[] }) {
  const [first = '', second] = parts;
  if (first === 'help') return <Help />;
  if (first === 'talk') return <Talk key={parts.join()} parts={parts} />;
  if (first === 'join') return <Join key={second} code={second} />;
  if (first === 'enter' && second) return <Enter key={second} link={second} />;
  if (first === 'setup' || first === 'staff' || first === 'wall') return <Staff />;
  return <Inside parts={parts} />;
}

const TAB: Readonly<Record<string, string>> = {
  '': 'today',
  checkin: 'today',
  wins: 'today',
  tray: 'today',
  talk: 'talk',
  support: 'today',
  notices: 'today',
  comfort: 'help',
  plans: 'plans',
  gathering: 'plans',
  lookback: 'lookback',
  help: 'help',
};

/** The frame of every screen: skip link, the screen, messages, and the five tabs. */
export function App() {
  const { parts, path } = route.value;
  return (
    <div class="app">
      <div class="frame">
        <button
          type="button"
          class="skip button button-second"
          onClick={() => document.querySelector('h1')?.focus()}
        >
          <Ruby text={t('skip')} />
        </button>
        <Shelter key={path}>
          <Screen parts={parts} />
        </Shelter>
        <ToastHost />
        <TabBar current={TAB[parts[0] ?? ''] ?? null} />
      </div>
    </div>
  );
}

/** When a screen breaks, the frame and its help tab stay, and the person is told the truth. */
class Shelter extends Component<{ readonly children: ComponentChildren }, { broken: boolean }> {
  override state = { broken: false };

  static override getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    if (!this.state.broken) return this.props.children;
    return (
      <Page title={t('brokenTitle')} lead={t('brokenBody')}>
        <p>
          <Ruby text={t('brokenHelp')} />
        </p>
        <Button kind="primary" label={t('again')} onPress={() => location.reload()} />
      </Page>
    );
  }
}
