import { button, choose, link, member, open, sees, title } from '../support/steps.ts';
import { expect, test } from '../support/test.ts';

test('somebody says that something did not feel right, staff answer, and it arrives', async ({ ready, device }) => {
  const haru = await member(ready, await device(ready));
  await open(haru.page, '/talk/concern');
  await expect(title(haru.page)).toHaveText('気になったことを伝える');
  await button(haru.page, '職員に伝える').click();
  await sees(haru.page, 'どれか1つを、えらんでください。');
  await choose(haru.page, 'この場所や、このアプリのこと');
  await haru.page.getByLabel('どんなことがありましたか').fill('入口が、少しこわいです。');

  // Half-written words survive a closed tab, and a phone that hears nothing loses nothing.
  await haru.page.reload();
  await expect(haru.page.getByLabel('どんなことがありましたか')).toHaveValue('入口が、少しこわいです。');
  await haru.context.setOffline(true);
  await button(haru.page, '職員に伝える').click();
  await sees(haru.page, '書いたものは残っています。');
  await haru.context.setOffline(false);
  await button(haru.page, '職員に伝える').click();

  await expect(title(haru.page)).toHaveText('伝えた、気になったこと', { timeout: 20_000 });
  await sees(haru.page, '読む人: 山野さん');
  await sees(haru.page, '職員が読んで、ここに返事をします。');
  const { token } = ready.admin;
  const found = await ready.call('GET', '/concerns', { token });
  expect(found.body.items.map((one: { words: string; raised_by: { nickname: string } }) => [one.raised_by.nickname, one.words])).toEqual([
    ['ハル', '入口が、少しこわいです。'],
  ]);
  const path = `/concerns/${found.body.items[0].concern_id}/closing`;
  const answer = await ready.call('POST', path, { token, body: { message: '教えてくれて、ありがとうございます。' } });
  expect(answer.status).toBe(204);
  await sees(haru.page, '教えてくれて、ありがとうございます。');
  await sees(haru.page, '返事がありました');
  await expect(link(haru.page, '気になったことを伝える')).toBeVisible();
});

test('the last letter typed before the page goes away is there again', async ({ ready, device }) => {
  const { page } = await member(ready, await device(ready));
  await open(page, '/talk/concern');
  const words = page.getByLabel('どんなことがありましたか');
  for (let round = 1; round <= 20; round++) {
    const typed = `入口が、少しこわいです。${round}`;
    await words.waitFor();
    const left = page.waitForEvent('load');
    await words.evaluate((field, text) => {
      (field as HTMLTextAreaElement).value = text;
      field.dispatchEvent(new Event('input', { bubbles: true }));
      location.reload();
    }, typed);
    await left;
    await expect(words).toHaveValue(typed);
  }
});
