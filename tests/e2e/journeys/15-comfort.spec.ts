import { button, choose, link, member, open, sees, staffAt, title } from '../support/steps.ts';
import { asSupporter, awake, listens } from '../support/talk.ts';
import { expect, test } from '../support/test.ts';

test('a plan is written without signal; a red sign opens the own card and brings staff, never a peer; and one reads who looked', async ({
  ready,
  device,
}) => {
  const haru = await member(ready, await device(ready));
  const { page } = haru;
  await open(page, '/help');
  await link(page, 'わたしの安心メモを見る').click();
  await expect(title(page)).toHaveText('わたしの安心メモ');
  await sees(page, '1つだけでも、書かなくてもかまいません。');

  // Half-written lines survive a closed tab, and without signal the plan is kept here.
  await link(page, '自分のサイン 書く').click();
  await button(page, 'ごはんが食べられない').click();
  await page.getByLabel('黄 — すこしつらくなるとき').fill('返事がおっくう\nねる時間がおそい');
  await page.reload();
  await sees(page, '書きかけのものが残っていました。');
  await expect(page.getByLabel('赤 — とてもつらいとき')).toHaveValue('ごはんが食べられない');
  await haru.context.setOffline(true);
  await button(page, 'ほぞん').click();
  await sees(page, 'この電話にあります。つながったら送ります。');
  await link(page, '助けになること 書く').click();
  await button(page, 'あたたかいものを飲む').click();
  await button(page, 'ほぞん').click();
  await sees(page, 'あたたかいものを飲む');
  await haru.context.setOffline(false);
  await link(page, '話しに行く人と、職員に伝えること なおす').click();
  await choose(page, '赤をえらんだとき、職員に伝える');
  await page.getByLabel('職員に見せることば').fill('となりに、すこしすわってください。');
  await button(page, 'ほぞん').click();
  await sees(page, '赤をえらんで記録すると、職員に伝わります。');
  const plan = async () => (await ready.call('GET', '/me/comfort_plan', { token: haru.token() })).body;
  await expect.poll(plan, { timeout: 20_000 }).toMatchObject({
    signs: { yellow: ['返事がおっくう', 'ねる時間がおそい'], red: ['ごはんが食べられない'] },
    ...{ helps: ['あたたかいものを飲む'], tell_staff: true, for_staff: 'となりに、すこしすわってください。' },
  });

  // とてもつらい: own signs. Yellow leads to people; with red there is no peer any more, and only the button tells staff.
  await open(page, '/');
  await button(page, 'とてもつらい').click();
  await expect(link(page, '仲間')).toBeVisible();
  await page.getByRole('checkbox', { name: '返事がおっくう' }).check();
  await sees(page, 'いま、助けになること');
  await expect(link(page, 'ほかの話せる人を見る')).toBeVisible();
  await page.getByRole('checkbox', { name: 'ごはんが食べられない' }).check();
  await expect(link(page, 'ほかの話せる人を見る')).toHaveCount(0);
  await expect(page.locator('main a[href^="#/talk/peers"]')).toHaveCount(0);
  await expect(link(page, '助けを見る')).toBeVisible();
  const { token } = ready.admin;
  const waiting = async () => (await ready.call('GET', '/hellos', { token })).body.items.length;
  expect(await waiting()).toBe(0);
  await button(page, '記録して、職員に伝える').click();
  await expect.poll(waiting).toBe(1);

  // 話す shows professionals only, whatever way one comes, until something better is said.
  await awake(ready);
  const aoi = await ready.member('あおい');
  await asSupporter(ready, aoi.person_id);
  await listens(ready, aoi);
  for (const way of ['/talk', '/talk/peers', `/talk/person/${aoi.person_id}`, '/talk/ask/anyone']) {
    await open(page, way);
    await sees(page, '赤のサインのあいだは、職員と相談先を出します。');
    await expect(page.getByText('あおい')).toHaveCount(0);
    await expect(page.locator('main form')).toHaveCount(0);
  }
  await open(page, '/');
  await button(page, 'これでおわり').click();
  await button(page, 'ふつう').click();
  await open(page, '/talk');
  await sees(page, 'あおい');

  const staff = await staffAt(ready, device, '/staff/hellos');
  await sees(staff.page, '自分の赤のサインをえらびました。');
  await sees(staff.page, '見たことは、本人に伝わります。');
  await button(staff.page, '本人のことばを読む').click();
  await sees(staff.page, 'となりに、すこしすわってください。');
  await button(staff.page, 'わたしが声をかける').click();
  await sees(staff.page, 'いまは、いません。');
  const looks = await ready.call('GET', '/me/access_events', { token: haru.token() });
  expect(looks.body.items.map((one: { thing: string; by: { nickname: string } }) => [one.thing, one.by.nickname])).toEqual([
    ['comfort_plan', '山野'],
  ]);
});

test('whoever writes nothing is left alone until they say otherwise, and the sentence says what will happen', async ({ ready, device }) => {
  const { page, token } = await member(ready, await device(ready));
  await open(page, '/comfort/hello');
  await sees(page, '書かない日がつづいても、だれも声をかけません。');
  await choose(page, '3日');
  await sees(page, '3日書かなかったら、職員が声をかけます。');
  await choose(page, /^山野さん/);
  await sees(page, '3日書かなかったら、山野さんが声をかけます。');
  await page.getByLabel('声のかけかた').fill('「やあ」だけで、うれしいです。');
  await button(page, 'ほぞん').click();
  const rule = async () => (await ready.call('GET', '/me/hello_rule', { token: token() })).body;
  await expect.poll(rule).toMatchObject({ after_days: 3, how: '「やあ」だけで、うれしいです。', paused_until: null });
  await choose(page, '声をかけない');
  await button(page, 'ほぞん').click();
  await expect.poll(rule).toMatchObject({ after_days: null, person_id: null, how: null });
});
