/** The browser's offer to put the app on the home screen: it comes only once, early, and is kept until the person wants it. */
import { type Signal, signal } from '@preact/signals';

/** What a browser offers. */
export interface InstallOffer extends Event {
  prompt(): Promise<void>;
  readonly userChoice: Promise<{ outcome: 'accepted' | 'dismissed' }>;
}

/** The offer, while there is one. */
export const offer: Signal<InstallOffer | null> = signal(null);

/** True once the app was installed from this page. */
export const installedHere: Signal<boolean> = signal(false);

/** Listens for the browser's offer. Called at the very start. */
export function watchInstall(): void {
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault();
    offer.value = event as InstallOffer;
  });
  addEventListener('appinstalled', () => {
    offer.value = null;
    installedHere.value = true;
  });
}

/** Asks the browser not to throw the data away when space is short. Called after the first check-in. */
export async function askToKeepData(): Promise<boolean> {
  if (!navigator.storage?.persist) return false;
  return (await navigator.storage.persisted()) || navigator.storage.persist();
}
