import type { House } from '../support/house.ts';
import { button, choose, joinWith, link, member, network, open, sees, title } from '../support/steps.ts';
import { asSupporter, awake, idOf, listens } from '../support/talk.ts';
import { type Device, expect, test } from '../support/test.ts';

type Open = (house: House, path?: string) => Promise<Device>;

/** A supporter on a phone, at home. */
async function supporter(house: House, device: Open, nickname: string): Promise<Device> {
  const one = await device(house);
  await joinWith(one.page, await house.invite(), nickname);
  await asSupporter(house, await idOf(house, one.token));
  await one.page.reload();
  await expect(link(one.page, '話せる時間を知らせる')).toBeVisible();
  return one;
}

const question = (one: Device) => one.page.getByRole('heading', { name: '話したい人がいます。' });

test('two pass, a third says yes: the asker sees only that somebody can talk, and the two talk and end', async ({
  ready,
  device,
}) => {
  test.setTimeout(150_000);
  await awake(ready);
  const [sora, yuzu, kei] = [
    await supporter(ready, device, 'そら'),
    await supporter(ready, device, 'ゆず'),
    await supporter(ready, device, 'けい'),
  ];
  // Two taps: the card on home, and the answer that is filled in already.
  await link(sora.page, '話せる時間を知らせる').click();
  await button(sora.page, '1時間、知らせる').click();
  await sees(sora.page, '自動で「お休み」にもどります。');
  await expect(button(sora.page, 'お休みにもどる')).toBeVisible();
  await listens(ready, { token: yuzu.token() });
  await listens(ready, { token: kei.token() });
  const haru = await member(ready, await device(ready));

  // Two taps from the list: anyone, and the answer that is filled in already.
  await open(haru.page, '/talk');
  await expect(haru.page.locator('.person')).toHaveCount(3);
  await link(haru.page, 'だれでもよい').click();
  await haru.page.getByText('ひとこと書く').click();
  await haru.page.getByLabel('ひとこと', { exact: true }).fill('夜に少しこわくなります。');
  await button(haru.page, '伝える').click();
  await expect(title(haru.page)).toHaveText('お願いをとどけました。');

  for (const one of [sora, yuzu]) {
    await open(one.page, '/support');
    await expect(question(one)).toBeVisible({ timeout: 20_000 });
    await expect(one.page.locator('body')).not.toContainText('夜に少しこわくなります。');
    await button(one.page, 'いまはむずかしい').click();
    await expect(question(one)).toHaveCount(0);
    await expect(title(haru.page)).toHaveText('お願いをとどけました。');
  }
  await open(kei.page, '/');
  await expect(question(kei)).toBeVisible({ timeout: 20_000 });
  await button(kei.page, 'いま話せます').click();
  await expect(kei.page.getByRole('heading', { name: 'ハルさんと話します' })).toBeVisible();
  await sees(kei.page, '夜に少しこわくなります。');

  await expect(title(haru.page)).toHaveText('けいさんが話せます。', { timeout: 12_000 });
  await sees(haru.page, '2階のソファ');
  await button(haru.page, '話しはじめました').click();
  await expect(title(haru.page)).toHaveText('けいさんと話しています');
  await expect(kei.page.getByRole('heading', { name: 'ハルさんと話しています' })).toBeVisible({ timeout: 20_000 });
  await sees(kei.page, '聴いてほしい');
  await kei.page.getByText('こまったときのことば').click();
  await sees(kei.page, 'いっしょに職員のところへ行きましょう。');
  await button(kei.page, '話しおわりました').click();
  await sees(kei.page, 'おつかれさまでした');

  await expect(title(haru.page)).toHaveText('話しおわりました。', { timeout: 12_000 });
  await choose(haru.page, '軽くなった');
  await sees(haru.page, '残しました。');

  // Not to meet again, from either side, also when nobody listens any more.
  await button(haru.page, 'この人とは会わない').click();
  await sees(haru.page, 'けいさんとは会いません。');
  await button(haru.page, '元にもどす').click();
  await sees(haru.page, '元にもどしました。');
  await button(kei.page, 'この人とは会わない').click();
  await sees(kei.page, 'ハルさんとは会いません。');
  await open(kei.page, '/talk/blocks');
  await sees(kei.page, 'ハル');
  await open(haru.page, '/');
  await expect(link(haru.page, 'ようすを見る')).toHaveCount(0);
});

test('nobody is there: staff are told, say that they come, and meet', async ({ ready, device }) => {
  await awake(ready);
  const haru = await member(ready, await device(ready));
  await open(haru.page, '/talk');
  await sees(haru.page, 'いまは、みんなお休みの時間です。');
  await sees(haru.page, 'あなたが悪いわけではありません。');
  await link(haru.page, '話したいと伝える').click();
  await button(haru.page, '伝える').click();
  await expect(title(haru.page)).toHaveText('職員に伝えました。');

  const staff = await ready.call('GET', '/talk_requests', { token: ready.admin.token });
  expect(staff.body.items.map((one: { asker: { nickname: string }; words: unknown }) => [one.asker.nickname, one.words])).toEqual([
    ['ハル', null],
  ]);
  const id = staff.body.items[0].talk_request_id;
  const { token } = ready.admin;
  const go = await ready.call('POST', `/talk_requests/${id}/meeting`, { token, body: { in_minutes: 0, place: '相談室' } });
  expect(go.status).toBe(204);
  await expect(title(haru.page)).toHaveText('職員の山野さんが声をかけます。', { timeout: 12_000 });
  await sees(haru.page, '相談室');
  await button(haru.page, '話しはじめました').click();
  await expect(title(haru.page)).toHaveText('山野さんと話しています');
  await button(haru.page, '話しおわりました').click();
  await expect(title(haru.page)).toHaveText('職員と話しおわりました。');
});

test('the server dies while somebody waits: within ten seconds the phone says so and shows the other ways', async ({
  ready,
  device,
}) => {
  await awake(ready);
  const kei = await ready.member('けい');
  await asSupporter(ready, kei.person_id);
  await listens(ready, kei);
  const haru = await member(ready, await device(ready));
  await open(haru.page, '/talk');
  await link(haru.page, 'けいさんに、話したいと伝える').click();
  await button(haru.page, '伝える').click();
  await expect(title(haru.page)).toHaveText('お願いをとどけました。');

  await ready.end('SIGKILL');
  await expect(haru.page.getByText('いま、つながっていません。')).toBeVisible({ timeout: 10_000 });
  await sees(haru.page, 'お願いは、とどいています。');
  await expect(link(haru.page, '窓口をすべて見る')).toBeVisible();
  await expect(haru.page.locator('#lines a[href^="tel:"]').first()).toBeVisible();

  // The list from the last copy: its time is there, and nobody can be asked.
  await open(haru.page, '/talk');
  await sees(haru.page, '電波がないあいだは、だれにもたのめません。');
  await sees(haru.page, 'の情報です。');
  await expect(link(haru.page, 'けいさんに、話したいと伝える')).toHaveCount(0);

  // Asking goes nowhere, and the phone says so at once and shows who can be reached.
  await open(haru.page, '/talk/ask/anyone');
  await button(haru.page, '伝える').click();
  await expect(haru.page.getByRole('heading', { name: 'とどいたか、まだわかりません' })).toBeVisible({ timeout: 11_000 });
  await expect(haru.page.locator('#lines a[href^="tel:"]').first()).toBeVisible();

  await ready.start();
  await open(haru.page, '/talk/waiting');
  await expect(haru.page.getByText('いま、つながっていません。')).toHaveCount(0, { timeout: 15_000 });
  await expect(title(haru.page)).toHaveText('お願いをとどけました。');
  await button(haru.page, 'やめる（理由はいりません）').click();
  await expect(title(haru.page)).toHaveText('やめました。またいつでもどうぞ。');
});

test('in a tunnel, asking for the first time: the phone shows the staff it last knew', async ({ ready, device }) => {
  await awake(ready);
  const haru = await member(ready, await device(ready));
  const { page } = haru;
  await open(page, '/talk');
  await sees(page, '1階の事務所');
  await open(page, '/talk/ask/anyone');
  await expect(button(page, '伝える')).toBeVisible();
  await network(haru, false);
  await button(page, '伝える').click();
  await expect(page.getByRole('heading', { name: 'とどいたか、まだわかりません' })).toBeVisible({ timeout: 11_000 });
  await expect(page.locator('#staff')).toContainText('1階の事務所');
  await expect(page.locator('#lines a[href^="tel:"]').first()).toBeVisible();
});

test('what two have in common stands on the list; not meeting somebody is silent and can be taken back', async ({
  ready,
  device,
}) => {
  await awake(ready);
  const kei = await ready.member('けい');
  await asSupporter(ready, kei.person_id);
  await listens(ready, kei);
  const { page } = await member(ready, await device(ready));

  await open(page, '/talk/topics');
  await choose(page, '眠れない夜のこと');
  await sees(page, '保存しました。');
  await open(page, '/talk');
  await sees(page, 'おなじ: 眠れない夜のこと');

  await page.locator('.person').click();
  await expect(title(page)).toHaveText('けい');
  await button(page, 'この人とは会わない').click();
  await sees(page, 'けいさんとは会いません。');
  await sees(page, 'いまは、みんなお休みの時間です。');
  await button(page, '元にもどす').click();
  await expect(page.locator('.person')).toHaveCount(1);
  await open(page, '/talk/blocks');
  await sees(page, 'いまは、だれもいません。');
});

test('a supporter writes a card, plans a week, and reads why staff let them rest', async ({ ready, device }) => {
  await awake(ready);
  const { page, token } = await supporter(ready, device, 'そら');
  await open(page, '/support/card');
  await page.getByLabel('わたしのことば').fill('のんびり聞きます。');
  await choose(page, 'はたらくこと');
  await button(page, '保存する').click();
  await sees(page, '保存しました。');

  await open(page, '/support/plan');
  await sees(page, 'なくてもかまいません。');
  await choose(page, '火');
  await page.getByLabel('場所').fill('2階のソファ');
  await button(page, '予定に入れる').click();
  await sees(page, '火曜日 13:00–15:00');
  await expect(page.locator('.rows')).toContainText('2階のソファ');
  await button(page, '予定に入れる').click();
  await sees(page, 'ほかの時間と、かさなっています。');
  await button(page, '火曜日 13:00 けす').click();
  await sees(page, 'なくてもかまいません。');

  await open(page, '/support');
  await button(page, '1時間、知らせる').click();
  await expect(button(page, 'お休みにもどる')).toBeVisible();
  const me = await idOf(ready, token);
  const ending = { token: ready.admin.token, body: { reason: 'きょうは、ゆっくりしてください。' } };
  expect((await ready.call('POST', `/people/${me}/availability/ending`, ending)).status).toBe(204);
  await open(page, '/');
  await open(page, '/support');
  await sees(page, '職員のことば: きょうは、ゆっくりしてください。');
});
