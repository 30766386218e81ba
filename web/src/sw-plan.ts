/** Which files the service worker takes from where, and which old caches it keeps. Pure, so that it can be tested. */

/** Caches of the app are named by build: `engawa-<version>`. */
export const prefix = 'engawa-';

/** Files below /assets/ carry a hash of their content in the name: same name, same content. */
export const isHashed = (path: string): boolean => path.startsWith('/assets/');

/** Splits a new build's files into those already on the phone under the same hashed name and those to fetch. */
export function difference(
  files: readonly string[],
  have: ReadonlySet<string>,
): { reuse: string[]; load: string[] } {
  const reuse = files.filter((file) => isHashed(file) && have.has(file));
  return { reuse, load: files.filter((file) => !reuse.includes(file)) };
}

/**
 * Caches to delete when a build becomes active. The one that was active before stays, because tabs that are still open on it
 * load their screens from there; a build that was only waiting and never became active goes.
 */
export function outdated(names: readonly string[], now: string, before: string | null): string[] {
  return names.filter((name) => name.startsWith(prefix) && name !== now && name !== before);
}

/** What to do with a request of the app: its shell, one of its files, or nothing (the API and everything else goes to the network). */
export function answerFor(
  request: { method: string; mode: string; url: string },
  origin: string,
  files: ReadonlySet<string>,
): 'shell' | 'file' | 'network' {
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== origin) return 'network';
  if (request.mode === 'navigate')
    return url.pathname === '/' || url.pathname === '/index.html' ? 'shell' : 'network';
  return isHashed(url.pathname) || files.has(url.pathname) ? 'file' : 'network';
}

/** Pauses, in milliseconds, after which a file that got lost on its way is asked for again. */
export const pauses: readonly number[] = [1_000, 4_000, 10_000];

/** Tries some work again after each pause; what still does not come then is told to the caller. */
export async function patiently<T>(
  work: () => Promise<T>,
  wait: (milliseconds: number) => Promise<unknown>,
  before: readonly number[] = pauses,
): Promise<T> {
  try {
    return await work();
  } catch (problem) {
    const [pause, ...rest] = before;
    if (pause === undefined) throw problem;
    await wait(pause);
    return patiently(work, wait, rest);
  }
}

/**
 * What a page does about its worker: bring it in when there is none or its installation came to nothing, and ask it to take
 * hold when the page was loading at the very moment it began to work and so was passed over.
 */
export function stepFor(
  registration: { installing: unknown; waiting: unknown; active: unknown } | null,
  controlled: boolean,
): 'register' | 'claim' | 'none' {
  if (!registration?.installing && !registration?.waiting && !registration?.active) return 'register';
  return registration.active && !controlled ? 'claim' : 'none';
}
