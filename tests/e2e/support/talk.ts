import { type BrowserContext, expect, type Route } from '@playwright/test';
import type { House, Person } from './house.ts';

const HOUR = 3_600_000;
const WEEK = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'];

/** A time of day on the facility's clock, some hours from now. */
export function clock(hours: number): string {
  return new Date(Date.now() + hours * HOUR).toLocaleTimeString('sv-SE', { timeZone: 'Asia/Tokyo' }).slice(0, 5);
}

/** Lets the house be awake at whatever hour the test runs: night and lunch are far away, timers short, requests many. */
export async function awake(house: House, more: object = {}): Promise<void> {
  const token = house.admin.token;
  const { body, etag } = await house.call('GET', '/talk_settings', { token });
  const { version: _, ...settings } = body;
  const changed = {
    ...{ ...settings, quiet_hours: { starts_at: clock(8), ends_at: clock(9) }, attempts_a_day: 10 },
    ...{ lunch: { starts_at: clock(10), ends_at: clock(10.5) }, staff_place: '1階の事務所', phone: '06-1234-5678' },
    staff_hours: WEEK.map((weekday) => ({ weekday, starts_at: '00:00', ends_at: '23:59' })),
    timers: { ...settings.timers, offer: 60, search: 60, staff: 60 },
    caps: { ...settings.caps, first_talks: 0, gap: 600, talks_a_day: 4 },
    ...more,
  };
  const answer = await house.call('PUT', '/talk_settings', { token, body: changed, etag: etag ?? '' });
  if (answer.status !== 200) throw new Error(`talk settings: ${JSON.stringify(answer.body)}`);
}

/** Who is signed in on a phone, once its app has asked for its first token. */
export async function idOf(house: House, token: () => string): Promise<string> {
  await expect.poll(token).not.toBe('');
  return (await house.call('GET', '/me', { token: token() })).body.person_id;
}

/** Makes somebody a supporter. */
export async function asSupporter(house: House, person_id: string): Promise<void> {
  const path = `/people/${person_id}/roles/supporter`;
  const answer = await house.call('PUT', path, { token: house.admin.token });
  if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
}

/** Lets a supporter listen for an hour. */
export async function listens(house: House, { token }: Pick<Person, 'token'>, more: object = {}): Promise<void> {
  const until = new Date(Date.now() + HOUR).toISOString();
  const body = { until, modes: ['in_person'], style: 'talk', topics: ['sleep'], place: '2階のソファ', ...more };
  const answer = await house.call('PUT', '/me/availability', { token, body });
  if (answer.status !== 200) throw new Error(`availability: ${answer.status} ${JSON.stringify(answer.body)}`);
}

/** Answers that stand in for the server's, by path: a body, a refusal with its status, or `null` for no answer at all. */
export class Said {
  readonly #answers = new Map<string, unknown>();

  static async to(context: BrowserContext): Promise<Said> {
    const said = new Said();
    await context.route('**/api/v1/**', (route) => said.#pass(route));
    return said;
  }

  say(answers: Record<string, unknown>): void {
    for (const [path, answer] of Object.entries(answers)) this.#answers.set(path, answer);
  }

  silence(): void {
    this.#answers.clear();
  }

  async #pass(route: Route): Promise<void> {
    const url = new URL(route.request().url());
    const name = `${route.request().method()} ${url.pathname.replace('/api/v1', '')}${url.search}`;
    if (!this.#answers.has(name)) return route.fallback();
    const answer = this.#answers.get(name);
    if (answer === null) return route.abort();
    if (answer === undefined) return route.fulfill({ status: 204 });
    const { problem, status } = answer as { problem?: string; status?: number };
    if (!problem) return route.fulfill({ json: answer });
    return route.fulfill({
      status: status ?? 409,
      contentType: 'application/problem+json',
      body: JSON.stringify({ type: `/problems/${problem}`, title: problem, status: status ?? 409 }),
    });
  }
}
