import { asSupporter, awake, idOf, listens } from '../support/talk.ts';
import { button, choose, joinWith, link, member, open, sees, staffAt, title } from '../support/steps.ts';
import { expect, test } from '../support/test.ts';

test('after a talk a supporter asks, the member changes the words and agrees, staff take it and answer', async ({ ready, device }) => {
  test.setTimeout(120_000);
  await awake(ready);
  const kei = await device(ready);
  await joinWith(kei.page, await ready.invite(), 'けい');
  await asSupporter(ready, await idOf(ready, kei.token));
  const haru = await member(ready, await device(ready));
  await expect.poll(haru.token).not.toBe('');
  await kei.page.reload();
  await listens(ready, { token: kei.token() });
  const call = async (method: string, path: string, token: string, body?: object) => {
    const answer = await ready.call(method, path, { token, body });
    expect(answer.status, path).toBeLessThan(300);
    return answer.body;
  };
  const wish = { to: 'anyone', wish: 'listen', mode: 'in_person' };
  const { talk_request_id } = await call('POST', '/talk_requests', haru.token(), wish);
  const offers = await call('GET', '/me/offers', kei.token());
  await call('POST', `/offers/${offers.items[0].offer_id}/acceptance`, kei.token(), { in_minutes: 0 });
  await call('POST', `/talks/${talk_request_id}/start`, kei.token());
  await call('POST', `/talks/${talk_request_id}/end`, kei.token());

  await open(kei.page, '/support');
  await link(kei.page, '職員につなぎたいとき').click();
  await kei.page.getByLabel('職員に伝えること').fill('夜のことを、職員とも話したいそうです。');
  await button(kei.page, '本人にきいてみる').click();
  await sees(kei.page, '本人の「いいよ」を待っています。');
  expect((await call('GET', '/handovers', ready.admin.token)).items).toEqual([]);

  await open(haru.page, '/talk');
  await sees(haru.page, '職員につなぐことについて');
  await link(haru.page, 'ひらく').click();
  await sees(haru.page, 'けいさんから');
  await sees(haru.page, '読む人: 山野さん');
  const words = haru.page.getByLabel('職員に伝えること');
  await expect(words).toHaveValue('夜のことを、職員とも話したいそうです。');
  await words.fill('夜のことを、少しだけ話したいです。');
  await button(haru.page, 'いいよ').click();
  await sees(haru.page, '職員に届いています');
  await expect(kei.page.locator('main')).not.toContainText('少しだけ', { timeout: 20_000 });

  const staff = await staffAt(ready, device, '/staff');
  await sees(staff.page, 'ハルさんのことを、つないでほしいそうです。');
  await expect(staff.page.locator('main')).not.toContainText('少しだけ');
  await button(staff.page, 'ハル わたしがつなぎます').click();
  await sees(haru.page, '山野さんが続けます');
  await open(staff.page, '/staff/handovers');
  await sees(staff.page, '夜のことを、少しだけ話したいです。');
  await staff.page.getByRole('button', { name: /おわりました/ }).click();
  await choose(staff.page, '専門の人につなぎました');
  await staff.page.getByLabel('ハルさんへのことば').fill('話してくれて、ありがとうございます。');
  await button(staff.page, '本人に伝えて終える').click();

  await sees(haru.page, '話してくれて、ありがとうございます。');
  await expect(title(haru.page)).toHaveText('職員につなぐこと');
  await open(kei.page, '/talk/handovers');
  await sees(kei.page, 'おわりました');
  await expect(kei.page.locator('main')).not.toContainText('ありがとうございます');
});
