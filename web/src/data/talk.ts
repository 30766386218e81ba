/** だれと話せる: the ladder as this phone knows it. The last copy stays here with its time, for the basement and the tunnel. */
import { authorized } from '../api/authorized';
import type { Reply } from '../api/http';
import { isRecord } from '../api/problem';
import type { Answer, Body } from '../api/types';
import { isSilence, look } from './asking';
import { me } from './person';
import { fact, setFact } from './store';
import type { TalkNow } from './talk-rules';

export type Settings = Answer<'get_talk_settings'>;
export type NewTalkRequest = Body<'request_talk'>;

const PATHS = { peers: '/talk_now', crisis: '/talk_now?crisis=true' } as const;

/** With or without peers. */
export type Which = keyof typeof PATHS;

/** The last copy, if there is one of this person. */
export async function keptLadder(which: Which): Promise<TalkNow | null> {
  const kept = await fact(`talk_now/${which}`).catch(() => undefined);
  return isRecord(kept) && kept.person === me.peek()?.person_id ? ladderOf(kept.value) : null;
}

/** Asks for the ladder; 'away' when there is no answer. */
export async function freshLadder(which: Which): Promise<TalkNow | 'away'> {
  const person = me.peek()?.person_id;
  if (!person) return 'away';
  const reply = await look(PATHS[which]);
  const value = reply.ok ? ladderOf(reply.value) : null;
  if (!value || me.peek()?.person_id !== person) return 'away';
  void setFact(`talk_now/${which}`, { person, value }).catch(() => undefined);
  return value;
}

function ladderOf(value: unknown): TalkNow | null {
  return isRecord(value) && Array.isArray(value.rungs) && typeof value.as_of === 'string'
    ? (value as unknown as TalkNow)
    : null;
}

/** Says that somebody would like to talk. Never kept for later: whoever calls shows what became of it. */
export const ask = (body: NewTalkRequest, key: string): Promise<Reply> =>
  authorized('post', '/talk_requests', { body, key });

/** Reads something small through its copy: the copy first, then what the server says. */
export async function through<T>(
  path: string,
  isIt: (value: Record<string, unknown>) => boolean,
  show: (value: T, etag: string | null) => void,
): Promise<'heard' | 'away' | 'refused'> {
  const person = me.peek()?.person_id;
  const kept = await fact(path).catch(() => undefined);
  if (isRecord(kept) && kept.person === person && isRecord(kept.value)) show(kept.value as T, null);
  const reply = await authorized('get', path, {});
  if (!reply.ok || !isRecord(reply.value) || !isIt(reply.value)) return isSilence(reply) ? 'away' : 'refused';
  if (me.peek()?.person_id !== person) return 'refused';
  show(reply.value as T, reply.etag);
  await setFact(path, { person, value: reply.value }).catch(() => undefined);
  return 'heard';
}
