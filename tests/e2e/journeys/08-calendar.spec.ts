import type { House } from '../support/house.ts';
import { button, link, member, network, open, sees, title, workerReady } from '../support/steps.ts';
import { expect, test } from '../support/test.ts';

const HOUR = 3_600_000;

/** A moment on the facility's clock, as staff write it. */
function at(hours: number): { starts_on: string; starts_at: string } {
  const text = new Date(Date.now() + hours * HOUR).toLocaleString('sv-SE', { timeZone: 'Asia/Tokyo' });
  return { starts_on: text.slice(0, 10), starts_at: text.slice(11, 16) };
}

interface Place {
  path: string;
  route: string;
}

async function gathering(house: House, hours: number, more: object = {}): Promise<Place> {
  const body = {
    ...{ kind: 'meeting', title: 'おしゃべり会', minutes: 60, place: '1階の相談室' },
    ...{ what_happens: ['あいさつをします。', '話したい人が話します。'], ...at(hours), ...more },
  };
  const made = await house.call('POST', '/gatherings', { token: house.admin.token, body });
  expect(made.status).toBe(201);
  const { gathering_id, starts_on } = made.body;
  return {
    path: `/gatherings/${gathering_id}/occurrences/${starts_on}`,
    route: `/gathering/${gathering_id}/${starts_on}`,
  };
}

async function change(house: House, { path }: Place, body: object): Promise<void> {
  const { token } = house.admin;
  const { etag } = await house.call('GET', path, { token });
  expect((await house.call('PATCH', path, { token, body, etag: etag ?? '' })).status).toBe(200);
}

/** What the server holds of somebody's own answers. */
// biome-ignore lint: what a server says is not known before it is looked at
async function answers(house: House, token: string): Promise<any[]> {
  const [from, to] = [at(-48).starts_on, at(480).starts_on];
  return (await house.call('GET', `/me/participations?from=${from}&to=${to}`, { token })).body.items;
}

test('a shy member chooses 聞くだけ, sees that the place changed and why, comes late, gives one chip', async ({
  ready,
  device,
}) => {
  const place = await gathering(ready, 26);
  const haru = await member(ready, await device(ready));
  const { page } = haru;

  // Two taps from home: the gathering, then the way to take part.
  await page.getByRole('link', { name: /おしゃべり会/ }).click();
  await expect(title(page)).toHaveText('おしゃべり会');
  await sees(page, '話したい人が話します。');
  await page.getByRole('radio', { name: /^聞くだけ/ }).check();
  await sees(page, '「聞くだけ」にしました。');
  await expect(page.getByRole('switch', { name: /名前を出す/ })).not.toBeChecked();
  await expect.poll(async () => (await answers(ready, haru.token())).map(({ mode, shown }) => [mode, shown])).toEqual([
    ['listen', false],
  ]);

  await change(ready, place, { place: '2階の和室', reason: '相談室の工事のためです。' });
  // Away from the gathering before the news is there, or it would count as seen.
  await open(page, '/plans');
  await expect(title(page)).toHaveText('予定');
  await page.reload();
  await sees(page, 'まだ見ていません');
  await sees(page, '相談室の工事のためです。');
  await sees(page, 'わたし: 聞くだけ');
  await page.getByRole('link', { name: /おしゃべり会/ }).click();
  await sees(page, '変わったところがあります');
  await sees(page, '1階の相談室');
  await sees(page, '2階の和室');
  await link(page, 'もどる').click();
  await sees(page, '変わりました');
  await expect(page.locator('body')).not.toContainText('まだ見ていません');

  // Afterwards: coming late is as good as any other answer.
  await change(ready, place, { ...at(-3), reason: '早くはじめることになりました。' });
  await page.reload();
  await open(page, place.route);
  await page.getByRole('radio', { name: '途中から・途中まで' }).check();
  await page.getByRole('checkbox', { name: '聞けた' }).check();
  await expect.poll(async () => (await answers(ready, haru.token())).map(({ attended }) => attended)).toEqual(['partly']);
  const mine = async () => (await ready.call('GET', place.path, { token: haru.token() })).body.my_reflection;
  await expect.poll(mine).toEqual(['could_listen']);
  expect((await ready.call('GET', place.path, { token: ready.admin.token })).body.my_reflection).toBeNull();
  await page.reload();
  await expect(page.getByRole('radio', { name: '途中から・途中まで' })).toBeChecked();
  await expect(page.getByRole('checkbox', { name: '聞けた' })).toBeChecked();
});

test('answers given without a network are kept, shown as waiting, and sent once with the last word', async ({
  ready,
  device,
}) => {
  const place = await gathering(ready, 30);
  const haru = await member(ready, await device(ready));
  const { page } = haru;
  await workerReady(page);
  await open(page, place.route);
  await expect(title(page)).toHaveText('おしゃべり会');
  const puts: string[] = [];
  page.on('request', (request) => {
    if (/\/participation$/.test(request.url())) puts.push(request.method());
  });

  await network(haru, false);
  await page.getByRole('radio', { name: /^話す/ }).check();
  await sees(page, 'まだ送っていません。');
  await button(page, 'やめる(理由はいりません)').click();
  await sees(page, 'やめました。また選べます。');
  await page.getByRole('radio', { name: /^聞くだけ/ }).check();
  // Said when it is kept; a reload in the very moment of a tap may come before.
  await sees(page, '「聞くだけ」にしました。');
  await page.reload();
  await network(haru, false);
  await expect(page.getByRole('radio', { name: /^聞くだけ/ })).toBeChecked();
  await sees(page, 'まだ送っていません。');
  await sees(page, 'の情報です。');
  expect(await answers(ready, haru.token())).toEqual([]);

  puts.length = 0;
  await network(haru, true);
  await expect.poll(async () => (await answers(ready, haru.token())).map(({ mode }) => mode)).toEqual(['listen']);
  await expect(page.locator('body')).not.toContainText('まだ送っていません。');
  expect(puts).toEqual(['PUT']);
});

test('a gathering that was called off meanwhile: the answer waits in the tray with kind words', async ({
  ready,
  device,
}) => {
  const place = await gathering(ready, 30);
  const haru = await member(ready, await device(ready));
  const { page } = haru;
  await open(page, place.route);
  await expect(title(page)).toHaveText('おしゃべり会');
  await network(haru, false);
  await page.getByRole('radio', { name: /^話す/ }).check();
  const body = { scope: 'this', reason: '雨がつよいためです。' };
  const { token } = ready.admin;
  expect((await ready.call('POST', `${place.path}/cancellation`, { token, body })).status).toBe(200);
  await network(haru, true);
  await open(page, '/');
  await link(page, 'たしかめる').click();
  await sees(page, '集まりへの返事');
  await sees(page, 'この集まりは、中止になりました。');
  await button(page, 'これは送らない').click();
  await open(page, place.route);
  await sees(page, 'この集まりは中止です');
  await sees(page, '雨がつよいためです。');
});

test('a card is held up: told when there is a network, shown truthfully when there is none', async ({
  ready,
  device,
}) => {
  const place = await gathering(ready, -0.2, { watcher_id: ready.admin.person_id });
  const haru = await member(ready, await device(ready));
  const { page } = haru;
  await workerReady(page);
  await open(page, place.route);
  await button(page, '少し外へ').click();
  await sees(page, '送りました。まだ見ていないときは、この画面を見せてください。');
  const { token } = ready.admin;
  const signals = async () => (await ready.call('GET', `${place.path}/signals`, { token })).body.items;
  const [signal] = await signals();
  expect(signal.kind).toBe('step_out');
  const sight = `${place.path}/signals/${signal.signal_id}/sight`;
  expect((await ready.call('PUT', sight, { token })).status).toBe(200);
  await sees(page, '見た人がいます。');
  await button(page, 'とじる').click();

  await network(haru, false);
  await button(page, '見守りの人へ').click();
  await expect(page.getByRole('dialog')).toContainText('来てほしいです');
  await sees(page, 'つながっていません。この画面を見せてください。');
  await button(page, 'とじる').click();
  await network(haru, true);
  expect(await signals()).toHaveLength(1);
});

test('a member has an idea for a gathering; staff answer in words', async ({ ready, device }) => {
  const haru = await member(ready, await device(ready));
  const { page } = haru;
  await open(page, '/plans');
  await sees(page, 'いまは予定がありません。');
  await link(page, '集まりを提案する').click();
  await button(page, '職員に出す').click();
  await sees(page, '名前を書いてください。');
  await page.getByLabel('集まりの名前').fill('将棋の会');
  await page.getByLabel('いつ').fill(at(50).starts_on);
  await page.getByLabel('何時から').fill('14:00');
  await page.reload();
  await expect(page.getByLabel('集まりの名前')).toHaveValue('将棋の会');
  await button(page, '職員に出す').click();
  await sees(page, '職員が見ています');
  const { token } = ready.admin;
  const [idea] = (await ready.call('GET', '/gatherings?state=proposed', { token })).body.items;
  const body = { approved: true, message: 'いい会ですね。' };
  expect((await ready.call('POST', `/gatherings/${idea.gathering_id}/approval`, { token, body })).status).toBe(200);
  await page.reload();
  await sees(page, '予定に入りました');
  await sees(page, 'いい会ですね。');
  await open(page, '/notices');
  await page.getByRole('link', { name: /集まりの案に、返事があります/ }).click();
  await sees(page, 'いい会ですね。');
  await open(page, '/plans');
  await sees(page, '将棋の会');

  // Another idea, and second thoughts: it asks first, and staff have nothing to answer.
  await open(page, '/plans/propose');
  await page.getByLabel('集まりの名前').fill('花見の会');
  await page.getByLabel('いつ').fill(at(60).starts_on);
  await page.getByLabel('何時から').fill('14:00');
  await button(page, '職員に出す').click();
  await button(page, '取りさげる 花見の会').click();
  await sees(page, 'この提案を取りさげますか');
  await page.getByRole('dialog').getByRole('button', { name: '取りさげる' }).click();
  await sees(page, '自分で取りさげました。');
  expect((await ready.call('GET', '/gatherings?state=proposed', { token })).body.items).toEqual([]);
});

test('the list shows two weeks, and more at a tap; what has not changed is not sent again', async ({ ready, device }) => {
  await gathering(ready, 30, { title: 'ちかい会' });
  await gathering(ready, 24 * 20, { title: 'さきの会' });
  const { page } = await member(ready, await device(ready));
  await open(page, '/plans');
  await sees(page, 'ちかい会');
  await expect(page.locator('main')).not.toContainText('さきの会');
  await button(page, 'もっと先を見る').click();
  await sees(page, 'さきの会');
  await sees(page, 'ちかい会');

  const asked = page.waitForResponse((answer) => answer.url().includes('/occurrences?'));
  await page.reload();
  expect((await asked).status(), 'the phone names the copy it has').toBe(304);
  await sees(page, 'ちかい会');
  await gathering(ready, 31, { title: 'あたらしい会' });
  const again = page.waitForResponse((answer) => answer.url().includes('/occurrences?'));
  await page.reload();
  expect((await again).status()).toBe(200);
  await sees(page, 'あたらしい会');
});

test('a link for another calendar app: seen before it is made, read from outside, stopped in two taps', async ({
  ready,
  device,
}) => {
  await gathering(ready, 30, { title: '将棋の会' });
  const haru = await member(ready, await device(ready));
  const { page } = haru;
  await open(page, '/plans/feeds');
  const look = page.locator('.feed-look');
  await expect(look).toContainText('予定');
  await expect(look).not.toContainText('将棋の会');
  await page.getByRole('radio', { name: '名前まで' }).check();
  await expect(look).toContainText('将棋の会');
  await expect(look).not.toContainText('1階の相談室');
  await page.getByRole('radio', { name: '名前と場所まで' }).check();
  await expect(look).toContainText('1階の相談室');
  await button(page, 'リンクを作る').click();
  await sees(page, 'このリンクは、いまだけ見られます。');
  await expect(page.getByRole('link', { name: 'カレンダーアプリでひらく' })).toHaveAttribute('href', /^webcals?:/);
  const url = (await page.locator('.link-text').first().textContent()) ?? '';
  const path = new URL(url).pathname;
  const read = await fetch(`${ready.url}${path}`);
  expect(read.status).toBe(200);
  expect(await read.text()).toContain('SUMMARY:将棋の会');
  await page.reload();
  await expect(page.locator('body')).not.toContainText(path);
  await button(page, /を止める$/).click();
  await button(page, '止める').click();
  await sees(page, '止めました。');
  expect((await fetch(`${ready.url}${path}`)).status).toBe(404);
  await sees(page, 'まだ作っていません。');
});
