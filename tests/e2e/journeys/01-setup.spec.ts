import { ADMIN, FACILITY } from '../support/house.ts';
import { button, choose, link, open, sees, title } from '../support/steps.ts';
import { expect, test } from '../support/test.ts';
import { totp } from '../support/totp.ts';

test('the first admin sets the facility up, and the link works once', async ({ house, device }) => {
  const { page } = await device(house, new URL(house.setupLink).hash);
  await expect(title(page)).toHaveText('えんがわの用意');
  await page.getByLabel('事業所の名前').fill(FACILITY);
  await page.getByLabel('呼び名').fill(ADMIN.nickname);
  await page.getByLabel('ログイン名').fill(ADMIN.login_name);
  await page.getByLabel('パスワード', { exact: true }).fill(ADMIN.password);
  await button(page, 'つぎへ').click();

  await expect(title(page)).toHaveText('確認番号の用意');
  await expect(page.getByRole('img', { name: '確認アプリで読みとるQR' })).toBeVisible();
  const secret = (await page.locator('.st-secret code').innerText()).replace(/\s/g, '');
  await page.getByLabel('6桁の確認番号').fill('12345');
  await button(page, 'この内容ではじめる').click();
  await sees(page, '6桁の数字を入れてください。');
  await page.getByLabel('6桁の確認番号').fill(totp(secret, 9));
  await button(page, 'この内容ではじめる').click();
  await sees(page, '番号がちがうようです。ゆっくりでだいじょうぶです。');
  await page.getByLabel('6桁の確認番号').fill(totp(secret));
  await button(page, 'この内容ではじめる').click();

  await expect(title(page)).toHaveText('予備のコード');
  const codes = await page.locator('main .st-codes code').allInnerTexts();
  expect(codes.length).toBeGreaterThanOrEqual(8);
  await button(page, '職員のページへ進む').click();
  await sees(page, '保管したら、ここにしるしを付けてください。');
  await page.getByLabel('予備のコードを保管しました').check();
  await button(page, '職員のページへ進む').click();
  await expect(title(page)).toHaveText('職員のページ');

  const second = await device(house, new URL(house.setupLink).hash);
  await sees(second.page, '用意はもう終わっています');
  await link(second.page, 'サインインする').click();
  await expect(title(second.page)).toHaveText('職員のサインイン');
  await open(second.page, '/');
  await expect(title(second.page)).toHaveText('ようこそ。');
});

test('staff prove who they are twice: a wrong code and a used code are refused, a recovery code works once', async ({
  ready,
  device,
}) => {
  const { page } = await device(ready, '#/staff/people');
  await expect(title(page)).toHaveText('職員のサインイン');
  const signIn = async (password: string, code: string) => {
    await page.getByLabel('ログイン名').fill(ADMIN.login_name);
    await page.getByLabel('パスワード', { exact: true }).fill(password);
    await page.getByLabel('6桁の確認番号').fill(code);
    await button(page, 'サインインする').click();
  };
  await signIn('a wrong password', totp(ready.admin.secret));
  await sees(page, 'ログイン名かパスワードがちがうようです。');
  await expect(page.getByLabel('ログイン名')).toHaveValue(ADMIN.login_name);
  await signIn(ADMIN.password, '000000');
  await sees(page, '番号がちがうようです。');
  await expect(page.getByLabel('6桁の確認番号')).toHaveAttribute('aria-invalid', 'true');
  await signIn(ADMIN.password, totp(ready.admin.secret));
  await expect(title(page)).toHaveText('メンバー');

  await open(page, '/staff');
  await button(page, 'サインアウト').click();
  await expect(title(page)).toHaveText('職員のサインイン');
  for (const [code, works] of [
    [ready.admin.codes[0], true],
    [ready.admin.codes[0], false],
  ] as const) {
    await page.getByLabel('ログイン名').fill(ADMIN.login_name);
    await page.getByLabel('パスワード', { exact: true }).fill(ADMIN.password);
    await choose(page, '予備のコードで入る');
    await page.getByRole('textbox', { name: '予備のコード' }).fill(code ?? '');
    await button(page, 'サインインする').click();
    if (works) {
      await expect(title(page)).toHaveText('職員のページ');
      await button(page, 'サインアウト').click();
      await expect(title(page)).toHaveText('職員のサインイン');
    } else {
      await sees(page, 'このコードは使えませんでした。');
    }
  }
});
