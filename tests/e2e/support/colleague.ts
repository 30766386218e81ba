import { randomUUID } from 'node:crypto';
import type { House, Person } from './house.ts';
import { button } from './steps.ts';
import type { Device } from './test.ts';
import { totp } from './totp.ts';

/** Somebody who works here, and how they sign in. */
export interface Colleague extends Person {
  nickname: string;
  login_name: string;
  secret: string;
}

const PASSWORD = 'ひざしのえんがわでお茶をのむ';

/** Another one of the staff, let in with a card. Their code of before was used for it: the one of now is for signing in. */
export async function colleague(house: House, nickname: string, login_name: string): Promise<Colleague> {
  const { code } = await house.invite({ role: 'staff' });
  const { secret } = (await house.call('GET', `/totp_secret?login_name=${login_name}`)).body;
  const credentials = { login_name, password: PASSWORD, totp_secret: secret, totp: totp(secret, -1) };
  const body = { code, nickname, language: 'ja', credentials };
  const { body: signed } = await house.call('POST', '/invitations/accept', { body });
  return { nickname, login_name, secret, token: signed.access_token, person_id: signed.me.person_id };
}

/** Signs a colleague in on a device that stands at a page of the staff. */
export async function signIn({ page }: Device, { login_name, secret }: Colleague): Promise<void> {
  await page.getByLabel('ログイン名').fill(login_name);
  await page.getByLabel('パスワード', { exact: true }).fill(PASSWORD);
  await page.getByLabel('6桁の確認番号').fill(totp(secret));
  await button(page, 'サインインする').click();
}

const day = (days: number) =>
  new Date(Date.now() + days * 86_400_000).toLocaleDateString('sv-SE', { timeZone: 'Asia/Tokyo' });

/** A call that has to go well. */
// biome-ignore lint: what a server says is not known before it is looked at
export async function must(house: House, method: string, path: string, token: string, body?: unknown): Promise<any> {
  const etag = method === 'PUT' ? ((await house.call('GET', path, { token })).etag ?? undefined) : undefined;
  const answer = await house.call(method, path, { token, body, etag });
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/** Writes down how somebody is, some days ago. */
export async function felt(house: House, token: string, mood: number, days = 0, more: object = {}): Promise<string> {
  const id = randomUUID();
  const occurred_at = new Date(Date.now() - days * 86_400_000).toISOString();
  const body = { mood, occurred_at, local_date: day(-days), ...more };
  const answer = await house.call('PUT', `/checkins/${id}`, { token, body });
  if (answer.status >= 300) throw new Error(`check-in: ${answer.status} ${JSON.stringify(answer.body)}`);
  return id;
}

/** Shows moods to staff, from some days ago on. */
export const shows = (house: House, token: string, days = 0) =>
  must(house, 'POST', '/share_grants', token, { shows: 'mood', from: day(-days), to: { kind: 'staff' } });

/** Lets somebody have a training that ends in some days. */
export const trained = (house: House, person_id: string, ends: number) =>
  must(house, 'POST', `/people/${person_id}/trainings`, house.admin.token, {
    ...{ kind: 'basic', title: 'ピアサポーター養成研修', held_on: day(-200), hours: 6, expires_on: day(ends) },
  });

/** Asks for staff, because nobody else is there. */
export async function asksForStaff(house: House, { token }: Pick<Person, 'token'>): Promise<string> {
  const body = { to: 'anyone', wish: 'listen', mode: 'in_person' };
  return (await must(house, 'POST', '/talk_requests', token, body)).talk_request?.talk_request_id;
}

/** A talk from the wish to its end. */
export async function talks(house: House, asker: Pick<Person, 'token'>, listener: Pick<Person, 'token'>): Promise<void> {
  await must(house, 'POST', '/talk_requests', asker.token, { to: 'anyone', wish: 'listen', mode: 'in_person' });
  const until = Date.now() + 20_000;
  for (;;) {
    const { items } = (await house.call('GET', '/me/offers', { token: listener.token })).body;
    const offer = items.find((one: { open: boolean }) => one.open);
    if (offer) {
      await must(house, 'POST', `/offers/${offer.offer_id}/acceptance`, listener.token, { in_minutes: 0 });
      for (const step of ['start', 'end']) {
        await must(house, 'POST', `/talks/${offer.talk_request_id}/${step}`, listener.token);
      }
      return;
    }
    if (Date.now() > until) throw new Error('nobody was asked');
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}

/** Somebody whose own red sign is there, and who said that staff be told. */
export async function wishesHello(house: House, { token }: Pick<Person, 'token'>): Promise<void> {
  const words = 'ごはんが食べられない';
  const { version: _, ...plan } = (await house.call('GET', '/me/comfort_plan', { token })).body;
  const signs = { ...plan.signs, red: [words] };
  await must(house, 'PUT', '/me/comfort_plan', token, { ...plan, signs, tell_staff: true });
  await felt(house, token, 1, 0, { signs: [{ level: 'red', words }] });
}
