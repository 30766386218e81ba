/**
 * 話したい of the person of this phone, and what they are asked as a supporter. Kept apart from the ladder, because home shows it
 * too. The last copy stays on the phone, so that the way to the other person is there without signal.
 */
import { effect, type Signal, signal } from '@preact/signals';
import { authorized } from '../api/authorized';
import type { Reply } from '../api/http';
import { isRecord, offline, type Problem } from '../api/problem';
import type { Answer } from '../api/types';
import { tell } from './changes';
import { newId } from './ids';
import { me } from './person';
import { fact, setFact } from './store';

export type TalkRequest = NonNullable<Answer<'get_my_talk_request'>['talk_request']>;
export type Offer = Answer<'list_my_offers'>['items'][number];

/** Something of the server as last heard; `heard` is null while nothing was, `away` while the server does not answer. */
export interface Heard<T> {
  readonly value: T;
  readonly heard: number | null;
  readonly away: boolean;
}

const noRequest: Heard<TalkRequest | null> = { value: null, heard: null, away: false };
const noOffers: Heard<readonly Offer[]> = { value: [], heard: null, away: false };

/** The newest wish to talk. */
export const request: Signal<Heard<TalkRequest | null>> = signal(noRequest);

/** What one is asked, and the talk one said yes to. */
export const offers: Signal<Heard<readonly Offer[]>> = signal(noOffers);

let whose: string | undefined;
effect(() => {
  const person = me.value?.person_id;
  if (person === whose) return;
  whose = person;
  request.value = noRequest;
  offers.value = noOffers;
});

/** How long a look may take before the phone says that it hears nothing: with the pace of looking, ten seconds in all. */
const PATIENCE = 4_500;

const unheard: Reply = {
  ok: false,
  status: 0,
  value: undefined,
  etag: null,
  problem: offline,
  retryAfter: null,
};

/** Whether a request still goes on. */
export const isOpen = (one: TalkRequest | null): one is TalkRequest => one !== null && one.stage !== 'over';

/** True for an answer that says nothing: no network, or a server that cannot. */
export const isSilence = ({ status }: Pick<Reply, 'status'>): boolean => status === 0 || status >= 500;

/** Looks once; an answer that takes too long counts as none. */
export function look(path: string): Promise<Reply> {
  const late = new Promise<Reply>((resolve) => setTimeout(() => resolve(unheard), PATIENCE));
  return Promise.race([authorized('get', path, {}), late]);
}

/** Reads the newest wish again. */
export const rereadRequest = (): Promise<void> =>
  reread(request, 'my_talk_request', '/me/talk_request', (body) =>
    'talk_request' in body ? (body.talk_request as TalkRequest | null) : undefined,
  );

/** Reads again what one is asked. */
export const rereadOffers = (): Promise<void> =>
  reread(offers, 'my_offers', '/me/offers', (body) =>
    Array.isArray(body.items) ? (body.items as Offer[]) : undefined,
  );

/** Answers may overtake each other: one that was asked for before what is shown now came late, and is passed over. */
let turn = 0;
const shown = new WeakMap<Signal, number>();
const begin = (): number => {
  turn += 1;
  return turn;
};
const isLate = (into: Signal, mine: number): boolean => {
  if (mine < (shown.get(into) ?? 0)) return true;
  shown.set(into, mine);
  return false;
};

async function reread<T>(
  into: Signal<Heard<T>>,
  name: string,
  path: string,
  read: (body: Record<string, unknown>) => T | undefined,
): Promise<void> {
  const person = me.peek()?.person_id;
  if (!person) return;
  if (into.peek().heard === null) {
    const kept = await fact(name).catch(() => undefined);
    if (isRecord(kept) && kept.person === person && into.peek().heard === null)
      into.value = { value: kept.value as T, heard: Number(kept.heard), away: false };
  }
  const [at, mine] = [Date.now(), begin()];
  const reply = await look(path);
  if (me.peek()?.person_id !== person || isLate(into, mine)) return;
  const value = reply.ok && isRecord(reply.value) ? read(reply.value) : undefined;
  if (value === undefined) {
    into.value = { ...into.peek(), away: isSilence(reply) };
    return;
  }
  into.value = { value, heard: at, away: false };
  await setFact(name, { person, value, heard: at }).catch(() => undefined);
}

/** Takes in what an operation answered about the wish. */
export function takeRequest(value: TalkRequest): void {
  isLate(request, begin());
  request.value = { value, heard: Date.now(), away: false };
  const person = me.peek()?.person_id;
  void setFact('my_talk_request', { person, value, heard: Date.now() }).catch(() => undefined);
  tell('my_talk_request');
}

const keys = new Map<string, string>();

/**
 * Does one thing at the server, now or not at all: nothing of this waits on the phone. The same thing again after a lost answer
 * keeps its key, so that it happens once. Null when it is done; `talk-moved-on` counts as done, because the next look tells the rest.
 */
export async function command(path: string, body?: unknown): Promise<Problem | null> {
  const name = `${path} ${JSON.stringify(body)}`;
  const key = keys.get(name) ?? newId();
  keys.set(name, key);
  const late = new Promise<Reply>((resolve) => setTimeout(() => resolve(unheard), 10_000));
  const reply = await Promise.race([authorized('post', path, { body, key }), late]);
  if (!isSilence(reply)) keys.delete(name);
  const done = reply.ok || reply.problem.type === 'talk-moved-on';
  if (reply.ok && isRecord(reply.value) && 'stage' in reply.value)
    takeRequest(reply.value as unknown as TalkRequest);
  for (const topic of ['my_talk_request', 'my_offers', 'my_availability'] as const) tell(topic);
  return done ? null : reply.problem;
}
