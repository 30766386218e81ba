/** Putting the app on the home screen: what this phone can do, and asking the browser to do it. */
import { computed, type ReadonlySignal } from '@preact/signals';
import { installedHere, offer } from './install-offer';

/**
 * How this phone installs: `offer` the browser can ask by itself · `ios` by the share menu · `android` and `samsung` by the
 * browser's menu · `in-app` a browser inside another app (LINE …) that cannot: open the page in the real one · `desktop` ·
 * `installed` it already runs from the home screen.
 */
export type Platform = 'offer' | 'ios' | 'android' | 'samsung' | 'in-app' | 'desktop' | 'installed';

/** True when the page runs from the home screen. */
const runsInstalled = (): boolean =>
  matchMedia('(display-mode: standalone)').matches || Reflect.get(navigator, 'standalone') === true;

/** How to install here; changes when the browser makes its offer or the app is installed. */
export const platform: ReadonlySignal<Platform> = computed(() => {
  if (installedHere.value || runsInstalled()) return 'installed';
  return offer.value ? 'offer' : platformOf(navigator.userAgent, navigator.maxTouchPoints);
});

/** Asks the browser to install. True when the person agreed. */
export async function install(): Promise<boolean> {
  const here = offer.peek();
  if (!here) return false;
  offer.value = null;
  await here.prompt();
  return (await here.userChoice).outcome === 'accepted';
}

/** What a browser says about itself, read as a way to install. */
export function platformOf(agent: string, touchPoints: number): Exclude<Platform, 'offer' | 'installed'> {
  if (/\bLine\/|FBAN|FBAV|Instagram|MicroMessenger|; wv\)/.test(agent)) return 'in-app';
  if (/iPhone|iPad|iPod/.test(agent) || (/Macintosh/.test(agent) && touchPoints > 1)) return 'ios';
  if (/SamsungBrowser/.test(agent)) return 'samsung';
  return /Android/.test(agent) ? 'android' : 'desktop';
}
