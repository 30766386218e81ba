import type { House } from '../support/house.ts';
import { button, choose, joinWith, link, member, network, open, sees, staffAt, title, workerReady } from '../support/steps.ts';
import { asSupporter, awake, idOf, listens } from '../support/talk.ts';
import { type Device, expect, test } from '../support/test.ts';

type Open = (house: House, path?: string) => Promise<Device>;

const DAY = 86_400_000;

/** A supporter on a phone, at home. */
async function supporter(house: House, device: Open, nickname: string): Promise<Device> {
  const one = await device(house);
  await joinWith(one.page, await house.invite(), nickname);
  await asSupporter(house, await idOf(house, one.token));
  await one.page.reload();
  await expect(link(one.page, 'じぶんの手入れ')).toBeVisible();
  return one;
}

/** Nothing but what somebody says themselves lets a supporter rest. */
const restless = { caps: { talks_a_day: 4, minutes_a_week: 120, gap: 600, first_talks: 0 } };

/** A talk from the wish to its last step, without a browser for the one who asks. */
async function talked(house: House, listener: Device, asker: { token: string }, steps = ['start', 'end']): Promise<string> {
  const body = { to: 'anyone', wish: 'listen', mode: 'in_person' };
  const asked = await house.call('POST', '/talk_requests', { token: asker.token, body });
  expect(asked.status).toBeLessThan(300);
  const token = listener.token();
  await expect
    .poll(async () => (await house.call('GET', '/me/offers', { token })).body.items.length, { timeout: 20_000 })
    .toBeGreaterThan(0);
  const [offer] = (await house.call('GET', '/me/offers', { token })).body.items;
  const yes = await house.call('POST', `/offers/${offer.offer_id}/acceptance`, { token, body: { in_minutes: 0 } });
  expect(yes.status).toBeLessThan(300);
  const talk = `/talks/${offer.talk_request_id}`;
  for (const step of steps) {
    expect((await house.call('POST', `${talk}/${step}`, { token })).status).toBeLessThan(300);
  }
  return offer.talk_request_id;
}

test('a heavy talk: four taps to a rest, gone from the list on another phone, and a talk with staff that is held', async ({
  ready,
  device,
}) => {
  test.setTimeout(150_000);
  await awake(ready, restless);
  const sora = await supporter(ready, device, 'そら');
  await listens(ready, { token: sora.token() });
  await talked(ready, sora, await ready.member('なぎ'));
  ready.passGap();
  await listens(ready, { token: sora.token() });

  const haru = await member(ready, await device(ready));
  await open(haru.page, '/talk');
  await expect(haru.page.locator('.person')).toHaveCount(1);

  // Four taps: open, おもい, きろくする, お休みにする.
  const { page } = sora;
  await page.reload();
  await link(page, 'いまのようすを書く').click();
  await expect(title(page)).toHaveText('おつかれさまでした');
  await expect(page.locator('main textarea, main input[type=text]')).toHaveCount(0);
  await choose(page, 'おもい');
  await button(page, 'きろくする').click();
  await sees(page, 'きょう、重い話が1回ありました。');
  await sees(page, '2時間お休みにしますか。');
  await button(page, '2時間お休みにする').click();
  await sees(page, 'お休みにしました。');
  await expect(haru.page.locator('.person')).toHaveCount(0, { timeout: 5_000 });
  await sees(haru.page, 'いまは、みんなお休みの時間です。');

  // The log is theirs alone; nobody else is told why they rest.
  await open(page, '/support/log');
  await sees(page, 'いまのこころの重さ: おもい');
  const load = await ready.call('GET', '/dashboard/load', { token: ready.admin.token });
  expect(JSON.stringify(load.body)).not.toContain('heavy');
  expect(load.body.items.map((one: { nickname: string; spare: unknown }) => [one.nickname, one.spare])).toEqual([
    ['そら', null],
  ]);

  await open(page, '/support/week');
  await sees(page, 'まで、お休みです。');
  await button(page, 'お休みをおわりにする').click();
  await sees(page, '話せる日にもどりました。');

  // A talk with staff: asked, offered, agreed, held, and taken home in own words.
  await open(page, '/support/consultation');
  await choose(page, '線引きのこと');
  await page.getByLabel('職員へのことば').fill('ことわりかたを、いっしょに考えたいです。');
  await button(page, '申しこむ').click();
  await sees(page, '職員の返事を待っています。');
  const { token } = ready.admin;
  const [asked] = (await ready.call('GET', '/consultations', { token })).body.items;
  expect([asked.supporter.nickname, asked.words]).toEqual(['そら', 'ことわりかたを、いっしょに考えたいです。']);
  const at = `/consultations/${asked.consultation_id}`;
  const times = [2, 3].map((days) => new Date(Math.floor(Date.now() / DAY) * DAY + days * DAY + 5 * 3_600_000).toISOString());
  expect((await ready.call('POST', `${at}/answer`, { token, body: { times } })).status).toBe(200);
  await sees(page, '日時をえらんでください。');
  await page.getByRole('button', { name: /午後2時/ }).first().click();
  await sees(page, '山野さんと話します。');
  await button(page, '話しました').click();
  await page.getByLabel('持ち帰ること').fill('ひとりで決めなくてよい。');
  await button(page, 'おわりにする').click();
  await sees(page, 'おわった面談');
  await sees(page, 'ひとりで決めなくてよい。');
  const told = await ready.call('GET', '/consultations', { token });
  expect(told.body.items[0]).toMatchObject({ state: 'closed', held: true });
  expect(JSON.stringify(told.body)).not.toContain('ひとりで決めなくてよい');
});

test('skipping is thanked in the same words, and the talk asks no more', async ({ ready, device }) => {
  await awake(ready, restless);
  const sora = await supporter(ready, device, 'そら');
  await listens(ready, { token: sora.token() });
  await talked(ready, sora, await ready.member('なぎ'));
  const { page } = sora;
  await page.reload();
  await link(page, 'いまのようすを書く').click();
  await button(page, 'とばす').click();
  await expect(title(page)).toHaveText('おつかれさまでした');
  await sees(page, 'ゆっくりしてください。');
  await link(page, 'きょうの画面へ').click();
  await expect(link(page, 'じぶんの手入れ')).toBeVisible();
  await expect(link(page, 'いまのようすを書く')).toHaveCount(0);
  const logs = await ready.call('GET', '/selfcare_logs?from=2020-01-01&to=2020-01-02', { token: sora.token() });
  expect(logs.body.items).toEqual([]);
});

test('whoever brings staff in has a moment for themselves too, at once and for the days after', async ({ ready, device }) => {
  await awake(ready, restless);
  const sora = await supporter(ready, device, 'そら');
  await listens(ready, { token: sora.token() });
  const talk = await talked(ready, sora, await ready.member('なぎ'), ['start']);
  const { page } = sora;
  await page.reload();
  await button(page, '職員につなぐ').click();
  await button(page, '職員に伝える').click();
  await expect(link(page, 'いまのようすを書く')).toBeVisible();

  // The app was closed before it was written: it is found with the other things for oneself.
  await page.reload();
  await link(page, 'じぶんの手入れ').click();
  await page.locator(`main a[href="#/support/after/${talk}"]`).click();
  await choose(page, 'おもい');
  await button(page, 'きろくする').click();
  await sees(page, '2時間お休みにしますか。');
  await open(page, '/support/care');
  await expect(title(page)).toHaveText('じぶんの手入れ');
  await expect(page.locator('main a[href^="#/support/after"]')).toHaveCount(0);
});

test('a log without a network: two taps, kept, sent once, taken back; cards are there too', async ({ ready, device }) => {
  const sora = await supporter(ready, device, 'そら');
  const { page } = sora;
  await workerReady(page);
  await network(sora, false);
  await open(page, '/support/log');
  await choose(page, 'すこし');
  // A finger that shakes taps twice: one log, and no word about the empty form after it.
  await button(page, 'きろくする').dblclick({ delay: 90 });
  await sees(page, '記録しました。');
  await sees(page, 'いまの元気: すこし');
  await expect(page.locator('form > .card > .problem:not(:empty)')).toHaveCount(0);
  await open(page, '/support/cards');
  await sees(page, 'きょうは、ここまでにしてもいいですか。');
  await link(page, 'つらいと言われたとき').click();
  await button(page, '「何もしたくないんだね」と返す').click();
  await sees(page, '自分のことばが返ると、届いたとわかります。');

  await network(sora, true);
  const today = new Date().toLocaleDateString('sv-SE', { timeZone: 'Asia/Tokyo' });
  const mine = async () =>
    (await ready.call('GET', `/selfcare_logs?from=${today}&to=${today}`, { token: sora.token() })).body.items;
  await expect.poll(async () => (await mine()).map((one: { energy: number }) => one.energy)).toEqual([2]);
  await open(page, '/support/log');
  await button(page, /けす$/).click();
  await button(page, '元にもどす').click();
  await sees(page, 'いまの元気: すこし');
});

test('own limits go down and never above the facility; what staff see is agreed first', async ({ ready, device }) => {
  await awake(ready);
  const sora = await supporter(ready, device, 'そら');
  const { page } = sora;
  await open(page, '/support/week');
  await sees(page, '0分です。めやすは');
  await button(page, '1日の回数 へらす').click();
  await sees(page, '保存しました。');
  await sees(page, '3回');
  await choose(page, /余力を職員に見せる/);
  const spare = async () =>
    (await ready.call('GET', '/dashboard/load', { token: ready.admin.token })).body.items[0].spare;
  await expect.poll(spare).toBe('free');
  await button(page, 'もどるまで').click();
  await sees(page, 'もどるまで、お休みです。');
  await expect.poll(spare).toBe('resting');
  const capacity = await ready.call('GET', '/me/capacity', { token: sora.token() });
  expect(capacity.body.own.talks_a_day).toBe(3);
  expect(capacity.body.now.talks_a_day).toBe(3);
});

test('staff offer times in two taps, and see when they are agreed; never what was written for oneself', async ({
  ready,
  device,
}) => {
  await awake(ready);
  const sora = await supporter(ready, device, 'そら');
  const today = new Date().toLocaleDateString('sv-SE', { timeZone: 'Asia/Tokyo' });
  const log = { energy: 1, note: 'だれにも見せないメモ', occurred_at: new Date().toISOString(), local_date: today };
  const id = '0199a5b0-0000-7000-8000-0000000000aa';
  expect((await ready.call('PUT', `/selfcare_logs/${id}`, { token: sora.token(), body: log })).status).toBe(201);
  const body = { about: 'myself', words: '少し話したいです。' };
  expect((await ready.call('POST', '/consultations', { token: sora.token(), body })).status).toBe(201);

  const { page } = await staffAt(ready, device, '/staff/care');
  await sees(page, 'そら');
  await sees(page, '余力は、見せていません。');
  await page.getByRole('link', { name: '面談を見る' }).click();
  await sees(page, '少し話したいです。');
  await expect(page.locator('body')).not.toContainText('だれにも見せないメモ');
  await button(page, 'そら 日時を返す').click();
  await button(page, '本人に返す').click();
  await sees(page, '本人がえらぶのを待っています');

  await open(sora.page, '/support/consultation');
  await sees(sora.page, '日時をえらんでください。');
  await sora.page.getByRole('button', { name: /午後2時$/ }).click();
  await sees(sora.page, '山野さんと話します。');
  await sees(page, '14:00に話します');
  await button(page, 'そら 話しました').click();
  await button(page, 'おわりにする').click();
  await sees(page, 'この90日のあいだに、おわったもの');
  await sees(sora.page, 'おわった面談');
});

/** The smallest file that is a PDF: a catalogue without pages, and where to find it. */
function emptyPdf(): Buffer {
  const body =
    '%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n' +
    '2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n';
  const end = 'xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Root 1 0 R /Size 3 >>\nstartxref\n';
  return Buffer.from(`${body}${end}${body.length}\n%%EOF\n`);
}

test('from the first training to the first talk, which is for listening: the rule in words, a certificate, and only files that are one', async ({
  ready,
  device,
}) => {
  test.setTimeout(150_000);
  await awake(ready, { caps: { talks_a_day: 4, minutes_a_week: 120, gap: 600, first_talks: 5 } });
  const { token } = ready.admin;
  const rule = await ready.call('GET', '/listing_rule', { token });
  const body = { needed: [{ kind: 'basic', hours: 6 }] };
  expect((await ready.call('PUT', '/listing_rule', { token, body, etag: rule.etag ?? '' })).status).toBe(200);
  const sora = await supporter(ready, device, 'そら');
  const { page } = sora;
  await open(page, '/support');
  await sees(page, '研修がそろうと、一覧に出られます。');
  await open(page, '/support/path');
  await sees(page, '基礎研修を6時間');
  await button(page, '書きたす').click();
  await sees(page, '名前を書いてください。');
  await page.getByLabel('名前').fill('ピアサポート基礎研修');
  await page.getByLabel('受けた日').fill('2026-06-01');
  await page.getByLabel('時間', { exact: true }).fill('６');
  await button(page, '書きたす').click();
  await sees(page, '決められた研修は、そろっています。');

  const file = page.locator('input[type=file]');
  await file.setInputFiles({ name: 'a.pdf', mimeType: 'application/pdf', buffer: Buffer.from('<html>') });
  await sees(page, 'かPDFをえらんでください。');
  await file.setInputFiles({ name: 'a.pdf', mimeType: 'application/pdf', buffer: emptyPdf() });
  await sees(page, '修了証をつけました。');
  const download = page.waitForEvent('download');
  await button(page, /修了証をひらく$/).click();
  expect((await download).suggestedFilename()).toBe('ピアサポート基礎研修.pdf');

  // Listed now. The first talks are for listening, whatever is wished; the list says so.
  await open(page, '/support');
  await sees(page, 'はじめのうちは「聞くだけ」です。');
  await button(page, '1時間、知らせる').click();
  await sees(page, '聞くだけ');
  const haru = await member(ready, await device(ready));
  await open(haru.page, '/talk');
  await expect(haru.page.locator('.person')).toHaveCount(1);
  await expect(haru.page.locator('.card', { has: haru.page.locator('.person') })).toContainText('聞くだけ');
  await haru.page.locator('.person').click();
  await sees(haru.page, '聞くだけ');
  await link(haru.page, '話したいと伝える').click();
  await sees(haru.page, '「聞くだけ」の時間です。');
  await button(haru.page, '伝える').click();
  await open(page, '/support');
  await button(page, 'いま話せます').click({ timeout: 20_000 });
  await button(page, '話しはじめました').click();
  await expect(title(haru.page)).toHaveText('そらさんと話しています', { timeout: 12_000 });
  await button(page, '話しおわりました').click();
  await sees(page, 'おつかれさまでした');
  await open(page, '/support/week');
  await sees(page, 'あと4回は「聞くだけ」です。');
});
