/**
 * Keeps the outbox moving: one flusher on the phone, woken at the start, when the network comes back, when the app becomes
 * visible, after every save, and by its own back-off. Tells the screens what still waits.
 */
import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { authorized } from '../api/authorized';
import type { Reply } from '../api/http';
import { offline } from '../api/problem';
import type { Copy } from './flush';
import { growStale } from './freshness';
import { alone } from './locks';
import { act, type Deed, type Entry, type Happening } from './outbox';
import { me, online } from './person';
import { apply, entriesOf, type Rules } from './store';
import { hear, tell } from './tabs';

/** How many things wait to be sent from this phone (「未送信 n 件」). Those in the tray are counted there. */
export const unsent: Signal<number> = signal(0);

/** Everything that waits or needs attention, in order. */
export const waiting: Signal<readonly Entry[]> = signal([]);

/** Moves whenever something kept on this phone changed; read again what you show. */
export const changes: ReadonlySignal<number> & { value: number } = signal(0);

let wanted = false;
let running: Promise<void> | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
const longestTimer = 15 * 60_000;

/** Keeps what the person did, durably, and sets the flusher going. */
export function commit(deed: Deed, draft?: string): Promise<readonly Entry[]> {
  return decide(deed, act, draft);
}

/** The same for what is decided in the tray, by the rules of the whole journey. */
export async function decide<H extends Happening>(
  happening: H,
  rules: Rules<H>,
  draft?: string,
): Promise<readonly Entry[]> {
  const entries = await change(personNow(), happening, rules, undefined, draft);
  void kick();
  return entries;
}

/** Id of the person of this phone; nothing is written down for nobody. */
export function personNow(): string {
  const person = me.peek()?.person_id;
  if (!person) throw new Error('nobody is signed in on this phone');
  return person;
}

/** Sends what is due, now; resolves when the round is over. Harmless at any time. */
export function kick(): Promise<void> {
  wanted = true;
  running ??= rounds().finally(() => {
    running = null;
  });
  return running;
}

/** Reads again from the database what other tabs, or this one before it slept, have left there. */
export async function reread(): Promise<void> {
  const person = me.peek()?.person_id;
  publish(person ? await entriesOf(person) : []);
}

/** Connects the triggers. Called once, at the start. */
export function startSync(): void {
  const hurry = async (): Promise<void> => {
    const person = me.peek()?.person_id;
    growStale();
    if (!person) return;
    publish(await apply(person, { type: 'hurry' }, act));
    await kick();
  };
  const wake = (): void => {
    reread()
      .then(hurry)
      .catch(() => comeBack(longestTimer));
  };
  addEventListener('online', () => {
    online.value = true;
    wake();
  });
  addEventListener('offline', () => {
    online.value = false;
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') wake();
  });
  hear((word) => {
    if (word.says === 'changed') reread().catch(() => undefined);
  });
  wake();
}

async function rounds(): Promise<void> {
  clearTimeout(timer);
  while (wanted) {
    wanted = false;
    const person = me.peek()?.person_id;
    if (!person || waiting.peek().length === 0) return;
    try {
      // Nothing can be sent before the first paint anyway, so the carrier comes in its own chunk.
      const [{ flush }, { reduce }] = await Promise.all([import('./flush'), import('./journey')]);
      const back = await alone('outbox', () =>
        flush({
          apply: (happening, copy) => change(person, happening, reduce, copy),
          send: (method, path, sending) => sendFor(person, method, path, sending),
          now: Date.now,
          random: Math.random,
        }),
      );
      if (typeof back === 'number') comeBack(back - Date.now());
    } catch {
      comeBack(longestTimer);
    }
  }
}

function comeBack(wait: number): void {
  clearTimeout(timer);
  timer = setTimeout(() => void kick(), Math.min(Math.max(wait, 0), longestTimer));
}

/** Only for the one who wrote it: a round that was under way when another person signed in stops. */
function sendFor(
  person: string,
  method: string,
  path: string,
  sending: Parameters<typeof authorized>[2],
): Promise<Reply> {
  if (me.peek()?.person_id === person) return authorized(method, path, sending);
  return Promise.resolve({
    ok: false,
    status: 401,
    value: undefined,
    etag: null,
    problem: offline,
    retryAfter: null,
  });
}

async function change<H extends Happening>(
  person: string,
  happening: H,
  rules: Rules<H>,
  copy?: Copy,
  draft?: string,
): Promise<readonly Entry[]> {
  const before = waiting.peek();
  const after = await apply(person, happening, rules, copy, draft);
  const quiet = happening.type === 'begin' || happening.type === 'send';
  const moved = !quiet || before.length !== after.length;
  if (moved && me.peek()?.person_id === person) publish(after);
  if (moved) tell({ says: 'changed' });
  return after;
}

function publish(entries: readonly Entry[]): void {
  waiting.value = entries;
  unsent.value = new Set(entries.filter((e) => e.state !== 'attention').map((e) => e.object)).size;
  changes.value += 1;
}
