import type { House } from '../support/house.ts';
import { deliver, shown, tapShown, withPush } from '../support/push.ts';
import { button, choose, link, member, open, sees, title, workerReady } from '../support/steps.ts';
import { awake, Said } from '../support/talk.ts';
import { at, id } from '../support/talk-answers.ts';
import { type Device, expect, test } from '../support/test.ts';

type Open = (house: House, path?: string) => Promise<Device>;

const PHONES = '/me/push_subscriptions';

/** A member on a phone whose browser can be told. */
async function told(house: House, device: Open): Promise<Device> {
  const haru = await device(house);
  await withPush(haru);
  return member(house, haru);
}

const phones = async (house: House, { token }: Device) =>
  (await house.call('GET', PHONES, { token: token() })).body.items;

test('a phone is told only after a tap; what is chosen stays chosen, and who leaves is told nothing more', async ({
  ready,
  device,
}) => {
  const haru = await told(ready, device);
  const { page } = haru;
  await workerReady(page);
  expect(await phones(ready, haru)).toEqual([]);
  await open(page, '/settings');
  await page.getByRole('link', { name: /^お知らせ/ }).click();
  await sees(page, '画面には「お知らせがあります」とだけ出ます。');
  await sees(page, 'このスマホには、知らせていません。');
  await button(page, 'このスマホに知らせる').click();
  await expect(button(page, 'ためしに送る')).toBeVisible();
  await sees(page, '下で、知らせてほしいことをえらべます。');
  const [mine] = await phones(ready, haru);
  expect([mine.service, mine.this_device, mine.state]).toEqual(['fcm.googleapis.com', true, 'active']);

  // Nothing is chosen at first, and nights are quiet.
  await expect(page.getByRole('switch', { checked: true })).toHaveCount(1);
  await expect(page.getByLabel('はじめ')).toHaveValue('21:00');
  await choose(page, '行く集まりの1時間前');
  await choose(page, '気分を書く時間');
  await page.getByLabel('知らせる時刻').fill('19:30');
  await choose(page, 'きょうは送らない');
  const settings = async () => (await ready.call('GET', '/me/notice_settings', { token: haru.token() })).body;
  await expect.poll(settings).toMatchObject({
    ...{ about: ['gathering_reminders', 'checkin_time'], checkin_at: '19:30', not_today: true },
    quiet: { from: '21:00', until: '08:00' },
  });
  await page.reload();
  await expect(page.getByRole('switch', { name: '行く集まりの1時間前' })).toBeChecked();
  await expect(page.getByLabel('知らせる時刻')).toHaveValue('19:30');
  await expect(page.getByRole('switch', { name: 'きょうは送らない' })).toBeChecked();
  await expect(button(page, 'ためしに送る')).toBeVisible();

  // The browser moved to another address: the server knows by the next start, under the same id.
  await page.evaluate(() => {
    const [key = ''] = Object.keys(localStorage).filter((one) => one.includes('told'));
    const kept = JSON.parse(localStorage.getItem(key) ?? '{}');
    localStorage.setItem(key, JSON.stringify({ ...kept, endpoint: 'https://web.push.apple.com/moved' }));
  });
  await page.reload();
  await expect.poll(async () => (await phones(ready, haru)).map((one: { service: string }) => one.service)).toEqual([
    'web.push.apple.com',
  ]);
  expect((await phones(ready, haru))[0].subscription_id).toBe(mine.subscription_id);

  const { token } = { token: haru.token() };
  await open(page, '/settings/leave');
  await button(page, 'この電話から出る').click();
  await sees(page, 'ようこそ。');
  expect(await page.evaluate(async () => (await navigator.serviceWorker.ready).pushManager.getSubscription())).toBeNull();
  // The access token of before is of no use any more either.
  expect((await ready.call('GET', PHONES, { token })).status).toBe(401);
});

test('what there is to hear of: counted on home, in plain words, and a tap leads there', async ({ ready, device }) => {
  await awake(ready);
  const haru = await member(ready, await device(ready));
  const { page } = haru;
  await open(page, '/notices');
  await sees(page, 'まだ、お知らせはありません。');
  const body = { to: 'anyone', wish: 'listen', mode: 'in_person' };
  const asked = await ready.call('POST', '/talk_requests', { token: haru.token(), body });
  expect(asked.status).toBeLessThan(300);
  // Nobody listens, so staff know at once; the list hears of it by itself.
  await sees(page, '話したいことが、職員に伝わりました。');
  await sees(page, 'まだ読んでいません。');
  await expect(page.locator('body')).not.toContainText('スマホには届きませんでした。');
  await open(page, '/');
  const bell = page.getByRole('link', { name: /お知らせ.*まだ読んでいないものが1件あります。/ });
  await bell.click();
  await page.getByRole('link', { name: /職員に伝わりました/ }).click();
  await expect(title(page)).toHaveText('職員に伝えました。');
  expect(new URL(page.url()).hash).toBe('#/talk/waiting');
  // One step back is the list: the way of the notice is no page of its own.
  await page.goBack();
  await expect(title(page)).toHaveText('お知らせ');
  await expect(page.locator('.notice')).toHaveCount(1);
  await expect(page.locator('.notice-fresh')).toHaveCount(0);
  await expect(button(page, 'ぜんぶ読んだ')).toHaveCount(0);

  const meets = `/talk_requests/${asked.body.talk_request_id}/meeting`;
  const met = await ready.call('POST', meets, { token: ready.admin.token, body: { in_minutes: 5 } });
  expect(met.status, JSON.stringify(met.body)).toBeLessThan(300);
  await sees(page, '話せる人が見つかりました。');
  await button(page, 'ぜんぶ読んだ').click();
  await sees(page, 'ぜんぶ読みました。');
  await expect(page.locator('.notice-fresh')).toHaveCount(0);
  const { unread } = (await ready.call('GET', '/me/notices', { token: haru.token() })).body;
  expect(unread).toBe(0);
});

test('whether to tell this phone is asked where it is of use, once', async ({ ready, device }) => {
  await awake(ready);
  const haru = await told(ready, device);
  const { page } = haru;
  await workerReady(page);
  await open(page, '/talk');
  await link(page, '話したいと伝える').click();
  await button(page, '伝える').click();
  await sees(page, '話せる人が見つかったら、このスマホに知らせますか。');
  await button(page, '知らせる').click();
  await sees(page, 'このスマホに知らせます。');
  await expect(button(page, 'いまはいい')).toHaveCount(0);
  const { about } = (await ready.call('GET', '/me/notice_settings', { token: haru.token() })).body;
  expect(about).toEqual(['talk_answers']);
  expect(await phones(ready, haru)).toHaveLength(1);
  await page.reload();
  await expect(title(page)).toHaveText('職員に伝えました。');
  await page.waitForTimeout(1_500);
  await expect(button(page, '知らせる')).toHaveCount(0);
});

test('a no is as good as a yes: asked once at a gathering, and a change of it leads there', async ({ ready, device }) => {
  const [starts_on = '', time = ''] = new Date(Date.now() + 26 * 3_600_000)
    .toLocaleString('sv-SE', { timeZone: 'Asia/Tokyo' })
    .split(' ');
  const token = ready.admin.token;
  const body = {
    ...{ kind: 'meeting', title: 'おしゃべり会', minutes: 60, place: '1階の相談室', what_happens: [] },
    ...{ starts_on, starts_at: time.slice(0, 5) },
  };
  const { gathering_id } = (await ready.call('POST', '/gatherings', { token, body })).body;
  const haru = await told(ready, device);
  const { page } = haru;
  await open(page, `/gathering/${gathering_id}/${starts_on}`);
  await expect(page.getByRole('radio', { name: /^聞くだけ/ })).toBeVisible();
  await expect(button(page, 'いまはいい')).toHaveCount(0);
  await page.getByRole('radio', { name: /^聞くだけ/ }).check();
  await sees(page, '集まりが変わったら、このスマホに知らせますか。');
  await button(page, 'いまはいい').click();
  await sees(page, '設定の「お知らせ」で、あとから決められます。');
  await expect(button(page, 'いまはいい')).toHaveCount(0);
  expect((await ready.call('GET', '/me/notice_settings', { token: haru.token() })).body.about).toEqual([]);
  expect(await phones(ready, haru)).toEqual([]);

  const place = `/gatherings/${gathering_id}/occurrences/${starts_on}`;
  const { etag } = await ready.call('GET', place, { token });
  const change = { reason: '部屋がうまっていたため', place: '2階の和室' };
  expect((await ready.call('PATCH', place, { token, body: change, etag: etag ?? '' })).status).toBe(200);
  await open(page, '/notices');
  await page.getByRole('link', { name: /集まりの予定が変わりました。/ }).click();
  await expect(title(page)).toHaveText('おしゃべり会');
  await sees(page, '2階の和室');
  await page.waitForTimeout(1_000);
  await expect(button(page, 'いまはいい')).toHaveCount(0);
});

test('the worker shows what came, in fixed words, and a tap leads to what it is about', async ({ ready, device }) => {
  await awake(ready);
  const haru = await told(ready, device);
  const { page } = haru;
  await workerReady(page);
  await open(page, '/settings/notices');
  await button(page, 'このスマホに知らせる').click();
  await expect(button(page, 'ためしに送る')).toBeVisible();
  await open(page, '/');

  await deliver(page, { notice: id(1), title: 'You have a notice', lang: 'en' });
  await expect
    .poll(() => shown(page))
    .toEqual([{ title: 'You have a notice', lang: 'en', tag: 'engawa', leads: `/notices/${id(1)}` }]);
  // What cannot be read is shown in the language of this phone, and one stands in the place of the other.
  await deliver(page, 'ありえない');
  await expect
    .poll(() => shown(page))
    .toEqual([{ title: 'お知らせがあります', lang: 'ja', tag: 'engawa', leads: '/notices' }]);

  const body = { to: 'anyone', wish: 'listen', mode: 'in_person' };
  expect((await ready.call('POST', '/talk_requests', { token: haru.token(), body })).status).toBeLessThan(300);
  const [notice] = (await ready.call('GET', '/me/notices', { token: haru.token() })).body.items;
  await deliver(page, { notice: notice.notice_id });
  await expect.poll(async () => (await shown(page))[0]?.leads).toBe(`/notices/${notice.notice_id}`);
  await tapShown(haru);
  await expect(title(page)).toHaveText('職員に伝えました。');
  expect(await shown(page)).toEqual([]);
  const read = async () => (await ready.call('GET', '/me/notices', { token: haru.token() })).body.unread;
  await expect.poll(read).toBe(0);

  // A phone that shows notices by itself opens the address of one; so does a tap when no page is open.
  await page.goto('about:blank');
  await page.goto(`/#/notices/${notice.notice_id}`);
  await expect(title(page)).toHaveText('職員に伝えました。');
});

test('a try is followed step by step, and it is said when it did not arrive', async ({ ready, device }) => {
  const haru = await told(ready, device);
  const { page, context } = haru;
  await workerReady(page);
  await open(page, '/settings/notices');
  await button(page, 'このスマホに知らせる').click();
  await expect(button(page, 'ためしに送る')).toBeVisible();
  const [{ subscription_id }] = await phones(ready, haru);
  const said = await Said.to(context);
  const path = `${PHONES}/${subscription_id}/test`;
  const queued = { notice_id: id(7), state: 'queued', reason: null, asked_at: at(0), settled_at: null };
  said.say({ [`POST ${path}`]: queued, [`GET ${path}`]: queued });

  await button(page, 'ためしに送る').click();
  await sees(page, '送るじゅんびができました');
  await sees(page, 'Googleのサービスに送っています');
  said.say({ [`GET ${path}`]: { ...queued, state: 'accepted', settled_at: at(0) } });
  await sees(page, 'Googleのサービスに届きました');
  await sees(page, 'このスマホに出るのを待っています');
  await deliver(page, { notice: id(7) });
  await sees(page, 'このスマホに出ました');
  await sees(page, 'このスマホに届きます。');

  said.say({
    [`POST ${path}`]: { ...queued, notice_id: id(8) },
    [`GET ${path}`]: { ...queued, notice_id: id(8), state: 'failed', reason: 'unreachable', settled_at: at(0) },
  });
  await button(page, 'もういちどためす').click();
  await sees(page, 'Googleのサービスにつながりませんでした。');
  await expect(button(page, 'もういちどためす')).toBeVisible();

  // Stopped from another phone of theirs: this one lets go, too, and says so.
  said.silence();
  await ready.call('DELETE', `${PHONES}/${subscription_id}`, { token: haru.token() });
  await page.reload();
  await sees(page, 'このスマホには、知らせていません。');
  await expect(button(page, 'このスマホに知らせる')).toBeVisible();
});
