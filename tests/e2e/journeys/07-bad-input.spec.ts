import { ADMIN } from '../support/house.ts';
import { button, choose, open, sees, title } from '../support/steps.ts';
import { expect, test } from '../support/test.ts';
import { totp } from '../support/totp.ts';

const FAMILY = '👨‍👩‍👧‍👦';
const RIGHT_TO_LEFT = 'مرحبا بكم';

test('too long, empty, emoji and right-to-left: said at the field, and what was typed stays', async ({ ready, device }) => {
  const { code } = await ready.invite();
  const haru = await device(ready, `#/join/${code}`);
  const { page } = haru;
  await button(page, 'はじめる').click();
  const name = page.getByLabel('呼び名');
  await button(page, 'つぎへ').click();
  await sees(page, '1文字でもだいじょうぶです。');
  await expect(name).toHaveAttribute('aria-invalid', 'true');
  await name.fill('あ'.repeat(21));
  await button(page, 'つぎへ').click();
  await sees(page, '20文字までにしてください。');
  await expect(name).toHaveValue('あ'.repeat(21));
  // Twenty families are twenty letters to a person, and 500 bytes to a machine.
  await name.fill(FAMILY.repeat(20));
  await button(page, 'つぎへ').click();
  await expect(title(page)).toHaveText('見やすさ');

  await open(page, '/settings/name');
  await page.getByLabel('呼び名').fill(RIGHT_TO_LEFT);
  await button(page, 'ほぞん').click();
  await expect.poll(async () => (await ready.call('GET', '/me', { token: haru.token() })).body.nickname).toBe(RIGHT_TO_LEFT);

  await open(page, '/settings/words');
  await page.getByLabel('新しいことば').fill('あ'.repeat(13));
  await button(page, 'ふやす').click();
  await sees(page, '12文字までにしてください。');
  await page.getByLabel('新しいことば').fill('そわそわ');
  await button(page, 'ふやす').click();
  await page.getByLabel('新しいことば').fill('そわそわ');
  await button(page, 'ふやす').click();
  await sees(page, '同じことばが、もうあります。');
  await expect(page.getByLabel('新しいことば')).toHaveValue('そわそわ');

  await open(page, '/wins');
  await page.getByLabel('できたこと').fill('あ'.repeat(101));
  await button(page, '記録する').click();
  await sees(page, '100文字までにしてください。');
  await expect(page.getByLabel('できたこと')).toHaveValue('あ'.repeat(101));

  await open(page, '/');
  await button(page, 'よい').click();
  await page.getByRole('link', { name: 'もう少し書く' }).click();
  await page.getByLabel('メモ').fill(`${FAMILY}${'あ'.repeat(2_004)}`);
  await button(page, 'ほぞん').click();
  await sees(page, 'あと5文字、短くしてください。');
  await page.getByLabel('メモ').fill(`<img src=x onerror=alert(1)> ${RIGHT_TO_LEFT} ${FAMILY}`);
  await button(page, 'ほぞん').click();
  await expect
    .poll(async () => (await ready.checkins(haru.token()))[0]?.note)
    .toBe(`<img src=x onerror=alert(1)> ${RIGHT_TO_LEFT} ${FAMILY}`);
});

test('staff forms say at the field what to do, and keep what was typed', async ({ ready, device }) => {
  const { page } = await device(ready, '#/staff/invitations');
  await page.getByLabel('ログイン名').fill('ＹＡＭＡＮＯ');
  await button(page, 'サインインする').click();
  await sees(page, 'ここに入力してください。');
  await page.getByLabel('パスワード', { exact: true }).fill(ADMIN.password);
  await page.getByLabel('6桁の確認番号').fill(totp(ready.admin.secret));
  await button(page, 'サインインする').click();
  await expect(title(page)).toHaveText('招待');

  const label = page.getByLabel('職員用のメモ');
  await label.fill('あ'.repeat(41));
  await button(page, '招待カードを作る').click();
  await sees(page, '40文字までにしてください。');
  await expect(label).toHaveValue('あ'.repeat(41));
  await page.reload();
  await expect(label).toHaveValue('あ'.repeat(41));

  await open(page, '/staff/help');
  await button(page, '相談先を足す').click();
  await page.getByLabel('名前', { exact: true }).fill('');
  await page.getByLabel('リンク').fill('javascript:alert(1)');
  await choose(page, 'ウェブ');
  await button(page, '保存する').click();
  await expect(page.locator('main [aria-invalid=true]').first()).toBeVisible();
  await expect(page.getByLabel('リンク')).toHaveValue('javascript:alert(1)');

  await open(page, '/staff/facility');
  await page.getByLabel('施設の名前').fill('あ'.repeat(61));
  await button(page, '保存する').click();
  await sees(page, '60文字までにしてください。');
  await expect(page.getByLabel('施設の名前')).toHaveValue('あ'.repeat(61));
});
