/**
 * Putting the app on the home screen: knows what this phone can do, keeps the browser's own offer until the person wants it,
 * and asks the browser to keep the data. Import it early: the offer comes only once.
 */
import { type ReadonlySignal, signal } from '@preact/signals';

/**
 * How this phone installs: `offer` the browser can ask by itself · `ios` by the share menu · `android` and `samsung` by the
 * browser's menu · `in-app` a browser inside another app (LINE …) that cannot: open the page in the real one · `desktop` ·
 * `installed` it already runs from the home screen.
 */
export type Platform = 'offer' | 'ios' | 'android' | 'samsung' | 'in-app' | 'desktop' | 'installed';

interface InstallOffer extends Event {
  prompt(): Promise<void>;
  readonly userChoice: Promise<{ outcome: 'accepted' | 'dismissed' }>;
}

const offer = signal<InstallOffer | null>(null);
const installedNow = signal(false);

/** How to install here; changes when the browser makes its offer or the app is installed. */
export const platform: ReadonlySignal<Platform> & { value: Platform } = signal<Platform>('desktop');

/** Listens for the browser's offer. Called at the very start. */
export function watchInstall(): void {
  installedNow.value =
    matchMedia('(display-mode: standalone)').matches || Reflect.get(navigator, 'standalone') === true;
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault();
    offer.value = event as InstallOffer;
    look();
  });
  addEventListener('appinstalled', () => {
    offer.value = null;
    installedNow.value = true;
    look();
  });
  look();
}

/** Asks the browser to install. True when the person agreed. */
export async function install(): Promise<boolean> {
  const here = offer.peek();
  if (!here) return false;
  offer.value = null;
  await here.prompt();
  const { outcome } = await here.userChoice;
  look();
  return outcome === 'accepted';
}

/** Asks the browser not to throw the data away when space is short. Called after the first check-in. */
export async function askToKeepData(): Promise<boolean> {
  if (!navigator.storage?.persist) return false;
  return (await navigator.storage.persisted()) || navigator.storage.persist();
}

/** What a browser says about itself, read as a way to install. */
export function platformOf(agent: string, touchPoints: number): Exclude<Platform, 'offer' | 'installed'> {
  if (/\bLine\/|FBAN|FBAV|Instagram|MicroMessenger|; wv\)/.test(agent)) return 'in-app';
  if (/iPhone|iPad|iPod/.test(agent) || (/Macintosh/.test(agent) && touchPoints > 1)) return 'ios';
  if (/SamsungBrowser/.test(agent)) return 'samsung';
  return /Android/.test(agent) ? 'android' : 'desktop';
}

function look(): void {
  if (installedNow.peek()) platform.value = 'installed';
  else if (offer.peek()) platform.value = 'offer';
  else platform.value = platformOf(navigator.userAgent, navigator.maxTouchPoints);
}
