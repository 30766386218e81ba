/** The API as the phone's `fetch` sees it: sessions with a cookie, Me, check-ins by the model server, words; may be down. */
import type { Notice, NoticeSettings } from '../../../src/data/notice-types';
import type { Json } from '../../../src/data/outbox';
import { ModelServer, problem } from './server';

export const anna = '0198c0de-0000-7000-8000-00000000000a';
export const ben = '0198c0de-0000-7000-8000-00000000000b';

export class FakeApi {
  readonly model = new ModelServer();
  readonly log: string[] = [];
  down = false;
  /** Answers every request with the page of a café's network. */
  portal = false;
  /** Whose refresh cookie the phone holds; null: none, or ended by staff. */
  cookie: string | null = null;
  refreshes = 0;
  private tokens = new Map<string, string>();
  /** The days on which something happens, and how each question about them was answered. */
  occurrences: string[] = [];
  readonly told: number[] = [];
  /** What was said about occurrences, by path; the last word counts. */
  readonly answers = new Map<string, Json>();
  /** The key that phones subscribe with, and the phones that are told, by id. */
  pushKey = '';
  /** Why the server does not reach a phone any more. */
  readonly phoneEnded = new Map<string, string>();
  readonly phones = new Map<string, Json>();
  /** Their service is none that the server sends to. */
  refusesPhones = false;
  notices: Notice[] = [];
  noticeSettings: NoticeSettings = {
    ...{ about: [], quiet: null, not_today: false, not_today_until: null, checkin_at: null, version: 0 },
  };
  /** Every gathering was called off. */
  cancelled = false;
  private me = new Map<string, Json>();
  private words: Json = { words: [], version: 1 };
  /** わたしの安心メモ at the server; a test may change it as another phone would. */
  plan: Json = { signs: {}, helps: [], made_with: 'alone', version: 0 };

  readonly fetch = async (url: string, init: RequestInit): Promise<Response> => {
    await Promise.resolve();
    if (this.down) throw new TypeError('Failed to fetch');
    if (this.portal)
      return new Response('<h1>Welcome to our Wi-Fi</h1>', { headers: { 'Content-Type': 'text/html' } });
    const [path = '', query = ''] = url.replace('/api/v1', '').split('?');
    const method = (init.method ?? 'GET').toLowerCase();
    this.log.push(`${method} ${path}`);
    const headers = new Headers(init.headers);
    const body = init.body ? (JSON.parse(String(init.body)) as Json) : undefined;
    return this.route(method, path, new URLSearchParams(query), headers, body);
  };

  /** Makes every access token useless, as five minutes do. */
  expireTokens(): void {
    this.tokens.clear();
  }

  meOf(person: string): Json {
    const known = this.me.get(person);
    if (known) return known;
    const fresh = {
      ...{
        person_id: person,
        facility_id: person,
        facility_name: 'えんがわ',
        nickname: 'あんな',
        roles: ['member'],
      },
      ...{ language: 'ja', preferences: { text_size: 100, mood_words: {} }, pledge_version: 1 },
      ...{ current_pledge_version: 1, version: 1, created_at: '2026-11-01T00:00:00+09:00' },
    };
    this.me.set(person, fresh);
    return fresh;
  }

  private route(
    method: string,
    path: string,
    query: URLSearchParams,
    headers: Headers,
    body: Json | undefined,
  ): Response {
    if (path === '/sessions/refresh') {
      this.refreshes += 1;
      return this.cookie ? this.signedIn(this.cookie) : refuse(401, 'session-ended');
    }
    if (path === '/invitations/accept') {
      this.cookie = body?.code === 'ben' ? ben : anna;
      return this.signedIn(this.cookie);
    }
    if (path === '/help_resources')
      return json({ items: [], as_of: '2026-11-01T00:00:00Z', next_cursor: null });
    const person = this.tokens.get((headers.get('Authorization') ?? '').replace('Bearer ', ''));
    if (!person) return refuse(401, 'unauthenticated');
    if (path === '/sessions/current') {
      this.cookie = null;
      return new Response(null, { status: 204 });
    }
    if (path === '/me') return this.answerMe(person, method, headers.get('If-Match'), body);
    if (path === '/push_key') return json({ public_key: this.pushKey });
    if (path === '/me/push_subscriptions') {
      const state = (id: string) => ({
        state: this.phoneEnded.has(id) ? 'ended' : 'active',
        ended_because: this.phoneEnded.get(id),
      });
      return json({ items: [...this.phones.keys()].map((id) => ({ subscription_id: id, ...state(id) })) });
    }
    if (path.startsWith('/me/push_subscriptions/')) return this.answerPhone(path, method, body ?? {});
    if (path.startsWith('/me/notice')) return this.answerNotices(path, method, headers.get('If-Match'), body);
    if (path === '/me/comfort_plan') return this.answerPlan(method, headers.get('If-Match'), body);
    if (path === '/me/words') return this.answerWords(method, headers.get('If-Match'), body);
    if (path === '/me/participations') return this.mine(query);
    if (path === '/occurrences') return this.calendar(query, headers.get('If-None-Match'));
    if (path.startsWith('/gatherings/')) return this.answerOccurrence(method, path, body);
    if (path === '/checkins' || path === '/wins' || path === '/selfcare_logs') return this.list(path, query);
    if (path.endsWith('/aftercare')) return this.aftercare(path, body ?? {});
    const reply = this.model.handle(method, path, { body, etag: headers.get('If-Match') });
    if (!reply.ok) return refuse(reply.status, reply.problem.type);
    if (reply.status === 204) return new Response(null, { status: 204 });
    return json(reply.value, reply.status, reply.etag);
  }

  /** What happens when, like the real one: at most 370 days at once, and nothing when the phone has it. */
  private calendar(query: URLSearchParams, known: string | null): Response {
    const [from, to] = [query.get('from') ?? '', query.get('to') ?? ''];
    if (Date.parse(to) - Date.parse(from) >= 370 * 86_400_000) return refuse(422, 'invalid-body');
    const items = this.occurrences.filter((day) => from <= day && day <= to);
    const etag = `"${items.join()}"`;
    this.told.push(known === etag ? 304 : 200);
    if (known === etag) return new Response(null, { status: 304, headers: { ETag: etag } });
    const row = (day: string) => ({
      gathering_id: 'g1',
      recurrence_id: day,
      starts_at: `${day}T10:00:00+09:00`,
    });
    return json({ items: items.map(row), days: [] }, 200, etag);
  }

  private signedIn(person: string): Response {
    const token = `t${this.tokens.size}-${this.refreshes}-${Math.random()}`;
    this.tokens.set(token, person);
    return json({ access_token: token, expires_in: 300, me: this.meOf(person) });
  }

  private answerMe(person: string, method: string, etag: string | null, body: Json | undefined): Response {
    const me = this.meOf(person);
    if (method === 'get') return json(me, 200, `"${me.version}"`);
    if (etag !== `"${me.version}"`) return refuse(412, 'version-conflict');
    const preferences = { ...(me.preferences as Json), ...(body?.preferences as Json | undefined) };
    this.me.set(person, { ...me, ...body, preferences, version: Number(me.version) + 1 });
    return this.answerMe(person, 'get', null, undefined);
  }

  private answerPhone(path: string, method: string, body: Json): Response {
    const [, , , id = ''] = path.split('/');
    if (method === 'delete') {
      this.phones.delete(id);
      return new Response(null, { status: 204 });
    }
    if (this.refusesPhones)
      return refuse(422, 'invalid-body', [{ pointer: '/endpoint', type: 'not-allowed' }]);
    this.phones.set(id, body);
    this.phoneEnded.delete(id);
    return json({ subscription_id: id, state: 'active' });
  }

  private answerNotices(path: string, method: string, etag: string | null, body: Json | undefined): Response {
    if (path === '/me/notice_settings') {
      const { version } = this.noticeSettings;
      if (method === 'put' && etag !== `"v${version}"`) return refuse(412, 'version-conflict');
      if (method === 'put') this.noticeSettings = { ...this.noticeSettings, ...body, version: version + 1 };
      return json(this.noticeSettings, 200, `"v${this.noticeSettings.version}"`);
    }
    const read_at = '2026-11-24T10:00:00Z';
    if (path.endsWith('/reading')) {
      const [, , , id] = path.split('/');
      const until = this.notices.find((one) => one.notice_id === (body?.until ?? id));
      this.notices = this.notices.map((one) =>
        one === until || (body?.until && one.made_at <= (until?.made_at ?? '')) ? { ...one, read_at } : one,
      );
      return new Response(null, { status: 204 });
    }
    const [, , , id] = path.split('/');
    if (id) return refuse(404, 'not-found');
    const unread = this.notices.filter((one) => !one.read_at).length;
    return json({ items: this.notices, unread, next_cursor: null });
  }

  private answerPlan(method: string, etag: string | null, body: Json | undefined): Response {
    if (method === 'put') {
      if (etag !== `"v${this.plan.version}"`) return refuse(412, 'version-conflict');
      this.plan = { ...body, version: Number(this.plan.version) + 1 };
    }
    return json(this.plan, 200, `"v${this.plan.version}"`);
  }

  private answerWords(method: string, etag: string | null, body: Json | undefined): Response {
    if (method === 'put') {
      if (etag !== `"${this.words.version}"`) return refuse(412, 'version-conflict');
      this.words = { ...body, version: Number(this.words.version) + 1 };
    }
    return json(this.words, 200, `"${this.words.version}"`);
  }

  private answerOccurrence(method: string, path: string, body: Json | undefined): Response {
    if (method === 'delete') {
      this.answers.delete(path);
      return new Response(null, { status: 204 });
    }
    if (this.cancelled) return refuse(409, 'occurrence-cancelled');
    this.answers.set(path, body ?? {});
    return json(this.toldOf(path));
  }

  private toldOf(path: string): Json {
    const [, , gathering_id, , recurrence_id, what, person_id] = path.split('/');
    const who = what === 'attendance' ? { person_id } : {};
    const seat = what === 'participation' ? { seat: 'seat', attended: null, confirmed: null } : {};
    return { gathering_id, recurrence_id, ...who, ...seat, ...this.answers.get(path) };
  }

  private mine(query: URLSearchParams): Response {
    const [from, to] = [query.get('from') ?? '', query.get('to') ?? ''];
    const items = [...this.answers.keys()]
      .filter((path) => path.endsWith('/participation'))
      .map((path) => this.toldOf(path))
      .filter((one) => String(one.recurrence_id) >= from && String(one.recurrence_id) <= to);
    return json({ items, next_cursor: null });
  }

  /** How it was after a talk; said again, it is replaced. */
  private aftercare(path: string, body: Json): Response {
    const log_id = path.split('/')[2];
    this.answers.set(path, body);
    const log = { ...body, log_id, about: 'talk', received_at: body.occurred_at, version: 1 };
    this.model.things.set(`/selfcare_logs/${log_id}`, { value: log, version: 1 });
    const advice = body.heaviness === 'heavy' ? [{ kind: 'heavy_talk', rest_until: null }] : [];
    return json({ log, capacity: { limit: null, advice }, consultation: null });
  }

  private list(path: string, query: URLSearchParams): Response {
    const [from, to] = [query.get('from') ?? '', query.get('to') ?? ''];
    const items = [...this.model.things]
      .filter(([object]) => object.startsWith(`${path}/`))
      .map(([object]) => this.model.handle('get', object, {}).value as Json)
      .filter((value) => String(value.local_date) >= from && String(value.local_date) <= to);
    return json({ items, next_cursor: null });
  }
}

function json(value: unknown, status = 200, etag: string | null = null): Response {
  const headers = new Headers({ 'Content-Type': 'application/json' });
  if (etag) headers.set('ETag', etag);
  return new Response(JSON.stringify(value), { status, headers });
}

function refuse(status: number, type: string, errors?: object[]): Response {
  const { problem: body } = problem(status, type);
  return new Response(JSON.stringify({ ...body, type: `/problems/${type}`, errors }), {
    status,
    headers: { 'Content-Type': 'application/problem+json' },
  });
}
