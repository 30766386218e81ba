/**
 * Brings the service worker in, and offers an update without ever taking it by force: the person agrees, and no tab reloads
 * while something is being written in it.
 */
import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { tell } from './data/changes';
import { fact } from './data/store';
import { go } from './router';
import { stepFor } from './sw-plan';

/** True when a newer app lies ready and waits for consent. */
export const updateReady: ReadonlySignal<boolean> & { value: boolean } = signal(false);

/** How many forms hold words that are not saved yet. */
const writing: Signal<number> = signal(0);
let registration: ServiceWorkerRegistration | null = null;
let lastLook = 0;
/** Brings the worker in, once or again. */
let enter = async (): Promise<void> => undefined;

const minute = 60_000;
const quarterHour = 15 * minute;

/** Says that something is being written; call the answer when it is saved or left. Meanwhile no update reloads this tab. */
export function beginWriting(): () => void {
  let open = true;
  writing.value += 1;
  return () => {
    if (open) writing.value -= 1;
    open = false;
  };
}

/**
 * Registers /sw.js and looks for a newer one whenever the app comes to the front. What came to nothing, and a page that the
 * worker passed over, is put right at the next such moment. Without support, nothing happens.
 */
export async function registerServiceWorker(): Promise<void> {
  const workers = navigator.serviceWorker;
  if (!workers) return;
  let controlled = workers.controller !== null;
  workers.addEventListener('controllerchange', () => {
    if (controlled) reloadWhenFree();
    controlled = true;
  });
  const url = scriptUrl();
  enter = async () => {
    const here = await workers.register(url, { updateViaCache: 'none' }).catch(() => null);
    if (here && here !== registration) here.addEventListener('updatefound', () => watch(here));
    registration = here;
    if (here) watch(here);
    else setTimeout(look, minute);
  };
  workers.addEventListener('message', ({ data }) => hear(data));
  addEventListener('online', look);
  document.addEventListener('visibilitychange', look);
  await enter();
  await compare();
}

/** What the worker tells an open page: a notice came, somebody tapped one, or the browser moved to another address. */
function hear(word: { readonly type?: string; readonly path?: string } | null): void {
  if (word?.type === 'pushed') tell('my_notices');
  if (word?.type === 'moved') void compare();
  if (word?.type === 'open' && word.path?.startsWith('/notices')) go(word.path);
}

/** A phone that is told of notices makes sure that the server still knows where it is. */
async function compare(): Promise<void> {
  if (await fact('push').catch(() => null))
    await import('./data/push').then((push) => push.compare()).catch(() => undefined);
}

/** Takes the update, with the person's consent. False while something is still being written here. */
export function takeUpdate(): boolean {
  if (writing.peek() > 0 || !registration?.waiting) return false;
  registration.waiting.postMessage('take-over');
  return true;
}

function look(): void {
  if (document.visibilityState !== 'visible') return;
  if (step() === 'register') void enter();
  askToClaim();
  void compare();
  if (Date.now() - lastLook < quarterHour) return;
  lastLook = Date.now();
  registration?.update().catch(() => undefined);
}

const step = () => stepFor(registration, navigator.serviceWorker.controller !== null);

function askToClaim(): void {
  if (step() === 'claim') registration?.active?.postMessage('claim');
}

function watch(here: ServiceWorkerRegistration): void {
  const { installing } = here;
  const show = (): void => {
    updateReady.value = here.waiting !== null && navigator.serviceWorker.controller !== null;
    askToClaim();
    if (installing?.state === 'redundant') setTimeout(look, minute);
  };
  installing?.addEventListener('statechange', show);
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
