/**
 * Brings the service worker in, and offers an update without ever taking it by force: the person agrees, and no tab reloads
 * while something is being written in it.
 */
import { type ReadonlySignal, type Signal, signal } from '@preact/signals';

/** True when a newer app lies ready and waits for consent. */
export const updateReady: ReadonlySignal<boolean> & { value: boolean } = signal(false);

/** How many forms hold words that are not saved yet. */
const writing: Signal<number> = signal(0);
let registration: ServiceWorkerRegistration | null = null;
let lastLook = 0;

const quarterHour = 15 * 60_000;

/** Says that something is being written; call the answer when it is saved or left. Meanwhile no update reloads this tab. */
export function beginWriting(): () => void {
  let open = true;
  writing.value += 1;
  return () => {
    if (open) writing.value -= 1;
    open = false;
  };
}

/** Registers /sw.js and looks for a newer one whenever the app comes to the front. Without support, nothing happens. */
export async function registerServiceWorker(): Promise<void> {
  const workers = navigator.serviceWorker;
  if (!workers) return;
  let controlled = workers.controller !== null;
  workers.addEventListener('controllerchange', () => {
    if (controlled) reloadWhenFree();
    controlled = true;
  });
  registration = await workers.register(scriptUrl(), { updateViaCache: 'none' }).catch(() => null);
  if (!registration) return;
  const here = registration;
  watch(here);
  here.addEventListener('updatefound', () => watch(here));
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible' || Date.now() - lastLook < quarterHour) return;
    lastLook = Date.now();
    here.update().catch(() => undefined);
  });
}

/** Takes the update, with the person's consent. False while something is still being written here. */
export function takeUpdate(): boolean {
  if (writing.peek() > 0 || !registration?.waiting) return false;
  registration.waiting.postMessage('take-over');
  return true;
}

function watch(here: ServiceWorkerRegistration): void {
  const show = (): void => {
    updateReady.value = here.waiting !== null && navigator.serviceWorker.controller !== null;
  };
  here.installing?.addEventListener('statechange', show);
  show();
}

/** Another tab may have agreed: this one goes along as soon as nothing is being written in it. Its old files stay until then. */
function reloadWhenFree(): void {
  const stop = writing.subscribe((open) => {
    if (open > 0) return;
    queueMicrotask(() => stop());
    location.reload();
  });
}

type Policy = { createScriptURL(url: string): string };
type PolicyMaker = {
  createPolicy(name: string, rules: { createScriptURL: (url: string) => string }): Policy;
};

/** The only script address that this app ever creates, through a Trusted Types policy where the browser knows them. */
function scriptUrl(): string {
  const maker = (globalThis as { trustedTypes?: PolicyMaker }).trustedTypes;
  const policy = maker?.createPolicy('app', {
    createScriptURL: (url) => {
      if (url === '/sw.js') return url;
      throw new TypeError('only the service worker');
    },
  });
  return policy ? policy.createScriptURL('/sw.js') : '/sw.js';
}
