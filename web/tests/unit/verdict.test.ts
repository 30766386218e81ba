/** What each answer means for an entry. */
import { describe, expect, it } from 'vitest';
import type { Reply } from '../../src/api/http';
import { reduce } from '../../src/data/journey';
import type { Action, Entry } from '../../src/data/outbox';
import { holds, judge } from '../../src/data/verdict';
import { problem, silence } from './sim/server';

const entry = (action: Action): Entry => {
  const draft = {
    id: 'e',
    person: 'p',
    kind: 'checkins' as const,
    object: '/checkins/x',
    action,
    body: {},
    base: null,
    at: 0,
  };
  const [only] = reduce([], { type: 'add', entry: draft });
  if (!only) throw new Error('no entry');
  return only;
};
const taken = (value: unknown, status = 200): Reply => ({ ...silence, ok: true, status, value, etag: '"1"' });

describe('an answer', () => {
  it.each<[string, Action, Reply, string]>([
    ['names the thing', 'create', taken({ checkin_id: 'x' }, 201), 'done'],
    ['names another thing', 'create', taken({ checkin_id: 'y' }), 'later'],
    ['says nothing', 'edit', taken(undefined, 204), 'later'],
    ['of a delete', 'remove', taken(undefined, 204), 'done'],
    ['of a delete of what is gone', 'remove', problem(404, 'not-found'), 'done'],
    ['of a delete of what was deleted', 'remove', problem(410, 'already-deleted'), 'done'],
    ['of a create of what was deleted since', 'create', problem(410, 'already-deleted'), 'done'],
    ['never came', 'create', silence, 'later'],
    ['is 500', 'create', problem(500, 'internal'), 'later'],
    ['is 503', 'remove', problem(503, 'unavailable'), 'later'],
    ['is 429', 'edit', problem(429, 'too-many-requests'), 'later'],
    ['is 401', 'edit', problem(401, 'session-ended'), 'signIn'],
    ['is 412', 'edit', problem(412, 'version-conflict'), 'compare'],
    ['is 428', 'replace', problem(428, 'precondition-required'), 'compare'],
    ['is 404 to an edit', 'edit', problem(404, 'not-found'), 'compare'],
    ['is 409 for other content', 'create', problem(409, 'id-conflict'), 'compare'],
    ['is 422', 'create', problem(422, 'invalid-body'), 'refused'],
    ['is 403', 'remove', problem(403, 'forbidden'), 'refused'],
    ['is 413', 'edit', problem(413, 'payload-too-large'), 'refused'],
  ])('%s', (_, action, reply, verdict) => {
    expect(judge(entry(action), reply).is).toBe(verdict);
  });

  it('passes on how long the server wants to rest', () => {
    expect(judge(entry('edit'), problem(429, 'too-many-requests', 30_000))).toEqual({
      ...{ is: 'later', closed: true, wait: 30_000 },
    });
  });
});

describe('a copy holds what was wanted', () => {
  it.each<[object, object, boolean]>([
    [{ note: 'a', mood: 3 }, { note: 'a' }, true],
    [{ note: 'b' }, { note: 'a' }, false],
    [{ note: 'か\u3099' }, { note: 'が' }, true],
    [{ note: 'a\nb' }, { note: 'a\r\nb ' }, true],
    [{}, { note: null }, true],
    [{ words: ['a', 'b'] }, { words: ['b', 'a'] }, false],
    [{ items: { a: 1, b: 2 } }, { items: { a: 1 } }, true],
    [{ occurred_at: '2026-11-22T00:00:00Z' }, { occurred_at: '2026-11-22T09:00:00.000+09:00' }, true],
  ])('%j %j', (copy, wanted, answer) => {
    expect(holds({ ...copy }, { ...wanted })).toBe(answer);
  });
});
