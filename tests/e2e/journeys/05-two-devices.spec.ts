import { ADMIN } from '../support/house.ts';
import { button, choose, joinWith, link, member, network, open, sees, title, workerReady } from '../support/steps.ts';
import { expect, test } from '../support/test.ts';
import { totp } from '../support/totp.ts';

test('a note changed in two places: both texts are kept and the person chooses', async ({ ready, device }) => {
  const haru = await member(ready, await device(ready));
  const { page } = haru;
  await button(page, 'ふつう').click();
  await link(page, 'もう少し書く').click();
  await page.getByLabel('メモ').fill('はじめの文');
  await button(page, 'ほぞん').click();
  await expect.poll(async () => (await ready.checkins(haru.token()))[0]?.note).toBe('はじめの文');
  const [entry] = await ready.checkins(haru.token());
  const path = `/checkins/${entry.checkin_id}`;

  for (const choice of ['両方を残す', 'もういちど送る', 'これは送らない']) {
    await open(page, `/checkin/${entry.checkin_id}`);
    await page.getByLabel('メモ').fill(`電話の文 ${choice}`);
    const { etag } = await ready.call('GET', path, { token: haru.token() });
    const theirs = { note: `べつの電話の文 ${choice}` };
    expect((await ready.call('PATCH', path, { token: haru.token(), body: theirs, etag: etag ?? '' })).status).toBe(200);
    await button(page, 'ほぞん').click();
    await sees(page, 'たしかめてほしいものが1件あります。');
    await link(page, 'たしかめる').click();
    await sees(page, `電話の文 ${choice}`);
    await sees(page, `べつの電話の文 ${choice}`);
    await button(page, choice).click();
    await sees(page, 'たしかめるものは、ありません。');
    const notes = async () => (await ready.checkins(haru.token())).map(({ note }) => note).sort();
    if (choice === '両方を残す') {
      await expect.poll(notes).toEqual([`べつの電話の文 ${choice}`, `電話の文 ${choice}`].sort());
      const own = (await ready.checkins(haru.token())).find(({ note }) => note === `電話の文 ${choice}`);
      await ready.call('DELETE', `/checkins/${own.checkin_id}`, { token: haru.token() });
    } else if (choice === 'もういちど送る') await expect.poll(notes).toEqual([`電話の文 ${choice}`]);
    else await expect.poll(notes).toEqual([`べつの電話の文 ${choice}`]);
    await page.reload();
    await sees(page, 'たしかめるものは、ありません。');
    await open(page, '/');
    await expect(title(page)).toContainText('ハル');
  }
});

test('a lost phone is stopped by staff: out at once, a kind page, help still there', async ({ ready, device }) => {
  const haru = await member(ready, await device(ready));
  await workerReady(haru.page);
  const staff = await device(ready, '#/staff/people');
  await staff.page.getByLabel('ログイン名').fill(ADMIN.login_name);
  await staff.page.getByLabel('パスワード', { exact: true }).fill(ADMIN.password);
  await staff.page.getByLabel('6桁の確認番号').fill(totp(ready.admin.secret));
  await button(staff.page, 'サインインする').click();
  await staff.page.getByRole('link', { name: /ハル/ }).click();
  await button(staff.page, '端末をすべて止める').click();
  await sees(staff.page, 'この操作はもどせません。');
  await button(staff.page, 'すべて止める').click();
  await expect(staff.page.locator('body')).toContainText('いま使っている端末はありません。');
  expect((await ready.call('GET', '/me', { token: haru.token() })).status).toBe(401);

  await button(haru.page, 'よい').click();
  await sees(haru.page, 'ようこそ。');
  await expect(haru.page.locator('body')).not.toContainText('ハル');
  await haru.page.getByRole('navigation').getByRole('link', { name: '助け' }).click();
  await expect(haru.page.getByRole('link', { name: /119/ })).toBeVisible();

  // With a new card the same person is back, and what was written in between arrives.
  const card = await ready.invite({ for_person_id: (await ready.call('GET', '/people', { token: ready.admin.token })).body.items.find((one: { nickname: string }) => one.nickname === 'ハル').person_id });
  await joinWith(haru.page, card, 'ハル');
  await expect.poll(async () => (await ready.checkins(haru.token())).map(({ mood }) => mood)).toEqual([4]);
});

test('choices are applied at once, kept after a reload, and on a second phone', async ({ ready, device }) => {
  const haru = await member(ready, await device(ready));
  const { page } = haru;
  const root = page.locator('html');
  await open(page, '/settings/look');
  await choose(page, '200%');
  await choose(page, '暗い');
  await choose(page, /しずかな画面/);
  await expect(root).toHaveAttribute('data-text', '200');
  await expect(root).toHaveAttribute('data-theme', 'dark');
  await expect(root).toHaveAttribute('data-quiet', 'on');
  await open(page, '/settings/mood');
  await choose(page, '3つ');
  await open(page, '/settings/words');
  await page.getByLabel('新しいことば').fill('ねむい');
  await button(page, 'ふやす').click();
  await open(page, '/settings/items');
  await page.getByLabel('項目の名前').fill('歩数');
  await button(page, 'ふやす').click();
  await open(page, '/settings/language');
  await choose(page, 'English');
  await expect(title(page)).toHaveText('Language');
  await expect(root).toHaveAttribute('lang', 'en');

  await page.reload();
  await expect(title(page)).toHaveText('Language');
  await expect(root).toHaveAttribute('data-text', '200');
  await expect(root).toHaveAttribute('data-theme', 'dark');
  await open(page, '/');
  await expect(page.locator('.moods button')).toHaveCount(3);
  await expect
    .poll(async () => {
      const { language, preferences } = (await ready.call('GET', '/me', { token: haru.token() })).body;
      return [language, preferences.text_size, preferences.theme, preferences.quiet, preferences.mood_scale];
    })
    .toEqual(['en', 200, 'dark', true, 'three']);

  // A second phone of the same person sees the same. (A one-time link would be another way in; a new card stops the first phone.)
  const { items } = (await ready.call('GET', '/people', { token: ready.admin.token })).body;
  const { person_id } = items.find((one: { nickname: string }) => one.nickname === 'ハル');
  const second = await device(ready);
  await second.page.goto(`/${new URL((await ready.invite({ for_person_id: person_id })).link).hash}`);
  await button(second.page, 'はじめる').click();
  await button(second.page, 'つぎへ').click();
  await expect(second.page.locator('html')).toHaveAttribute('data-text', '200');
  await expect(second.page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(second.page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await open(second.page, '/settings/words');
  await sees(second.page, 'ねむい');
  await open(second.page, '/settings/items');
  await sees(second.page, '歩数');
  await open(second.page, '/settings/devices');
  await sees(second.page, 'This phone');
});

test('leaving warns while entries wait, and then leaves nothing on the phone', async ({ ready, device }) => {
  const haru = await member(ready, await device(ready));
  const { page } = haru;
  await workerReady(page);
  await network(haru, false);
  await button(page, 'ふつう').click();
  await sees(page, '記録しました。');
  await open(page, '/settings/leave');
  await sees(page, 'まだ送っていないものが1件あります。');
  await button(page, '送ってから出る').click();
  await sees(page, 'いま出ると、その1件は消えます。');
  await expect(button(page, '消して出る')).toBeVisible();
  await network(haru, true);
  await expect.poll(async () => (await ready.checkins(haru.token())).length).toBe(1);
  const token = haru.token();
  await page.reload();
  await button(page, 'この電話から出る').click();
  await sees(page, '出ました。またいつでもどうぞ。');
  await sees(page, 'ようこそ。');
  expect((await ready.call('GET', '/me', { token })).status).toBe(401);
  const left = await page.evaluate(async () => {
    const found: string[] = [];
    for (const { name } of await indexedDB.databases()) {
      if (!name) continue;
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(opening.error);
      });
      for (const store of db.objectStoreNames) {
        const rows = await new Promise<unknown[]>((resolve) => {
          const asking = db.transaction(store).objectStore(store).getAll();
          asking.onsuccess = () => resolve(asking.result);
        });
        found.push(JSON.stringify(rows));
      }
      db.close();
    }
    return `${found.join()}${JSON.stringify(localStorage)}${JSON.stringify(sessionStorage)}`;
  });
  expect(left).not.toContain('ハル');
  expect(left).not.toContain('mood"');
  await page.reload();
  await sees(page, 'ようこそ。');
});
