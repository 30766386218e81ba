/** 手入れのきろく: what a supporter writes down for themselves. Safe on this phone at once, sent once, and only theirs. */
import type { Aftercare, NewAftercare, NewSelfcareLog, SelfcareLog } from './care-types';
import { between, put, type Reach, removeHeld, takeBack, unsave } from './collection';
import { localDate, moment } from './dates';
import { draftKey } from './drafts';
import { newId } from './ids';
import { me } from './person';
import { entriesOf, fact, keepRow, rowAt, setFact } from './store';
import { commit, personNow } from './sync';

/** A log together with how far it has come. */
export type LocalLog = SelfcareLog & Reach;

/** Keeps a log of the day; safe on this phone when the promise resolves. */
export async function saveLog(
  said: Omit<NewSelfcareLog, 'occurred_at' | 'local_date'>,
  draft?: string,
): Promise<string> {
  const id = newId();
  const body = { occurred_at: moment(), local_date: localDate(), ...said };
  await put('selfcare_logs', id, 'create', body, { draft });
  return id;
}

/** Deletes a log; ten seconds long it can be brought back. */
export const removeLog = (id: string): Promise<void> => removeHeld('selfcare_logs', id);

/** Brings a just deleted log back. False when the ten seconds are over. */
export const undoRemoveLog = (id: string): Promise<boolean> => takeBack('selfcare_logs', id);

/** Takes back a log that was saved a moment ago. */
export const undoSaveLog = (id: string): Promise<void> => unsave('selfcare_logs', id);

/** The own logs from one local date to another, newest first; with those after talks that still wait here. */
export async function logsBetween(from: string, to: string): Promise<LocalLog[]> {
  const logs = (await between('selfcare_logs', from, to)).map(asLog);
  const person = me.peek()?.person_id;
  const waiting = person ? (await entriesOf(person)).filter((entry) => entry.kind === 'aftercares') : [];
  const fresh = waiting
    .map(({ object, body, state }) =>
      asLog({
        ...{ ...body, about: 'talk', log_id: talkOf(object) },
        sync: state === 'attention' ? 'attention' : 'waiting',
      }),
    )
    .filter((one) => one.local_date >= from && one.local_date <= to);
  const talks = new Set(fresh.map((one) => one.log_id));
  return [...logs.filter((one) => !talks.has(one.log_id)), ...fresh].sort(
    (a, b) => Date.parse(b.occurred_at) - Date.parse(a.occurred_at),
  );
}

function asLog(value: Record<string, unknown> & Reach): LocalLog {
  return { about: 'day', received_at: value.occurred_at, version: 0, ...value } as unknown as LocalLog;
}

const pathOf = (talk: string): string => `/talks/${talk}/aftercare`;
const talkOf = (path: string): string => path.split('/')[2] ?? '';

/** Keeps how it was after a talk; said again, the last word counts. */
export async function saveAftercare(
  talk: string,
  said: Omit<NewAftercare, 'occurred_at' | 'local_date'>,
  draft: string,
): Promise<void> {
  const entry = {
    id: newId(),
    person: personNow(),
    kind: 'aftercares' as const,
    object: pathOf(talk),
    action: 'replace' as const,
    body: { occurred_at: moment(), local_date: localDate(), ...said },
    base: null,
    at: Date.now(),
  };
  await commit({ type: 'add', entry }, draftKey(draft));
  await markDone(talk);
}

/** What the server made of it; null while it waits here. */
export async function aftercareOf(talk: string): Promise<Aftercare | null> {
  const person = me.peek()?.person_id;
  const object = pathOf(talk);
  const waits = person ? (await entriesOf(person)).some((entry) => entry.object === object) : false;
  const answer = waits ? undefined : ((await rowAt(object))?.value as Aftercare | undefined);
  if (!answer) return null;
  await keepRow(`/selfcare_logs/${talk}`, 'selfcare_logs', { ...answer.log }, null);
  return answer;
}

const DONE = 'aftercare_done';
const MOST = 20;

/** Remembers on this phone that a talk is looked after, written or skipped: nobody is reminded. */
export async function markDone(talk: string): Promise<void> {
  const done = await doneTalks();
  await setFact(DONE, [...done.filter((one) => one !== talk), talk].slice(-MOST)).catch(() => undefined);
}

/** The talks that were looked after on this phone. */
export async function doneTalks(): Promise<string[]> {
  const kept = await fact(DONE).catch(() => undefined);
  return Array.isArray(kept) ? kept.map(String) : [];
}
