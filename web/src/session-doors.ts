/** The ways into the app: card, link, password, first set-up. Loaded when somebody comes in. */
import { call, type Result } from './api/client';
import type { Language, SetUp, SignedIn } from './api/types';
import { newId } from './data/ids';
import { adopt, type Credentials } from './session';

/** Joins with the code of a printed card, typed or scanned. */
export function join(
  code: string,
  nickname: string,
  language: Language,
  pledge?: number,
): Promise<Result<SignedIn>> {
  const body = {
    ...{ code, nickname, language },
    ...(pledge === undefined ? {} : { pledge_version: pledge }),
  };
  return signInWith(body, (key) => call('post', '/invitations/accept', { body, key }));
}

/** Enters with a one-time sign-in link. */
export function enter(link: string): Promise<Result<SignedIn>> {
  const body = { sign_in_link: link };
  return signInWith(body, (key) => call('post', '/sessions', { body, key }));
}

/** Signs in with name and password, and for staff with a code of the authenticator or a recovery code. */
export function signIn(body: Credentials): Promise<Result<SignedIn>> {
  return signInWith(body, (key) => call('post', '/sessions', { body, key }));
}

/** Sets up the facility with its first admin. */
export function setUp(body: SetUp): Promise<Result<SignedIn>> {
  return signInWith(body, (key) => call('post', '/setup', { body, key }));
}

const keys = new Map<string, string>();

/** The same words sent again after a lost answer carry the same key, so that a card is not used up by a bad connection. */
async function signInWith(
  body: object,
  send: (key: string) => Promise<Result<SignedIn>>,
): Promise<Result<SignedIn>> {
  const words = JSON.stringify(body);
  const key = keys.get(words) ?? newId();
  keys.set(words, key);
  const result = await send(key);
  if (result.ok || (result.problem.status > 0 && result.problem.status < 500)) keys.delete(words);
  if (result.ok) await adopt(result.value);
  return result;
}
