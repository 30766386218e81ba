/** わたしの安心メモ and the rule about hellos: read from this phone, changed here first, and sent when there is signal. */
import { authorized } from '../api/authorized';
import { isRecord } from '../api/problem';
import type { Answer, Body } from '../api/types';
import { type Plan, planOf, type Rule, ruleOf } from './comfort-rules';
import { draftKey } from './drafts';
import { bringUpToDate } from './freshness';
import { newId } from './ids';
import type { Json, Kind } from './outbox';
import { me } from './person';
import { entriesOf, keepRow, rowAt } from './store';
import { changes, commit, personNow } from './sync';

export type PeopleToAsk = Answer<'list_people_to_ask'>;
export type DueHello = Answer<'list_hellos'>['items'][number];
export type OpenedHello = Answer<'get_hello'>;

const places = { comfort_plan: '/me/comfort_plan', hello_rule: '/me/hello_rule' } as const;
type Own = Extract<Kind, keyof typeof places>;

/** The plan as the person sees it: the server's copy with what still waits on this phone laid over it. */
export const plan = async (): Promise<Plan> => planOf(await read('comfort_plan'));

/** Replaces the plan. `draft` names the half-written form that it replaces. */
export const setPlan = (next: Plan, draft: string): Promise<void> =>
  write('comfort_plan', next satisfies Body<'replace_my_comfort_plan'>, draft);

/** When somebody shall say hello. */
export const rule = async (): Promise<Rule> => ruleOf(await read('hello_rule'));

/** Replaces the rule. */
export const setRule = (next: Rule, draft: string): Promise<void> =>
  write('hello_rule', next satisfies Body<'replace_my_hello_rule'>, draft);

async function read(kind: Own): Promise<Json> {
  const person = me.peek()?.person_id;
  if (!person) return {};
  const object = places[kind];
  await bringUpToDate(kind, (await rowAt(object)) !== undefined, () => load(kind, person));
  const pending = (await entriesOf(person)).filter((e) => e.object === object);
  return pending[pending.length - 1]?.body ?? (await rowAt(object))?.value ?? {};
}

async function write(kind: Own, body: Json, draft: string): Promise<void> {
  const entry = {
    id: newId(),
    person: personNow(),
    kind,
    object: places[kind],
    action: 'replace' as const,
    body: { ...body },
    base: null,
    at: Date.now(),
  };
  await commit({ type: 'add', entry }, draftKey(draft));
}

async function load(kind: Own, person: string): Promise<void> {
  const reply = await authorized('get', places[kind], {});
  if (!reply.ok || !isRecord(reply.value) || me.peek()?.person_id !== person) return;
  await keepRow(places[kind], kind, reply.value, reply.etag);
  changes.value += 1;
}
