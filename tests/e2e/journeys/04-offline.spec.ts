import { button, member, network, open, sees, title, workerReady } from '../support/steps.ts';
import { expect, test } from '../support/test.ts';

test('three entries without a network: kept over a reload, counted, sent exactly once', async ({ ready, device }) => {
  const haru = await member(ready, await device(ready));
  const { page } = haru;
  await workerReady(page);
  await network(haru, false);
  for (const mood of ['よい', 'ふつう', 'とてもつらい']) {
    await button(page, mood).click();
    await sees(page, '記録しました。');
    await button(page, 'これでおわり').click();
    // Whatever comes within a third of a second is the same finger.
    await page.waitForTimeout(400);
  }
  await sees(page, 'まだ送っていないもの: 3件');
  await page.reload();
  await expect(title(page)).toContainText('ハル');
  await network(haru, false);
  await sees(page, 'まだ送っていないもの: 3件');
  expect(await ready.checkins(haru.token())).toHaveLength(0);

  await network(haru, true);
  await expect.poll(async () => (await ready.checkins(haru.token())).length).toBe(3);
  await expect(page.locator('body')).not.toContainText('まだ送っていないもの');
  await page.reload();
  await expect(title(page)).toContainText('ハル');
  const moods = (await ready.checkins(haru.token())).map(({ mood }) => mood).sort();
  expect(moods).toEqual([1, 3, 4]);
});

test('the server is killed while saving: nothing lost, said honestly, sent later', async ({ ready, device }) => {
  const haru = await member(ready, await device(ready));
  const { page, context } = haru;
  await workerReady(page);
  // The request is on its way when the power goes: no answer ever comes.
  const killed = new Promise<void>((resolve) => {
    void context.route('**/api/v1/checkins/*', async (route) => {
      await ready.end('SIGKILL');
      await route.abort('connectionfailed');
      resolve();
    });
  });
  await button(page, 'とてもよい').click();
  await sees(page, '記録しました。');
  await killed;
  await context.unrouteAll({ behavior: 'ignoreErrors' });
  await page.reload();
  await expect(title(page)).toContainText('ハル');
  await sees(page, 'まだ送っていないもの: 1件');
  await open(page, '/help');
  await expect(page.getByRole('link', { name: /119/ })).toBeVisible();

  await ready.start();
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await expect.poll(async () => (await ready.checkins(haru.token())).map(({ mood }) => mood)).toEqual([5]);
  await open(page, '/');
  await expect(page.locator('body')).not.toContainText('まだ送って');
});

test('help opens without a network, without an account, before the set-up, on any address, without a server', async ({
  house,
  device,
}) => {
  const phone = await device(house, new URL(house.setupLink).hash);
  const { page } = phone;
  const helps = async (where: string) => {
    await page.getByRole('navigation').getByRole('link', { name: '助け' }).click();
    await expect(title(page), where).toHaveText('助けがほしいとき');
    await expect(page.getByRole('link', { name: /119/ })).toHaveAttribute('href', 'tel:119');
    await expect(page.getByRole('link', { name: /110/ })).toHaveAttribute('href', 'tel:110');
    const numbers = page.locator('main a[href^="tel:"]');
    // 119 and 110 stand there at once, the others a moment later.
    await expect.poll(() => numbers.count(), where).toBeGreaterThan(4);
    const calls = await numbers.evaluateAll((links) => links.map((a) => a.getAttribute('href') ?? ''));
    for (const href of calls) expect(href).toMatch(/^tel:(\d{3,11}|%23\d{3,4})$/);
    await sees(page, '職員がたしかめた日: まだ');
  };
  await helps('on the set-up page');
  await open(page, '/no/such/page');
  await helps('on an unknown route');
  await open(page, '/staff/signin');
  await helps('on the sign-in page');
  await workerReady(page);
  await network(phone, false);
  await page.goto(`${house.url}/#/help`);
  await page.reload();
  await helps('offline');
  await network(phone, true);
  await house.end('SIGKILL');
  await page.reload();
  await helps('with the server killed');
  await open(page, '/');
  await sees(page, 'ようこそ。');
});
