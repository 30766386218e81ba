/** Answers read with suspicion, and calls that do not compile when they are wrong. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { call } from '../../src/api/client';
import { heardAt, houseNow } from '../../src/api/clock';
import { exchange, waitOf } from '../../src/api/http';

const answers = (body: BodyInit | null, init: ResponseInit): void => {
  vi.stubGlobal('fetch', async () => new Response(body, init));
};
const type = (value: string): ResponseInit => ({ headers: { 'Content-Type': value } });

afterEach(() => vi.unstubAllGlobals());

describe('exchange', () => {
  it('reads a value with its ETag', async () => {
    answers('{"a":1}', { headers: { 'Content-Type': 'application/json', ETag: '"1"' } });
    expect(await exchange('get', '/me')).toMatchObject({ ok: true, value: { a: 1 }, etag: '"1"' });
  });

  it('reads a problem, by the short name of its type', async () => {
    const body = {
      type: '/problems/invalid-body',
      title: 't',
      errors: [{ pointer: '/note', type: 'too-long', limit: 2000 }, 7],
    };
    answers(JSON.stringify(body), { status: 422, ...type('application/problem+json') });
    expect((await exchange('put', '/x')).problem).toEqual({
      ...{ type: 'invalid-body', title: 't', status: 422 },
      errors: [{ pointer: '/note', type: 'too-long', limit: 2000 }],
    });
  });

  it.each([
    ['a page instead of JSON', '<p>hi', { status: 200, ...type('text/html') }],
    ['broken JSON', '{"a"', { status: 200, ...type('application/json') }],
    ['a 404 of a proxy', 'nope', { status: 404, ...type('text/plain') }],
  ])('takes %s for no answer', async (_, body, init) => {
    answers(body, init);
    expect(await exchange('delete', '/x')).toMatchObject({
      ok: false,
      status: 0,
      problem: { type: 'offline' },
    });
  });

  it('says by which ETag a copy is known, and takes "not changed" for an answer', async () => {
    let sent: Headers | undefined;
    vi.stubGlobal('fetch', async (_: string, init: RequestInit) => {
      sent = new Headers(init.headers);
      return new Response(null, { status: 304, headers: { ETag: '"1"' } });
    });
    expect(await exchange('get', '/x', { known: '"1"' })).toMatchObject({
      ok: false,
      status: 304,
      etag: '"1"',
    });
    expect(sent?.get('If-None-Match')).toBe('"1"');
  });

  it('keeps the status of a failing proxy, to rest as long as it asks', async () => {
    answers('busy', { status: 503, headers: { 'Retry-After': '7' } });
    expect(await exchange('get', '/x')).toMatchObject({ ok: false, status: 503, retryAfter: 7_000 });
  });

  it('reads both forms of Retry-After', () => {
    expect(waitOf('120')).toBe(120_000);
    expect(waitOf('Sun, 22 Nov 2026 00:00:10 GMT', Date.parse('2026-11-22T00:00:00Z'))).toBe(10_000);
    expect(waitOf('Sun, 22 Nov 2026 00:00:10 GMT', Date.parse('2026-11-23T00:00:00Z'))).toBe(0);
    expect(waitOf('soon')).toBeNull();
    expect(waitOf(null)).toBeNull();
  });
});

describe('call', () => {
  it('fills the path, adds the query and gives every POST a key', async () => {
    const seen: [string, RequestInit][] = [];
    vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
      seen.push([url, init]);
      return new Response('{}', type('application/json'));
    });
    await call('get', '/people/{person_id}', { params: { person_id: 'a/b' } });
    await call('get', '/checkins', { query: { from: '2026-11-01' } });
    await call('post', '/people/{person_id}/ending', { params: { person_id: 'x' } });
    expect(seen.map(([url]) => url)).toEqual([
      '/api/v1/people/a%2Fb',
      '/api/v1/checkins?from=2026-11-01',
      '/api/v1/people/x/ending',
    ]);
    const keys = seen.map(([, init]) => new Headers(init.headers).get('Idempotency-Key'));
    expect(keys).toEqual([null, null, expect.stringMatching(/^[0-9a-f-]{36}$/)]);
  });

  it('does not compile with a wrong path, parameter or body', () => {
    const wrong = (): void => {
      // @ts-expect-error there is no such path
      void call('get', '/nowhere');
      // @ts-expect-error the path needs its parameter
      void call('get', '/people/{person_id}');
      // @ts-expect-error a mood is a number
      void call('put', '/checkins/{checkin_id}', { params: { checkin_id: 'x' }, body: { mood: 'good' } });
    };
    expect(wrong).toBeTypeOf('function');
  });
});

describe('the clock of the house', () => {
  it('is the one of the server, and the way of an answer is no difference', async () => {
    const now = Date.now();
    const answered = (at: number) => heardAt(new Date(at).toUTCString(), now);
    answered(now - 7 * 3_600_000);
    expect(Math.round((houseNow() - Date.now()) / 60_000)).toBe(-420);
    heardAt(null, now);
    heardAt('yesterday', now);
    expect(Math.round((houseNow() - Date.now()) / 60_000), 'an answer without it changes nothing').toBe(-420);
    answered(now - 20_000);
    expect(Math.abs(houseNow() - Date.now())).toBeLessThan(10);
    answers('{}', {
      headers: { 'Content-Type': 'application/json', Date: new Date(now + 3_600_000).toUTCString() },
    });
    await exchange('get', '/me');
    expect(Math.round((houseNow() - Date.now()) / 60_000)).toBe(60);
    heardAt(new Date().toUTCString());
  });
});
