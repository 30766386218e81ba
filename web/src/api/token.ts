/**
 * The access token of this tab. It lives in memory only and five minutes at most; nothing of it is ever written down.
 * `session.ts` fills it in and says how to get the next one; the client only asks.
 */

let current: { value: string; until: number } | null = null;
let renewer: () => Promise<boolean> = async () => false;

/** The token to send now, or null when there is none or it is about to run out. */
export function token(now: number = Date.now()): string | null {
  return current && now < current.until ? current.value : null;
}

/** Takes a fresh token (`lifetime` in seconds), or forgets it. The last ten seconds are not used: clocks drift. */
export function setToken(value: string | null, lifetime = 300, now: number = Date.now()): void {
  current = value === null ? null : { value, until: now + Math.max(1, lifetime - 10) * 1000 };
}

/** Tells the client how to obtain a new token. The function answers false when nobody is signed in any more or no answer came. */
export function renewWith(renew: () => Promise<boolean>): void {
  renewer = renew;
}

/** Obtains a new token once. */
export function renew(): Promise<boolean> {
  return renewer();
}
