/**
 * This phone as one that is told: asked for only after a tap, registered at the server, compared at each start (a browser may
 * move to another address by itself), and let go when somebody signs out. The keys are the browser's; the server gets what it
 * needs to seal a message for this phone alone.
 */
import { type Signal, signal } from '@preact/signals';
import type { Result } from '../api/client';
import { isRecord, offline, type Problem } from '../api/problem';
import { send } from './copies';
import { newId } from './ids';
import { wasStopped } from './notice-rules';
import type { Phone, Phones, PushTest } from './notice-types';
import { me } from './person';
import { canPush, keyFrom, keysOf, sameKey } from './push-rules';
import { fact, setFact } from './store';

/** The path of the phones that are told. */
export const SUBSCRIPTIONS = '/me/push_subscriptions';

/** The public key of the server. */
interface Key {
  readonly public_key: string;
}

/** Why this phone could not be turned on. `denied` the person or the phone said no · `none` it cannot · `service` the browser's
 * own service did not answer. */
export type Refused = 'denied' | 'none' | 'service' | Problem;

/** How it stands with this phone: `id` is its name at the server, `lost` that the browser let go by itself. */
export interface Here {
  readonly id: string;
  readonly endpoint: string;
  readonly lost: boolean;
}

/** This phone as kept here; null while it is not told. */
export const here: Signal<Here | null> = signal(null);

/** Whether the person may be asked, as the browser says it. */
export const permission = (): NotificationPermission | 'none' =>
  canPush(globalThis) ? Notification.permission : 'none';

/** Reads what is kept about this phone. */
export async function readHere(): Promise<Here | null> {
  const kept = await fact('push').catch(() => undefined);
  const mine = isRecord(kept) && kept.person === me.peek()?.person_id;
  here.value = mine
    ? { id: String(kept.id), endpoint: String(kept.endpoint), lost: kept.lost === true }
    : null;
  return here.value;
}

async function keep(next: Here | null): Promise<void> {
  here.value = next;
  await setFact('push', next ? { ...next, person: me.peek()?.person_id } : undefined).catch(() => undefined);
}

/**
 * Turns this phone on. Called from a tap, because the browser asks the person only then. Null when it is done. `anew` lets go
 * first of what the browser still believes in, when the way has ended at the other side.
 */
export async function turnOn(anew = false): Promise<Refused | null> {
  if (!canPush(globalThis)) return 'none';
  if ((await Notification.requestPermission()) !== 'granted') return 'denied';
  if (anew) await letGo();
  const subscribed = await subscribe();
  if (!('endpoint' in subscribed)) return subscribed.refused;
  return register(subscribed, (await readHere())?.id ?? newId());
}

/** Turns this phone off: first the server, then the browser. */
export async function turnOff(): Promise<Problem | null> {
  const known = await readHere();
  if (known) {
    const result = await send<undefined>('delete', `${SUBSCRIPTIONS}/${known.id}`);
    if (!result.ok) return result.problem;
  }
  await forgetHere();
  return null;
}

/** Lets go of this phone when it was stopped from another one. */
export async function forgetHere(): Promise<void> {
  await letGo();
  await keep(null);
}

/** Takes what was shown off the screen of this phone, when there is nothing more to read. */
export async function closeShown(): Promise<void> {
  if (!canPush(globalThis)) return;
  const registration = await navigator.serviceWorker.getRegistration();
  for (const shown of (await registration?.getNotifications()) ?? []) shown.close();
}

/** Stops another phone. */
export const stop = (id: string): Promise<Result<undefined>> => send('delete', `${SUBSCRIPTIONS}/${id}`);

/** How long what the server said about this phone is not asked again, in milliseconds. */
const HOUR = 3_600_000;
let heardAt = Number.NEGATIVE_INFINITY;

/** Looks whether the browser still holds what the server knows, and tells the server when it moved. At each start, after coming
 * back, and when the worker says so; harmless at any time. */
export async function compare(now: number = Date.now()): Promise<void> {
  const known = await readHere();
  if (!known || !canPush(globalThis)) return;
  await keepLanguage();
  const pushManager = await manager();
  if (!pushManager) return;
  const held = await pushManager.getSubscription();
  const moved = held?.endpoint !== known.endpoint;
  const word = moved ? 'moved' : await standing(known, now);
  if (word === 'stopped') return forgetHere();
  if (word === 'stands') return;
  // What the push service has ended is dead in the browser, too, although it does not say so.
  if (word === 'ended') await letGo();
  const again = moved && held ? held : await anew();
  if (again) await register(again, known.id);
  else await keep({ ...known, lost: true });
}

const anew = async (): Promise<PushSubscription | null> => {
  const made = Notification.permission === 'granted' ? await subscribe().catch(() => null) : null;
  return made && 'endpoint' in made ? made : null;
};

/** What the server says of an address that the browser still holds, asked once an hour: it stands, it has to be told `anew`
 * (another key, or it knows nothing of it), the push service `ended` it, or somebody `stopped` it. */
async function standing(known: Here, now: number): Promise<'stands' | 'anew' | 'ended' | 'stopped'> {
  if (known.lost || now - heardAt < HOUR) return 'stands';
  const [list, key] = [await send<Phones>('get', SUBSCRIPTIONS), await send<Key>('get', '/push_key')];
  if (!list.ok || !key.ok) return 'stands';
  heardAt = now;
  const mine = list.value.items.find((one) => one.subscription_id === known.id);
  if (!mine) return 'anew';
  if (mine.state === 'ended') return wasStopped(mine) ? 'stopped' : 'ended';
  const wanted = keyFrom(key.value.public_key);
  const held = await (await manager())?.getSubscription();
  return wanted && held && !sameKey(held.options.applicationServerKey, wanted) ? 'anew' : 'stands';
}

/** Asks the server to send something to this phone. `key` makes a tap that is repeated one try. */
export const tryOut = (id: string, key: string): Promise<Result<PushTest>> =>
  send('post', `${SUBSCRIPTIONS}/${id}/test`, { key });

/** How far the last try has come. */
export const lookAtTry = (id: string): Promise<Result<PushTest>> =>
  send('get', `${SUBSCRIPTIONS}/${id}/test`);

/** Forgets this phone when somebody leaves: the server while it still knows them, the browser in any case. */
export async function leave(kept: unknown): Promise<void> {
  here.value = null;
  if (isRecord(kept)) await send('delete', `${SUBSCRIPTIONS}/${String(kept.id)}`);
  await letGo();
}

async function letGo(): Promise<void> {
  if (!canPush(globalThis)) return;
  const registration = await navigator.serviceWorker.getRegistration();
  await (await registration?.pushManager.getSubscription())?.unsubscribe().catch(() => false);
  await closeShown();
}

/** A worker that never comes (some private windows) must not keep anybody waiting. */
const LONGEST = 10_000;

async function manager(): Promise<PushManager | null> {
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), LONGEST));
  return (await Promise.race([navigator.serviceWorker.ready, late]))?.pushManager ?? null;
}

/** A subscription of the browser with the server's key; one with an older key is let go first. */
async function subscribe(): Promise<PushSubscription | { readonly refused: Refused }> {
  const asked = await send<Key>('get', '/push_key');
  if (!asked.ok) return { refused: asked.problem };
  const applicationServerKey = keyFrom(asked.value.public_key);
  if (!applicationServerKey) return { refused: offline };
  const pushManager = await manager();
  if (!pushManager) return { refused: 'service' };
  const known = await pushManager.getSubscription();
  if (known && !sameKey(known.options.applicationServerKey, applicationServerKey)) await known.unsubscribe();
  try {
    return await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey });
  } catch (problem) {
    const denied = problem instanceof DOMException && problem.name === 'NotAllowedError';
    return { refused: denied ? 'denied' : 'service' };
  }
}

async function register(subscription: PushSubscription, id: string): Promise<Refused | null> {
  const { endpoint } = subscription;
  const keys = keysOf(subscription.toJSON());
  if (!keys) return 'service';
  const result = await send<Phone>('put', `${SUBSCRIPTIONS}/${id}`, { body: { endpoint, ...keys } });
  // A service that the server sends nothing to is none.
  if (!result.ok) return result.problem.errors?.length ? 'none' : result.problem;
  await keep({ id, endpoint, lost: false });
  await keepLanguage();
  return null;
}

/** The worker cannot ask anybody in which language to speak when a message cannot be read. */
async function keepLanguage(): Promise<void> {
  const language = me.peek()?.language ?? 'ja';
  const notes = await caches.open('active-build').catch(() => null);
  await notes?.put('/language', new Response(language)).catch(() => undefined);
}
