/**
 * Who is here. The access token lives in memory, the session itself in a cookie that scripts cannot see. The app opens from the
 * phone's own copy without a network; the server is asked behind it. Signing out leaves nothing of the person on the phone.
 */
import { effect } from '@preact/signals';
import type { Result } from './api/client';
import { exchange } from './api/http';
import { isRecord, offline } from './api/problem';
import { renewWith, setToken, token } from './api/token';
import type { Language, Me, SetUp, SignedIn } from './api/types';
import { growStale } from './data/freshness';
import { alone } from './data/locks';
import { me, online, signedIn } from './data/person';
import { adoptPreferences, meWith, readPreferences } from './data/prefs';
import { entriesOf, fact, forgetCopies, keepRow, rowAt, setFact, wipe } from './data/store';
import { changes, kick, reread, startSync, unsent } from './data/sync';
import { hear, tell } from './data/tabs';

export { me, online, signedIn };

/** How long the very first start may wait for the server, when the phone knows nobody. */
const firstLook = 8_000;
let leaving = false;
let nobody = false;
let renewing: Promise<boolean> | null = null;
/** Counts departures, so that a look at the phone's copy that began before one shows nobody after it. */
let departures = 0;

/** Opens the phone's copy, asks the server behind it, and sets the outbox going. Resolves when there is something true to show. */
export async function start(): Promise<void> {
  renewWith(renewOnce);
  hear((word) => {
    if (word.says === 'token') {
      nobody = false;
      setToken(word.value, word.lifetime);
      showMe()
        .then(reread)
        .catch(() => undefined);
    } else if (word.says === 'left') forget();
  });
  try {
    leaving = (await fact('leaving')) === true;
    await readPreferences();
    await showMe();
    await reread();
  } catch {
    // Without a database (some private windows) the app still shows help and what the server tells.
  }
  effect(() => {
    if (changes.value > 0) showMe().catch(() => undefined);
  });
  const asked = leaving ? alone('session', finishLeaving) : renewOnce();
  if (!me.peek()) await Promise.race([asked, new Promise((resolve) => setTimeout(resolve, firstLook))]);
  startSync();
}

/** What a staff member or admin signs in with. */
export interface Credentials {
  login_name: string;
  password: string;
  totp?: string;
  recovery_code?: string;
}

/** Joins with the code of a printed card, typed or scanned. */
export function join(
  code: string,
  nickname: string,
  language: Language,
  pledge?: number,
): Promise<Result<SignedIn>> {
  return through((doors) => doors.join(code, nickname, language, pledge));
}

/** Enters with a one-time sign-in link. */
export function enter(link: string): Promise<Result<SignedIn>> {
  return through((doors) => doors.enter(link));
}

/** Signs in with name and password, and for staff with a code of the authenticator or a recovery code. */
export function signIn(credentials: Credentials): Promise<Result<SignedIn>> {
  return through((doors) => doors.signIn(credentials));
}

/** Sets up the facility with its first admin. */
export function setUp(body: SetUp): Promise<Result<SignedIn>> {
  return through((doors) => doors.setUp(body));
}

type Doors = typeof import('./session-doors');

/** Who only opens the app in the morning does not load the ways in. */
async function through(enter: (doors: Doors) => Promise<Result<SignedIn>>): Promise<Result<SignedIn>> {
  const doors = await import('./session-doors').catch(() => null);
  return doors ? enter(doors) : { ok: false, problem: offline };
}

/** Takes in a sign-in that came another way (an invitation for staff, for example). */
export async function adopt(signed: SignedIn): Promise<void> {
  const { me: copy, access_token, expires_in } = signed;
  leaving = false;
  nobody = false;
  setToken(access_token, expires_in);
  try {
    await keepAs(copy);
  } catch {
    me.value = copy; // No database on this phone: everything that needs only the server still works.
    return;
  }
  await showMe();
  await reread();
  await adoptPreferences();
  tell({ says: 'token', value: access_token, lifetime: expires_in });
  void kick();
}

/** Makes this person the one of this phone. Copies of somebody else go; what they wrote and nobody has received stays, unseen. */
async function keepAs(copy: Me): Promise<void> {
  if ((await fact('person')) !== copy.person_id) {
    const chosen = await fact('preferences');
    await forgetCopies();
    await setFact('preferences', chosen);
    await setFact('person', copy.person_id);
    growStale();
  }
  await setFact('leaving', undefined);
  await keepRow('/me', 'me', copy, null);
}

/** Keeps a copy of Me that an operation answered (the pledge, for example). */
export async function rememberMe(copy: Me, etag: string | null): Promise<void> {
  await keepRow('/me', 'me', { ...copy }, etag);
  await showMe();
}

/**
 * Signs out and empties the phone. While something written still waits, answers how much and does nothing, unless it is to be
 * thrown away. Works without a network too: the session is then ended at the next chance.
 */
export async function signOut(
  options: { discardUnsent?: boolean } = {},
): Promise<{ unsent: number } | undefined> {
  const person = me.peek()?.person_id ?? '';
  if (unsent.peek() > 0 && online.peek()) await Promise.race([kick(), pause(4_000)]);
  return alone('session', async () => {
    const told = await fact('push').catch(() => undefined);
    const waiting = await wipe(person, options.discardUnsent === true);
    if (waiting > 0) return { unsent: waiting };
    leaving = true;
    departures += 1;
    me.value = null;
    tell({ says: 'left' });
    await untell(told);
    await finishLeaving();
    forget();
    return undefined;
  });
}

/** One refresh at a time on this phone; a tab that waited takes the token that the other one got. */
function renewOnce(): Promise<boolean> {
  if (leaving || nobody) return Promise.resolve(false);
  renewing ??= alone('session', () => (token() ? Promise.resolve(true) : refresh())).finally(() => {
    renewing = null;
  });
  return renewing;
}

async function refresh(): Promise<boolean> {
  if (await fact('leaving').catch(() => false)) return false;
  const reply = await exchange('post', '/sessions/refresh');
  if (reply.ok && isSignedIn(reply.value)) {
    await adopt(reply.value);
    return true;
  }
  if (reply.status === 401 || reply.status === 204) await ended();
  return false;
}

/** The server says this phone's session is over: hide and forget what it told. What waits to be sent stays for its owner. */
async function ended(): Promise<void> {
  nobody = true;
  if (!me.peek()) return;
  const told = await fact('push').catch(() => undefined);
  await forgetCopies();
  forget();
  tell({ says: 'left' });
  // The server has let go of this phone with the session; the browser has not.
  if (told) await untell(true);
}

/** Lets no notice come to a phone that somebody has left. Not waited for longer than a moment. */
async function untell(told: unknown): Promise<void> {
  if (!told) return;
  const left = import('./data/push').then(({ leave }) => leave(told));
  await Promise.race([left, pause(4_000)]).catch(() => undefined);
}

function forget(): void {
  departures += 1;
  setToken(null);
  me.value = null;
  growStale();
  reread().catch(() => undefined);
}

/** Ends the session at the server; without an answer it is tried again at the next start. */
async function finishLeaving(): Promise<void> {
  if (!token()) {
    const reply = await exchange('post', '/sessions/refresh');
    if (reply.ok && isSignedIn(reply.value)) setToken(reply.value.access_token, reply.value.expires_in);
    else if (reply.status !== 401 && reply.status !== 204) return;
  }
  const over = token() ? await exchange('delete', '/sessions/current', { token: token() }) : null;
  if (over && !over.ok && over.status !== 401) return;
  setToken(null);
  leaving = false;
  nobody = true;
  await setFact('leaving', undefined);
}

/** The phone's copy of Me with what waits laid over it. Only a difference moves the signal. */
async function showMe(): Promise<void> {
  const before = departures;
  const person = leaving ? undefined : await fact('person');
  const copy = typeof person === 'string' ? (await rowAt('/me'))?.value : undefined;
  if (typeof person !== 'string' || !copy) return;
  const now = meWith(copy as unknown as Me, await entriesOf(person));
  if (before !== departures) return;
  if (JSON.stringify(now) !== JSON.stringify(me.peek())) me.value = now;
}

const pause = (time: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, time));

function isSignedIn(value: unknown): value is SignedIn {
  return isRecord(value) && typeof value.access_token === 'string' && isRecord(value.me);
}
