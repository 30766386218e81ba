import { readFileSync } from 'node:fs';
import { button, choose, joinWith, link, member, open, sees, staffAt, title } from '../support/steps.ts';
import { expect, test } from '../support/test.ts';

/** The names in a zip, from its central directory (APPNOTE 4.3.12). */
function namesIn(zip: Buffer): string[] {
  const names: string[] = [];
  for (let at = zip.indexOf('PK\u0001\u0002', 0, 'latin1'); at >= 0; at = zip.indexOf('PK\u0001\u0002', at + 4, 'latin1'))
    names.push(zip.subarray(at + 46, at + 46 + zip.readUInt16LE(at + 28)).toString());
  return names;
}

test('everything can be taken along, erasing can be undone for seven days, and then the phone is empty', async ({
  ready,
  device,
}) => {
  const haru = await member(ready, await device(ready));
  const { page } = haru;
  await page.getByRole('button', { name: /すこしつらい/ }).click();
  await sees(page, '記録しました。');
  await open(page, '/settings');
  await page.getByRole('link', { name: /^わたしのデータ/ }).click();

  // Who looked: nobody yet.
  await page.getByRole('link', { name: /^だれが見たか/ }).click();
  await sees(page, 'ほかの人は、まだなにも見ていません。');

  // Take along.
  await open(page, '/own/take');
  const coming = page.waitForEvent('download');
  await button(page, 'ファイルを作る').click();
  const file = await coming;
  expect(file.suggestedFilename()).toMatch(/^engawa-\d{4}-\d\d-\d\d\.zip$/);
  const names = namesIn(readFileSync(await file.path()));
  for (const name of ['data.json', 'index.html', 'checkins.csv', 'me.csv']) expect(names).toContain(name);
  await sees(page, 'ファイルを、この電話にわたしました。');

  // In seven days, and undone on home.
  await open(page, '/own/erase');
  await sees(page, 'きろく: 1件');
  await sees(page, '名前なしで残るもの');
  await button(page, '消す').click();
  await button(page, '7日あとに消す').click();
  await sees(page, 'それまでは、取り消せます。');
  await open(page, '/');
  await button(page, '取り消す').click();
  await sees(page, '取り消しました。なにも消えません。');
  await expect(button(page, '取り消す')).toHaveCount(0);

  // Now: signed out, the welcome page, and nothing of the person on the phone.
  const { token } = { token: haru.token() };
  await open(page, '/own/erase');
  await choose(page, 'いますぐ消す（取り消せません）');
  await button(page, '消す').click();
  await button(page, 'いますぐ消す').click();
  await sees(page, 'けしました。またいつでもどうぞ。');
  await sees(page, 'ようこそ。');
  expect((await ready.call('GET', '/me', { token })).status).toBe(401);
  const left = await page.evaluate(async () => {
    const counts: Record<string, number> = {};
    for (const { name = '' } of await indexedDB.databases()) {
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        const asked = indexedDB.open(name);
        asked.onsuccess = () => resolve(asked.result);
        asked.onerror = () => reject(asked.error);
      });
      for (const store of db.objectStoreNames) {
        if (!['outbox', 'rows', 'drafts'].includes(store)) continue;
        counts[store] = await new Promise<number>((resolve) => {
          const count = db.transaction(store).objectStore(store).count();
          count.onsuccess = () => resolve(count.result);
        });
      }
      db.close();
    }
    return counts;
  });
  expect(Object.keys(left).length).toBeGreaterThan(0);
  expect(Object.values(left).every((count) => count === 0)).toBe(true);
  await page.reload();
  await sees(page, 'ようこそ。');
});

test('an admin reads what happened, checks it, and keeps the number of the day elsewhere', async ({ ready, device }) => {
  await joinWith((await device(ready)).page, await ready.invite(), 'ハル');
  const { page } = await staffAt(ready, device, '/staff');
  await page.getByRole('link', { name: /利用のきろく/ }).click();
  await expect(title(page)).toHaveText('利用のきろく');
  await sees(page, 'カードで入りました');
  await button(page, '書きかえられていないか、たしかめる').click();
  await sees(page, 'すべてつながっています。');
  const coming = page.waitForEvent('download');
  await button(page, 'きょうの番号を、ひかえる').click();
  const file = await coming;
  await page.locator('input[type=file]').setInputFiles(await file.path());
  await sees(page, 'ひかえの番号も、この中にあります。');
  await expect(link(page, 'きょう')).toBeVisible();
});
