import { asksForStaff, colleague, felt, must, shows, signIn, talks, trained, wishesHello } from '../support/colleague.ts';
import type { House } from '../support/house.ts';
import { button, network, sees, staffAt, title, workerReady } from '../support/steps.ts';
import { asSupporter, awake, listens } from '../support/talk.ts';
import { type Device, expect, test } from '../support/test.ts';
import { totp } from '../support/totp.ts';

const MINUTE = 60_000;
const DESK = { width: 1280, height: 800 };
const TABLET = { width: 820, height: 1180 };

/** A row of the board by a piece of its words. */
const row = ({ page }: Device, words: string) => page.locator('.st-board > ul > li', { hasText: words });
const rows = ({ page }: Device) => page.locator('.st-board .st-item');

/** Lets a board hear nothing new until the answer is called, so that it stands as it does in the moment before a tap. */
async function deaf({ context }: Device): Promise<() => void> {
  let hear = () => {};
  const heard = new Promise<void>((resolve) => {
    hear = resolve;
  });
  await context.route('**/api/v1/dashboard', (route) => heard.then(() => route.continue()));
  return () => hear();
}

/** A house with one of everything that asks for a human; answers who works there besides the admin. */
async function busy(house: House) {
  await awake(house, { caps: { talks_a_day: 1, minutes_a_week: 120, gap: 600, first_talks: 0 } });
  const [sora, haru, nagi] = [await house.member('そら'), await house.member('はる'), await house.member('なぎ')];
  await asSupporter(house, sora.person_id);
  await listens(house, sora);
  await talks(house, nagi, sora);
  await trained(house, sora.person_id, 30);
  await must(house, 'POST', '/consultations', sora.token, { about: 'boundary', words: '少し話したいです。' });
  await asksForStaff(house, haru);
  await must(house, 'POST', '/concerns', nagi.token, { kind: 'place', words: '入口が、少しこわいです。' });
  await felt(house, haru.token, 2);
  await shows(house, haru.token);
  await wishesHello(house, nagi);
  const look = { reason: '3日、連絡がとれません。', minutes: 15, totp: totp(house.admin.secret) };
  await must(house, 'POST', `/people/${haru.person_id}/break_glass`, house.admin.token, look);
  const mori = await colleague(house, '森', 'mori');
  // The device that they came in with lies in a drawer; they sign in on another one.
  house.forgetDevices(mori.person_id);
  return mori;
}

for (const [name, size] of [
  ['desk', DESK],
  ['tablet', TABLET],
] as const) {
  test(`a day at the board, ${name}: ten different things, each closed with at most two clicks, then nobody waits`, async ({
    ready,
    device,
  }) => {
    test.setTimeout(5 * MINUTE);
    const mori = await busy(ready);
    const staff = await device(ready, '#/staff');
    const { page } = staff;
    await page.setViewportSize(size);
    await signIn(staff, mori);
    await expect(rows(staff)).toHaveCount(10);
    // Never how somebody felt.
    await expect(page.locator('.st-board')).not.toContainText('つらい');

    let clicks = 0;
    let most = 0;
    const began = Date.now();
    const press = async (within: ReturnType<typeof row> | typeof page, label: string | RegExp) => {
      const of = within.getByRole('button', { name: label }).or(within.getByRole('link', { name: label }));
      await of.first().click();
      clicks += 1;
    };
    const close = async (words: string, steps: () => Promise<void>) => {
      clicks = 0;
      await expect(row(staff, words)).toHaveCount(1);
      await steps();
      most = Math.max(most, clicks);
      expect(clicks, `clicks for ${words}`).toBeLessThanOrEqual(2);
      // Back to the board as anybody would go, unless the page has gone there by itself.
      if (!page.url().endsWith('#/staff')) await page.goto('/#/staff');
      await expect(row(staff, words)).toHaveCount(0);
    };

    await close('職員と話したいそうです', async () => {
      const wish = row(staff, '職員と話したいそうです');
      await press(wish, /わたしが声をかける$/);
      await expect(wish).toContainText('あなたが声をかけます。');
      // They talk, wherever that is.
      await press(wish, /話しおわりました$/);
    });
    await close('声をかける時です', async () => {
      await press(row(staff, '声をかける時です'), /声かけを見る$/);
      await press(page, 'わたしが声をかける');
      await sees(page, 'いまは、いません。');
    });
    await close('気になったことです', async () => {
      await press(row(staff, '気になったことです'), /読んで返事をする$/);
      await sees(page, '入口が、少しこわいです。');
      await page.locator('main textarea').fill('教えてくれて、ありがとうございます。');
      await press(page, '送って終える');
      await sees(page, 'いまは、ありません。');
    });
    await close('件見せています', async () => {
      const shown = row(staff, '件見せています');
      await expect(shown).toContainText('見たことは本人に伝わります。');
      await press(shown, /ひらいて見る$/);
      await press(page, '見たよ');
      await expect(title(page)).toHaveText('職員のページ');
    });
    await close('面談です', async () => {
      await press(row(staff, '面談です'), /面談を見る$/);
      await sees(page, '少し話したいです。');
      await press(page, '本人に返す');
      await sees(page, '本人がえらぶのを待っています');
    });
    await close('「心配なとき」を、確認する', async () => {
      await press(row(staff, '「心配なとき」を、確認する'), /理由を読む$/);
      await sees(page, '3日、連絡がとれません。');
      await press(page, /わたしも見ました$/);
      await sees(page, 'たしかめたことを残しました。');
    });
    await close('90日使っていない端末が1台', async () => {
      const idle = row(staff, '90日使っていない端末が1台');
      await expect(idle).toContainText('送った記録は、なくなりません。');
      await press(idle, /使わない端末を止める$/);
      await sees(page, '端末を止めました。');
    });
    for (const words of ['もうじゅうぶんです', '研修に、終わりの日があります', '相談先を、たしかめる時です']) {
      await close(words, () => press(row(staff, words), /見ました$/));
    }

    await sees(page, 'いま、待っている人はいません。');
    const took = Date.now() - began;
    expect(took).toBeLessThan(5 * MINUTE);
    test.info().annotations.push({ type: 'staff day', description: `${took} ms, at most ${most} clicks` });
    await page.locator('.st-board summary').click();
    await expect(page.locator('.st-done li')).toHaveCount(4);
  });
}

test('two of the staff: what one has seen to, the other reads within three seconds with the name, and one wins', async ({
  ready,
  device,
}) => {
  await awake(ready);
  const supporters = [await ready.member('そら'), await ready.member('ゆず')];
  for (const { person_id } of supporters) {
    await asSupporter(ready, person_id);
    await trained(ready, person_id, 30);
  }
  const haru = await ready.member('はる');
  await asksForStaff(ready, haru);
  const mori = await colleague(ready, '森', 'mori');
  const one = await staffAt(ready, device, '/staff');
  const two = await device(ready, '#/staff');
  for (const { page } of [one, two]) await page.setViewportSize(DESK);
  await signIn(two, mori);
  await expect(rows(one)).toHaveCount(4);
  await expect(rows(two)).toHaveCount(4);
  await two.page.waitForTimeout(1_500);

  // One closes; the other sees who, where it stood, and then it goes by itself.
  await row(one, 'そらさんの研修').getByRole('button').click();
  await expect(row(two, '山野さんが見ました。')).toContainText('そらさんの研修', { timeout: 3_000 });
  await expect(row(two, '山野さんが見ました。')).toHaveCount(0, { timeout: 12_000 });
  await expect(row(one, 'そらさんの研修')).toHaveCount(0);

  // One goes to somebody; the other reads that, and has no button to go as well.
  await row(two, '職員と話したいそうです').getByRole('button', { name: /わたしが声をかける$/ }).click();
  const wish = row(one, '職員と話したいそうです');
  await expect(wish).toContainText('森さんが声をかけます。', { timeout: 3_000 });
  await expect(wish.getByRole('button')).toHaveCount(0);

  // Both press at the same moment.
  const press = (staff: Device) => row(staff, 'ゆずさんの研修').getByRole('button').click();
  const hears = [await deaf(one), await deaf(two)];
  await Promise.all([press(one), press(two)]);
  for (const hear of hears) hear();
  const names = async () => {
    const said = await Promise.all([one, two].map(({ page }) => page.locator('.st-board').innerText()));
    const [first = '', second = ''] = said.map((text) => text.replaceAll('\u200b', ''));
    return [first.includes('森さんが、先に見ました。'), second.includes('山野さんが、先に見ました。')];
  };
  await expect.poll(async () => (await names()).filter(Boolean).length, { timeout: 3_000 }).toBe(1);
  for (const staff of [one, two]) await expect(staff.page.locator('.st-item', { hasText: 'ゆずさんの研修' })).toHaveCount(0);
});

test('a wish to talk that both take at the same moment goes to one, and the other reads the name', async ({ ready, device }) => {
  await awake(ready);
  await asksForStaff(ready, await ready.member('はる'));
  const mori = await colleague(ready, '森', 'mori');
  const one = await staffAt(ready, device, '/staff');
  const two = await device(ready, '#/staff');
  await signIn(two, mori);
  const go = (staff: Device) => row(staff, '職員と話したいそうです').getByRole('button', { name: /わたしが声をかける$/ });
  await expect(go(one)).toBeVisible();
  await expect(go(two)).toBeVisible();
  // The second one has not heard of it yet when they press.
  const hear = await deaf(two);
  await go(one).click();
  await sees(one.page, '本人に伝えました。');
  await go(two).click();
  hear();
  await sees(two.page, '山野さんが、先に声をかけています。');
  await expect(row(two, '山野さんが声をかけます。')).toBeVisible();
});

test('whoever comes second with a concern, a consultation or a hello reads who was first', async ({ ready, device }) => {
  const [sora, nagi] = [await ready.member('そら'), await ready.member('なぎ')];
  await asSupporter(ready, sora.person_id);
  await must(ready, 'POST', '/concerns', nagi.token, { kind: 'place', words: '入口が、少しこわいです。' });
  await must(ready, 'POST', '/consultations', sora.token, { about: 'boundary', words: '少し話したいです。' });
  await wishesHello(ready, nagi);
  const mori = await colleague(ready, '森', 'mori');
  const staff = await device(ready, '#/staff');
  const { page } = staff;
  await page.setViewportSize(DESK);
  await signIn(staff, mori);
  const { token } = ready.admin;
  // The second one stands before what it was when the page was opened.
  const still = async (path: string) => {
    const kept = await ready.call('GET', path, { token: mori.token });
    await staff.context.route(`**/api/v1${path}`, (route) => route.fulfill({ json: kept.body }), { times: 2 });
  };

  await row(staff, '気になったことです').getByRole('link').click();
  await page.locator('main textarea').fill('ありがとうございます。');
  const [concern] = (await ready.call('GET', '/concerns', { token })).body.items;
  await still('/concerns?state=open');
  await must(ready, 'POST', `/concerns/${concern.concern_id}/closing`, token, { message: '読みました。' });
  await button(page, '送って終える').click();
  await sees(page, '山野さんが、先に返事をしました。');

  await page.goto('/#/staff');
  await row(staff, '面談です').getByRole('link').click();
  await sees(page, '少し話したいです。');
  const [talk] = (await ready.call('GET', '/consultations', { token })).body.items;
  await still('/consultations');
  await must(ready, 'POST', `/consultations/${talk.consultation_id}/closing`, token, { held: true });
  await button(page, '本人に返す').click();
  await sees(page, 'この面談は、もう終わっています。');

  await page.goto('/#/staff');
  await row(staff, '声をかける時です').getByRole('link').click();
  await expect(button(page, 'わたしが声をかける')).toBeVisible();
  const [hello] = (await ready.call('GET', '/hellos', { token })).body.items;
  await still('/hellos');
  await must(ready, 'POST', `/hellos/${hello.hello_id}/closing`, token);
  await button(page, 'わたしが声をかける').click();
  await sees(page, '山野さんが、先に声をかけました。');
});

test('the last board stays over a reload without a network, with its time, its buttons resting, and goes with its owner', async ({
  ready,
  device,
}) => {
  await awake(ready);
  await asksForStaff(ready, await ready.member('はる'));
  const mori = await colleague(ready, '森', 'mori');
  const staff = await staffAt(ready, device, '/staff');
  const { page } = staff;
  await expect(row(staff, 'はるさんが、職員と話したいそうです。')).toBeVisible();
  await workerReady(page);
  await network(staff, false);
  await page.reload();
  await expect(row(staff, 'はるさんが、職員と話したいそうです。')).toBeVisible();
  await sees(page, 'いま、つながっていません。つながると、ボタンをおせます。');
  await sees(page, '分の情報です。');
  const go = row(staff, 'はるさん').getByRole('button');
  await expect(go).toHaveAttribute('aria-disabled', 'true');
  await expect(row(staff, 'はるさん').getByRole('link')).toHaveCount(0);

  await network(staff, true);
  await expect(row(staff, 'はるさん').getByRole('button', { name: /わたしが声をかける$/ })).not.toHaveAttribute('aria-disabled', 'true');

  // Whoever signs in after them without a network for the board sees nothing of it.
  await button(page, 'サインアウト').click();
  await expect(title(page)).toHaveText('職員のサインイン');
  await staff.context.route('**/api/v1/dashboard', (route) => route.abort());
  await signIn(staff, mori);
  await expect(title(page)).toHaveText('職員のページ');
  await sees(page, '職員のページは、つながると使えます。');
  await expect(page.locator('.st-board')).not.toContainText('はるさん');
});

test('how it was over the weeks: said before it is told, as far as it is shown, as a picture and a table', async ({ ready, device }) => {
  const haru = await ready.member('はる');
  const nagi = await ready.member('なぎ');
  for (const [days, mood] of [[0, 4], [1, 2], [3, 3], [40, 1], [120, 5]] as const) await felt(ready, haru.token, mood, days);
  await shows(ready, haru.token, 60);
  const { page } = await staffAt(ready, device, `/staff/shared/of/${haru.person_id}`);
  const looks = async () => (await ready.call('GET', '/me/access_events', { token: haru.token })).body.items.length;
  await page.getByRole('link', { name: 'すすみかたを見る' }).click();
  await expect(title(page)).toHaveText('すすみかた');
  await sees(page, '見たことは本人に伝わります。');
  expect(await looks()).toBe(0);
  await button(page, '見る').click();
  await sees(page, 'はるさん');
  await sees(page, '書かなかった日は、あけてあります。');
  expect(await looks()).toBe(1);
  await expect(page.locator('.trend .trend-mark')).toHaveCount(4);
  await expect(page.locator('.trend-line')).toHaveCount(1);
  await page.getByText('同じものを、表で見る').click();
  await expect(page.locator('.trend-table tbody tr')).toHaveCount(4);
  await expect(page.locator('.trend-table tbody tr').first()).toContainText('よい');

  // A reload is no look: it asks again. Back leads to what they show.
  await page.reload();
  await sees(page, '見たことは本人に伝わります。');
  expect(await looks()).toBe(1);
  await page.locator('a.back').click();
  await expect(title(page)).toHaveText('見せてもらった記録');

  // Whoever shows nothing is not asked about, and nobody hears of it.
  await page.goto(`/#/staff/shared/trend/${nagi.person_id}`);
  await button(page, '見る').click();
  await sees(page, 'いまは、見せてもらっていません。');
  expect((await ready.call('GET', '/me/access_events', { token: nagi.token })).body.items).toEqual([]);
});
