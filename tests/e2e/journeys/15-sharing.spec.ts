import { button, choose, link, member, network, open, sees, staffAt, title } from '../support/steps.ts';
import { idOf } from '../support/talk.ts';
import { expect, test } from '../support/test.ts';

test('a hard entry is shown to staff with its words, they say 「見たよ」, it is read, and it stops at once', async ({ ready, device }) => {
  const haru = await member(ready, await device(ready));
  const { page } = haru;
  await button(page, 'とてもつらい').click();
  await sees(page, '記録しました。');
  await expect.poll(async () => (await ready.checkins(haru.token())).length).toBe(1);
  const [entry] = await ready.checkins(haru.token());
  const words = { words: ['ねむい'], note: 'ここは、見せません。' };
  const kept = await ready.call('PATCH', `/checkins/${entry.checkin_id}`, { token: haru.token(), body: words, etag: `"v${entry.version}"` });
  expect(kept.status).toBe(200);

  // Before anything is chosen, the result stands there.
  await open(page, '/sharing');
  await sees(page, 'いまはだれにも見せていません。');

  // From the day: what, to whom, show. Three taps after the entry's own.
  await open(page, `/lookback/day/${entry.local_date}`);
  await page.getByRole('link', { name: /この日を見せる/ }).click();
  await expect(title(page)).toHaveText('この日を見せる');
  await page.getByRole('link', { name: /^ことばも/ }).click();
  await page.getByRole('link', { name: /^職員みんな/ }).click();
  await expect(title(page)).toHaveText('こう見えます');
  await sees(page, '見られる人: 山野さん');
  await sees(page, '気分: とてもつらい');
  await sees(page, 'ねむい');
  await expect(page.locator('main')).not.toContainText('ここは、見せません。');
  // One entry is one entry: nothing that is written later goes along.
  await expect(page.locator('main')).not.toContainText('これから');
  await button(page, '見せる').click();
  await expect(title(page)).toHaveText('見せる人');
  await sees(page, '職員の山野さんが、');
  await sees(page, '1つのきろくの気分とことばを見られます。');

  // Staff: open, 見たよ. The list says whose and since when, and no mood.
  const staff = await staffAt(ready, device, '/staff/shared');
  const desk = staff.page;
  await expect(title(desk)).toHaveText('見せてもらった記録');
  await sees(desk, '見たことは本人に伝わります。');
  const row = desk.locator('.menu a', { hasText: 'ハルさん' });
  await expect(row).toBeVisible();
  await expect(desk.locator('main')).not.toContainText('つらい');
  expect((await ready.call('GET', '/me/access_events', { token: haru.token() })).body.items).toEqual([]);
  await row.click();
  await sees(desk, '気分: とてもつらい');
  await expect(desk.locator('main')).not.toContainText('ここは、見せません。');
  await expect(desk.locator('.mood-mark')).toHaveCount(0);
  await button(desk, '教えてくれて、ありがとう。').click();
  await button(desk, '見たよ').click();
  await sees(desk, 'ハルさんに伝わりました。');
  await sees(desk, 'まだありません。');

  // はる reads who saw it, with the words; the notice leads there.
  await open(page, '/notices');
  await page.locator('.notice', { hasText: '「見たよ」が届きました。' }).click();
  await expect(title(page)).toHaveText('「見たよ」');
  await sees(page, '山野さんが見ました');
  await sees(page, '教えてくれて、ありがとう。');
  const looks = (await ready.call('GET', '/me/access_events', { token: haru.token() })).body.items;
  expect(looks.map((one: { by: { nickname: string }; ground: string }) => [one.by.nickname, one.ground])).toEqual([['山野', 'shown']]);

  // Without a network, the last state stands there with a kind sentence, and nothing pretends to stop.
  await open(page, '/sharing');
  await sees(page, '職員の山野さんが');
  await network(haru, false);
  await page.getByRole('button', { name: /見せるのをやめる$/ }).click();
  await sees(page, 'つながると、見せたり止めたりできます。');
  await network(haru, true);

  // One tap stops it, one tap shows it again.
  const stop = page.getByRole('button', { name: /見せるのをやめる$/ });
  await stop.click();
  await sees(page, 'いまはだれにも見せていません。');
  await button(page, '元にもどす').click();
  await expect(stop).toBeVisible();
  await stop.click();
  await sees(page, 'いまはだれにも見せていません。');
  await choose(desk, 'ぜんぶ');
  await sees(desk, 'まだありません。');
  const gone = await ready.call('GET', `/shared_entries/${entry.checkin_id}`, { token: ready.admin.token });
  expect(gone.status).toBe(404);
});

test('a card from paper asks for a nod on home, and what staff could see in need can be closed', async ({ ready, device }) => {
  const haru = await member(ready, await device(ready));
  const { page } = haru;
  const id = await idOf(ready, haru.token);
  const staff = await staffAt(ready, device, `/staff/people/${id}`);
  const desk = staff.page;
  await link(desk, '見せているもの、紙のきろく').click();
  await link(desk, '紙のきろくを入れる').click();
  await button(desk, '本人のきろくに入れる').click();
  await sees(desk, '気分を1つ、えらんでください。');
  await choose(desk, 'ふつう');
  await desk.getByLabel('ことば').fill('のんびり、ねむい');
  await button(desk, '本人のきろくに入れる').click();
  await sees(desk, 'ハルさんのきろくに入れました。');

  await page.reload();
  await sees(page, '山野さんが紙のきろくを入れました。');
  await sees(page, '気分: ふつう');
  await link(page, 'なおす').click();
  await expect(title(page)).toHaveText('もう少し書く');
  await expect(page.getByRole('button', { name: 'ふつう' }).first()).toHaveAttribute('aria-pressed', 'true');
  await open(page, '/');
  await button(page, '合っている').click();
  await sees(page, 'たしかめました。');
  await expect(button(page, '合っている')).toHaveCount(0);
  const [card] = await ready.checkins(haru.token());
  expect([card.source, card.mood, card.words]).toEqual(['paper', 3, ['のんびり', 'ねむい']]);

  await open(page, '/sharing/worry');
  await sees(page, 'いままで、ありません。');
  const felt = page.getByRole('switch', { name: '30日の気分' });
  await expect(felt).toBeChecked();
  await felt.click();
  await sees(page, 'かえました。');
  await page.getByRole('switch', { name: '安心メモ' }).click();
  await sees(page, 'ぜんぶとじています。');
  await expect.poll(async () => (await ready.call('GET', '/me/openness', { token: haru.token() })).body).toMatchObject({
    ...{ checkins: false, notes: false, comfort_plan: false },
  });
});
