import { Front } from '../support/front.ts';
import { button, link, member, newerBuild, sees, title, workerReady } from '../support/steps.ts';
import { expect, test } from '../support/test.ts';

test('a newer build waits for consent, and no half-written word is lost', async ({ ready, device }) => {
  const front = await Front.before(ready.url);
  ready.front = front.url;
  const haru = await member(ready, await device(ready));
  const { page } = haru;
  await workerReady(page);
  await page.reload();
  await button(page, 'よい').click();
  await link(page, 'もう少し書く').click();
  await page.getByLabel('メモ').fill('まだ書いているところ');

  // The next build: the same files under another version, as a new server would serve them.
  front.next = '\n// a newer build';
  expect(await newerBuild(page), 'the newer worker waits for consent').toBe(true);
  await expect(page.getByLabel('メモ')).toHaveValue('まだ書いているところ');

  // Without consent nothing changes, even over a reload: the draft is on the phone.
  await page.reload();
  await expect(page.getByLabel('メモ')).toHaveValue('まだ書いているところ');
  await button(page, 'ほぞん').click();
  await expect(title(page)).toContainText('ハル');
  await sees(page, '新しいえんがわがあります。書いたものは残ります。');
  const reloaded = page.waitForEvent('load');
  await button(page, '入れかえる').click();
  await reloaded;
  await expect(title(page)).toContainText('ハル');
  await expect(page.locator('body')).not.toContainText('新しいえんがわがあります');
  await expect.poll(async () => (await ready.checkins(haru.token())).map(({ note }) => note)).toEqual(['まだ書いているところ']);
  front.close();
});
