/** Asks the server again, but not at every glance: a thing asked for within the last minute counts as fresh. */
import { online } from './person';

const fresh = 60_000;
const firstLook = 4_000;
const asked = new Map<string, { at: number; load: Promise<void> }>();

/**
 * Brings something up to date in the background. Whoever has no copy at all (`known` false) waits for the first one,
 * though not longer than four seconds.
 */
export async function bringUpToDate(
  key: string,
  known: boolean,
  load: (askedAt: number) => Promise<void>,
): Promise<void> {
  const now = Date.now();
  let last = asked.get(key);
  if (!last || Math.abs(now - last.at) >= fresh) {
    if (!online.peek()) return;
    last = { at: now, load: load(now).catch(() => undefined) };
    asked.set(key, last);
  }
  if (!known) await Promise.race([last.load, new Promise((resolve) => setTimeout(resolve, firstLook))]);
}

/** Lets everything be asked for again, as after coming back to the app, to the network, or as somebody else. */
export function growStale(): void {
  asked.clear();
}
