/**
 * The service worker: the app opens without a network, and an update never pulls the floor away. A new build is fetched whole
 * beside the running one, waits until the person agrees, and leaves the build before it in place for tabs still open on it.
 * Nothing personal is ever in its caches.
 */
import { pathOf, shownFor } from './sw-notice';
import { answerFor, difference, isHashed, outdated, patiently, prefix } from './sw-plan';

declare const self: ServiceWorkerScope;

const mine = `${prefix}${__BUILD__.version}`;
/** Remembers which build was active, across updates, and the language of this phone. */
const memory = 'active-build';
const anyVary = { ignoreVary: true };
const files = new Set([...__BUILD__.precache, ...__BUILD__.onDemand]);

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));
self.addEventListener('message', (event) => {
  if (event.data === 'take-over') void self.skipWaiting();
  // A page that was still loading when this worker began to work was passed over then.
  if (event.data === 'claim') event.waitUntil(self.clients.claim());
});
self.addEventListener('fetch', (event) => {
  const kind = answerFor(event.request, self.location.origin, files);
  if (kind === 'shell') event.respondWith(shell(event.request));
  if (kind === 'file') event.respondWith(file(event.request));
});
self.addEventListener('push', (event) => event.waitUntil(show(event.data?.text())));
self.addEventListener('notificationclick', (event) => event.waitUntil(follow(event.notification)));
self.addEventListener('pushsubscriptionchange', (event) => event.waitUntil(tell({ type: 'moved' })));

/** All or nothing: if one file is missing even after some patience, the old build simply stays. */
async function install(): Promise<void> {
  const cache = await caches.open(mine);
  const have = new Map<string, Response>();
  for (const name of await builds()) {
    const old = await caches.open(name);
    for (const request of await old.keys()) {
      const kept = await old.match(request);
      if (kept) have.set(new URL(request.url).pathname, kept);
    }
  }
  const { reuse, load } = difference(__BUILD__.precache, new Set(have.keys()));
  await Promise.all([
    ...reuse.map((path) => cache.put(path, have.get(path) as Response)),
    // What the page has just loaded under a hashed name is taken from there; the rest is asked for again.
    ...load.map((path) =>
      patiently(
        () => cache.add(new Request(path, { cache: isHashed(path) ? 'default' : 'no-cache' })),
        (pause) => new Promise((resolve) => setTimeout(resolve, pause)),
      ),
    ),
  ]);
}

/** Tidying may come to nothing on a full phone; the pages that are open get their worker all the same. */
async function activate(): Promise<void> {
  await tidy().catch(() => undefined);
  await self.clients.claim();
}

async function tidy(): Promise<void> {
  const before = (await kept('/')) ?? null;
  await Promise.all(outdated(await builds(), mine, before).map((name) => caches.delete(name)));
  await (await caches.open(memory)).put('/', new Response(mine));
}

const builds = async (): Promise<string[]> => (await caches.keys()).filter((name) => name.startsWith(prefix));

async function shell(request: Request): Promise<Response> {
  return (await (await caches.open(mine)).match('/', anyVary)) ?? fetch(request);
}

/** From this build, else from the one before (a tab still open on it), else from the network, and then kept. */
async function file(request: Request): Promise<Response> {
  const cache = await caches.open(mine);
  const kept = (await cache.match(request, anyVary)) ?? (await caches.match(request, anyVary));
  if (kept) return kept;
  const fetched = await fetch(request);
  if (fetched.ok && files.has(new URL(request.url).pathname)) void cache.put(request, fetched.clone());
  return fetched;
}

/** Something came for whoever uses this phone: it is always shown, and open pages hear of it. */
async function show(text: string | undefined): Promise<void> {
  const language = await kept('/language').catch(() => null);
  const { title, look, path, count } = shownFor(text, language ?? navigator.language, self.location.origin);
  // The same message may come twice, when the service answered too late for the server to hear it.
  const shown = await self.registration.getNotifications({ tag: look.tag }).catch(() => []);
  const again = path !== '/notices' && shown.some((one) => one.data?.navigate === path);
  await self.registration.showNotification(title, {
    ...look,
    // One place on the screen for all of them; each is heard once, unless it came to be silent.
    renotify: !look.silent && !again,
    icon: '/icons/icon-192.png',
    badge: '/icons/badge-96.png',
    data: { navigate: path },
  });
  if (count !== null) await navigator.setAppBadge?.(count).catch(() => undefined);
  await tell({ type: 'pushed', notice_id: path.split('/')[2] ?? null });
}

/** A tap: to a page that is open, or a new one. */
async function follow(notification: Notification): Promise<void> {
  notification.close();
  const path = pathOf(notification.data?.navigate, self.location.origin);
  const open = await windows();
  const page = open.find((one) => one.visibilityState === 'visible') ?? open[0];
  page?.postMessage({ type: 'open', path });
  const front = await page?.focus().catch(() => null);
  if (!front) await self.clients.openWindow(`/#${path}`);
}

const windows = () => self.clients.matchAll({ type: 'window', includeUncontrolled: true });

async function tell(word: object): Promise<void> {
  for (const page of await windows()) page.postMessage(word);
}

const kept = async (name: string): Promise<string | undefined> =>
  (await (await caches.open(memory)).match(name))?.text();
