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
