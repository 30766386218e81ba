import type { ComponentChildren } from 'preact';
import { me } from '../data/person';
import { platform } from '../install';
import { area } from '../texts';
import { settings } from '../texts/ja/settings';
import { Card } from '../ui/Card';
import { Icon } from '../ui/Icon';
import { Page } from '../ui/Page';
import { Ruby } from '../ui/Ruby';
import { InstallGuide } from './install-guide';
import { LanguageChoice } from './language-choice';
import { lazy } from './lazy';
import { LookFields } from './look-fields';
import { Devices, Leave, Nickname } from './settings-account';
import { OwnItems, OwnWords } from './settings-lists';
import { MoodSettings } from './settings-mood';

const t = area('settings', settings);

const Notices = lazy(() => import('./notices').then((area) => area.openSettings()), true);

type Key = keyof typeof settings;

interface Place {
  readonly path: string;
  readonly title: Key;
  readonly hint?: Key;
  readonly lead?: Key;
  /** Only for somebody who is signed in. */
  readonly own: boolean;
  readonly show: () => ComponentChildren;
}

const PLACES: readonly Place[] = [
  {
    path: 'look',
    title: 'look',
    hint: 'lookHint',
    lead: 'lead',
    own: false,
    show: () => (
      <Card>
        <LookFields />
      </Card>
    ),
  },
  {
    path: 'language',
    title: 'languageTitle',
    hint: 'languageHint',
    lead: 'lead',
    own: false,
    show: () => (
      <Card>
        <LanguageChoice />
      </Card>
    ),
  },
  { path: 'notices', title: 'notices', hint: 'noticesHint', own: true, show: () => <Notices /> },
  { path: 'mood', title: 'mood', hint: 'moodHint', own: true, show: () => <MoodSettings /> },
  {
    path: 'words',
    title: 'words',
    hint: 'wordsHint',
    lead: 'wordsLead',
    own: true,
    show: () => <OwnWords />,
  },
  {
    path: 'items',
    title: 'items',
    hint: 'itemsHint',
    lead: 'itemsLead',
    own: true,
    show: () => <OwnItems />,
  },
  { path: 'name', title: 'me', own: true, show: () => <Nickname /> },
  {
    path: 'devices',
    title: 'devices',
    hint: 'devicesHint',
    lead: 'devicesLead',
    own: true,
    show: () => <Devices />,
  },
  { path: 'install', title: 'install', own: false, show: () => <InstallGuide /> },
  { path: 'leave', title: 'out', own: true, show: () => <Leave /> },
];

/** M17: settings, one subject a page; every change is applied at once. */
export function Settings({ place }: { readonly place: string | undefined }) {
  const known = me.value !== null;
  const here = PLACES.find((one) => one.path === place && (known || !one.own));
  if (here) {
    return (
      <Page bare back="/settings" title={t(here.title)} lead={here.lead && t(here.lead)}>
        {here.show()}
      </Page>
    );
  }
  const places = PLACES.filter(
    (one) => (known || !one.own) && !(one.path === 'install' && platform.value === 'installed'),
  );
  const staff = me.value?.roles.some((role) => role === 'staff' || role === 'admin');
  return (
    <Page bare back="/" title={t('title')}>
      <Card>
        <ul class="menu">
          {places.map((one) => (
            <Row key={one.path} href={`#/settings/${one.path}`} title={one.title} hint={one.hint} />
          ))}
          {known && <Row href="#/comfort" title="comfort" />}
          {known && <Row href="#/comfort/hello" title="hello" />}
          {known && <Row href="#/sharing" title="sharing" hint="sharingHint" />}
          {known && <Row href="#/talk/topics" title="topics" />}
          {known && <Row href="#/talk/blocks" title="blocks" />}
          {known && <Row href="#/talk/concerns" title="concerns" />}
          {known && <Row href="#/own" title="own" hint="ownHint" />}
          {me.value?.roles.includes('supporter') && <Row href="#/comfort/hellos" title="hellos" />}
          {me.value?.roles.includes('supporter') && <Row href="#/support/care" title="care" />}
          {staff && <Row href="#/staff" title="staff" />}
        </ul>
      </Card>
    </Page>
  );
}

function Row({ href, title, hint }: { readonly href: string; readonly title: Key; readonly hint?: Key }) {
  return (
    <li>
      <a href={href}>
        <span>
          <Ruby text={t(title)} />
          {hint && (
            <small>
              <Ruby text={t(hint)} />
            </small>
          )}
        </span>
        <Icon name="forward" />
      </a>
    </li>
  );
}
