import { joinWith, open, sees, staffAt, title } from '../support/steps.ts';
import { asSupporter, awake, idOf, listens } from '../support/talk.ts';
import { expect, test } from '../support/test.ts';

test('a tablet at the door follows who can be talked with, and leads nowhere', async ({ ready, device }) => {
  await awake(ready);
  const sora = await device(ready);
  await joinWith(sora.page, await ready.invite(), 'そら');
  await asSupporter(ready, await idOf(ready, sora.token));
  await sora.page.reload();
  await sora.page.locator('main a[href="#/support/care"]').waitFor();
  const { page } = await staffAt(ready, device, '/wall');

  await expect(title(page)).toHaveText('いま話せる人');
  await sees(page, 'いまは、みんなお休みの時間です。');
  await expect(page.locator('a:visible, button:visible:not(.skip)')).toHaveCount(0);
  await listens(ready, { token: sora.token() });

  await expect(page.locator('.wall-now li')).toContainText(/そら.*まで.*会って/);
  await expect(page.locator('body')).not.toContainText('2階のソファ');
  const { status } = await ready.call('DELETE', '/me/availability', { token: sora.token() });
  expect(status).toBe(204);
  await expect(page.locator('.wall-now li')).toHaveCount(0);
  await sees(page, 'いまは、みんなお休みの時間です。');

  // Somebody who is not of the staff is not shown it.
  await open(sora.page, '/wall');
  await expect(sora.page.locator('.wall')).toHaveCount(0);
});
