import { button, choose, link, member, open, sees, title } from '../support/steps.ts';
import { expect, test } from '../support/test.ts';

test('one tap saves how today is; details, wins and looking back are there when wanted', async ({
  ready,
  device,
}) => {
  const haru = await member(ready, await device(ready));
  const { page } = haru;
  await button(page, 'よい').click();
  await sees(page, '記録しました。');
  await expect.poll(async () => (await ready.checkins(haru.token())).length).toBe(1);
  await button(page, '元にもどす').click();
  await sees(page, 'いまの気分は?');
  await expect
    .poll(async () => (await ready.checkins(haru.token())).length, { message: 'gone from the server at once', timeout: 3_000 })
    .toBe(0);

  await open(page, '/settings/words');
  await page.getByLabel('新しいことば').fill('ほっとした');
  await button(page, 'ふやす').click();
  await expect(page.getByText('ほっとした')).toBeVisible();
  await open(page, '/settings/items');
  await page.getByLabel('項目の名前').fill('眠り');
  await button(page, 'ふやす').click();
  await expect(page.locator('.rows').getByText('眠り')).toBeVisible();

  await open(page, '/');
  await button(page, 'すこしつらい').click();
  await expect(link(page, '助け').first()).toBeVisible();
  await link(page, 'もう少し書く').click();
  await choose(page, 'たくさん');
  await choose(page, 'ほっとした');
  await page.getByRole('group', { name: '眠り' }).getByRole('radio').nth(1).check();
  await page.getByLabel('メモ').fill('昼に🌞 少し歩いた');
  await button(page, 'ほぞん').click();
  await expect(title(page)).toContainText('ハル');
  await expect
    .poll(async () =>
      (await ready.checkins(haru.token())).map(({ mood, energy, words, note }) => ({ mood, energy, words, note })),
    )
    .toEqual([{ mood: 2, energy: 3, words: ['ほっとした'], note: '昼に🌞 少し歩いた' }]);
  const [kept] = await ready.checkins(haru.token());
  expect(Object.keys(kept.items)).toHaveLength(1);

  await button(page, '外に出た').or(button(page, 'あいさつした')).first().click();
  await sees(page, 'を記録しました。');
  const wins = async () => (await ready.call('GET', '/wins', { token: haru.token() })).body.items.length;
  await expect.poll(wins).toBe(1);
  await button(page, '元にもどす').click();
  await expect.poll(wins, { message: 'gone from the server at once', timeout: 3_000 }).toBe(0);
  // Nobody says it, takes it back and says it again within a third of a second.
  await page.waitForTimeout(400);
  await button(page, '外に出た').or(button(page, 'あいさつした')).first().click();
  await expect.poll(wins).toBe(1);

  await link(page, 'ふりかえり').click();
  await sees(page, 'できたこと');
  await expect(page.locator('table.month')).toBeVisible();
  await button(page, '文字の一覧で見る').click();
  await page.locator('main ul.menu a').first().click();
  await expect(title(page)).toContainText('のきろく');
  await sees(page, '昼に🌞 少し歩いた');
  await sees(page, '元気: たくさん');

  await page.getByRole('link', { name: /のきろくをなおす|なおす/ }).first().click();
  await page.getByLabel('メモ').fill('なおした文');
  await button(page, 'ほぞん').click();
  await expect.poll(async () => (await ready.checkins(haru.token()))[0]?.note).toBe('なおした文');

  const day = new Date().toLocaleDateString('sv-SE', { timeZone: 'Asia/Tokyo' });
  await open(page, `/lookback/day/${day}`);
  const remove = page.getByRole('button', { name: /のきろくをけす|^けす/ }).last();
  await remove.click();
  await sees(page, 'けしました。');
  await button(page, '元にもどす').click();
  await sees(page, 'なおした文');
  expect(await ready.checkins(haru.token())).toHaveLength(1);
  await page.getByRole('button', { name: /のきろくをけす|^けす/ }).last().click();
  await expect.poll(async () => (await ready.checkins(haru.token())).length, { timeout: 20_000 }).toBe(0);

  await open(page, '/lookback');
  await button(page, '7日休む').click();
  await expect(title(page)).toHaveText('見返すのをお休みしています');
  await expect(page.locator('table.month')).toHaveCount(0);
  await page.reload();
  await expect(title(page)).toHaveText('見返すのをお休みしています');
  await button(page, 'もういちど見る').click();
  await expect(page.locator('table.month')).toBeVisible();
});

test('a shaky finger says a thing once', async ({ ready, device }) => {
  const haru = await member(ready, await device(ready));
  const { page } = haru;
  const moods = async () => (await ready.checkins(haru.token())).map(({ mood }) => mood);
  for (const delay of [0, 120]) {
    await open(page, '/');
    await button(page, 'よい').dblclick({ delay });
    await sees(page, '記録しました。');
    await button(page, 'これでおわり').click();
  }
  await expect.poll(moods).toEqual([4, 4]);

  await button(page, 'あいさつした').dblclick({ delay: 90 });
  await sees(page, 'を記録しました。');
  await button(page, 'ごはんを食べた').click();
  await expect.poll(async () => (await ready.call('GET', '/wins', { token: haru.token() })).body.items.length).toBe(2);

  const [entry] = await ready.checkins(haru.token());
  await open(page, `/lookback/day/${entry.local_date}`);
  await button(page, 'ふつう').dblclick({ delay: 90 });
  await expect.poll(moods).toHaveLength(3);
  await page.waitForTimeout(400);
  await button(page, 'ふつう').click();
  await expect.poll(moods).toHaveLength(4);
});
