import { effect } from '@preact/signals';
import { render } from 'preact';
import './ui/css/tokens.css';
import './ui/css/styles.css';
import { App } from './app';
import { me } from './data/person';
import { watchInstall } from './install-offer';
import { startRouter } from './router';
import { started } from './screens/opening';
import { update } from './screens/update';
import { deviceLanguage, keepLanguage, showLanguage } from './texts';
import { startAppearance } from './ui/appearance';

/** How long the first paint waits for a language that is not Japanese. */
const LANGUAGE_WAIT = 1_500;

function open(): void {
  const root = document.getElementById('app');
  if (!root) return;
  root.replaceChildren();
  render(<App />, root);
  document.documentElement.setAttribute('data-started', '');
  effect(() => {
    const chosen = me.value?.language;
    if (chosen) keepLanguage(chosen);
    showLanguage(chosen ?? deviceLanguage.value);
  });
}

startRouter();
startAppearance();
watchInstall();
const known = import('./session')
  .then((session) => session.start())
  .catch(() => undefined)
  .then(() => {
    started.value = true;
  });
Promise.race([
  showLanguage(deviceLanguage.value),
  new Promise((resolve) => setTimeout(resolve, LANGUAGE_WAIT)),
])
  .then(open)
  // The worker takes what it keeps from what the first page has loaded, so it comes after it.
  .then(() => known)
  .then(() => import('./register-sw'))
  .then(({ registerServiceWorker, takeUpdate, updateReady }) => {
    effect(() => {
      update.value = updateReady.value ? takeUpdate : null;
    });
    return registerServiceWorker();
  })
  .catch(() => undefined);
