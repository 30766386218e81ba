import { signal } from '@preact/signals';

/** Where we are: the parts of the hash, so that `#/join/<token>` never reaches a server. */
export interface Route {
  readonly path: string;
  readonly parts: readonly string[];
}

function read(): Route {
  const path = typeof location === 'undefined' ? '' : location.hash.replace(/^#\/?/, '');
  return { path, parts: path.split('/').filter(Boolean).map(decode) };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The current route. */
export const route = signal<Route>(read());

/** Goes to a route such as `/lookback`; `replace` leaves no step to come back to (used tokens). */
export function go(path: string, options: { readonly replace?: boolean } = {}): void {
  if (options.replace) {
    history.replaceState(null, '', `#${path}`);
    onHash();
  } else {
    location.hash = path;
  }
}

/** Back to where the person came from, or to `fallback` when this is the first page. */
export function back(fallback: string): void {
  if (steps > 0) history.back();
  else go(fallback, { replace: true });
}

let steps = 0;

function onHash(): void {
  const next = read();
  if (next.path === route.value.path) return;
  steps += 1;
  route.value = next;
}

/** Starts listening; called once by main. */
export function startRouter(): void {
  addEventListener('hashchange', onHash);
}
