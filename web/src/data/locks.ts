/**
 * One tab at a time. Web Locks where the page is secure; on plain http in a facility's own network they do not exist, and then
 * the order holds within the tab only, which is enough: every request may be repeated without harm.
 */

const tails = new Map<string, Promise<unknown>>();

/** Runs `work` when no other tab runs work under this name. */
export function alone<T>(name: string, work: () => Promise<T>): Promise<T> {
  if (typeof navigator !== 'undefined' && navigator.locks) {
    return navigator.locks.request(`engawa-${name}`, work) as Promise<T>;
  }
  const result = (tails.get(name) ?? Promise.resolve()).then(work, work);
  tails.set(
    name,
    result.catch(() => undefined),
  );
  return result;
}
