import { button, joinWith, link, member, open, sees, title } from '../support/steps.ts';
import { asSupporter, awake, clock, idOf } from '../support/talk.ts';
import { expect, test } from '../support/test.ts';

test('somebody chooses an hour that a supporter plans, in two taps, and takes it back', async ({ ready, device }) => {
  await awake(ready);
  const kei = await device(ready);
  await joinWith(kei.page, await ready.invite(), 'けい');
  await asSupporter(ready, await idOf(ready, kei.token));
  await kei.page.reload();
  await expect(link(kei.page, '話せる時間を知らせる')).toBeVisible();
  const begins = clock(0.5);
  const ends = clock(1.5);
  test.skip(ends < clock(0), 'no hour is left of this day');
  const weekday = new Date().toLocaleDateString('en-GB', { timeZone: 'Asia/Tokyo', weekday: 'short' });
  const slot = {
    ...{ weekday: weekday.slice(0, 2).toLowerCase(), starts_at: begins, ends_at: ends },
    ...{ modes: ['in_person'], style: 'listen', place: '2階のソファ' },
  };
  const token = kei.token();
  const { etag } = await ready.call('GET', '/me/availability_plan', { token });
  const plan = await ready.call('PUT', '/me/availability_plan', { token, etag: etag ?? '', body: { slots: [slot] } });
  expect(plan.status).toBe(200);
  const haru = await member(ready, await device(ready));

  await open(haru.page, '/talk');
  await sees(haru.page, 'もうすぐ話せます');
  await haru.page.getByRole('link', { name: /この時間にする/ }).click();
  await expect(title(haru.page)).toHaveText('けいさんに伝える');
  await button(haru.page, 'この時間にする').click();

  await expect(haru.page.getByRole('heading', { name: /に、けいさんに聞きます。/ })).toBeVisible();
  await sees(haru.page, '2階のソファ');
  // For others the hour is not there while it is taken.
  const natsu = await member(ready, await device(ready), 'ナツ');
  await open(natsu.page, '/talk');
  await expect(natsu.page.getByRole('link', { name: /この時間にする/ })).toHaveCount(0);
  await expect(natsu.page.locator('body')).not.toContainText('2階のソファ');
  await open(kei.page, '/support');
  await sees(kei.page, '話したい人がいます');
  await expect(kei.page.locator('body')).not.toContainText('ハル');
  await button(haru.page, 'やめる（理由はいりません）').click();
  await expect(haru.page.getByRole('heading', { name: /に、けいさんに聞きます。/ })).toHaveCount(0);
  await expect(haru.page.getByRole('link', { name: /この時間にする/ })).toBeVisible();
  await expect(link(haru.page, '話したいと伝える')).toBeVisible();
});
