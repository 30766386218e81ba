import { ADMIN, FACILITY, type House } from '../support/house.ts';
import { button, joinWith, member, open, sees, title } from '../support/steps.ts';
import { type Device, expect, test } from '../support/test.ts';
import { totp } from '../support/totp.ts';

async function signedInStaff(house: House, device: Device): Promise<void> {
  const { page } = device;
  await page.getByLabel('ログイン名').fill(ADMIN.login_name);
  await page.getByLabel('パスワード', { exact: true }).fill(ADMIN.password);
  await page.getByLabel('6桁の確認番号').fill(totp(house.admin.secret));
  await button(page, 'サインインする').click();
}

test('staff print a card; members join with its QR or its code; it works once and can be taken back', async ({
  ready,
  device,
}) => {
  const staff = await device(ready, '#/staff/invitations');
  await signedInStaff(ready, staff);
  await expect(title(staff.page)).toHaveText('招待');

  const { etag } = await ready.call('GET', '/facility', { token: ready.admin.token });
  const rules = { house_rules: 'くつはぬいでください。\nおやつは15時です。' };
  await ready.call('PATCH', '/facility', { token: ready.admin.token, body: rules, etag: etag ?? '' });

  const cards: { code: string; link: string }[] = [];
  await staff.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  for (const label of ['ハルさん', 'ナツさん', 'いらない紙']) {
    await staff.page.getByLabel('職員用のメモ').fill(label);
    await button(staff.page, '招待カードを作る').click();
    await sees(staff.page, '招待カードができました。');
    const preview = staff.page.locator('.st-preview');
    await expect(preview.getByRole('img', { name: '招待のQR' })).toBeVisible();
    const code = (await preview.locator('code').innerText()).trim();
    expect(code).toMatch(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/);
    await button(staff.page, 'リンクをコピーする').click();
    const copied = await staff.page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toContain('/#/join/');
    cards.push({ code, link: copied });
    if (label === 'ハルさん') {
      const paper = (await staff.page.pdf({ preferCSSPageSize: true })).toString('latin1');
      const [, width, height] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(paper) ?? [];
      expect(paper.match(/\/Type \/Page\b/g), 'one sheet').toHaveLength(1);
      expect(Number(width), 'A6: 105 mm').toBeCloseTo((105 / 25.4) * 72, -1);
      expect(Number(height), 'A6: 148 mm').toBeCloseTo((148 / 25.4) * 72, -1);
    }
    await button(staff.page, 'もう1枚作る').click();
  }
  const [first, second, third] = cards;
  if (!first || !second || !third) throw new Error('three cards were made');

  const haru = await device(ready);
  await haru.page.goto(`/${new URL(first.link).hash}`);
  await sees(haru.page, FACILITY);
  await sees(haru.page, `${FACILITY}の約束`);
  await sees(haru.page, 'くつはぬいでください。');
  const taps = await joinWith(haru.page, { invitation_id: '', ...first }, 'ハル');
  expect(taps).toBeLessThanOrEqual(6);

  const natsu = await device(ready, '');
  await sees(natsu.page, 'ようこそ。');
  await natsu.page.getByLabel('紙のコード').fill(` ${second.code.toLowerCase().replace('-', ' ')} `);
  await button(natsu.page, 'つぎへ').click();
  await button(natsu.page, 'はじめる').click();
  await natsu.page.getByLabel('呼び名').fill('ナツ');
  await button(natsu.page, 'つぎへ').click();
  await expect(title(natsu.page)).toHaveText('見やすさ');

  await staff.page.getByRole('listitem').filter({ hasText: 'いらない紙' }).getByRole('button').click();
  await sees(staff.page, 'このカードは使えなくなります。');
  await button(staff.page, '取りけす').click();
  await sees(staff.page, '招待を取りけしました。');

  for (const card of [first, third]) {
    const late = await device(ready, new URL(card.link).hash);
    await sees(late.page, 'この紙は使いおわっています。職員に新しい紙をもらえます。');
    await expect(button(late.page, 'はじめる'), 'nobody types a name for nothing').toHaveCount(0);
    await expect(late.page.getByLabel('紙のコード')).toBeVisible();
  }

  await open(staff.page, '/staff/people');
  await sees(staff.page, 'ハル');
  await sees(staff.page, 'ナツ');
});

test('somebody with a new card for a lost phone is known: no name is asked, and what was written is there', async ({
  ready,
  device,
}) => {
  const lost = await member(ready, await device(ready));
  await button(lost.page, 'よい').click();
  await sees(lost.page, '記録しました。');
  await expect.poll(async () => (await ready.checkins(lost.token())).length).toBe(1);
  const person_id = (await ready.call('GET', '/me', { token: lost.token() })).body.person_id;
  const card = await ready.invite({ for_person_id: person_id });

  const found = await device(ready, new URL(card.link).hash);
  await button(found.page, 'はじめる').click();
  await expect(title(found.page)).toHaveText('ハルさん、おかえりなさい');
  await expect(found.page.getByLabel('呼び名')).toHaveCount(0);
  await button(found.page, 'つぎへ').click();
  await expect(title(found.page)).toHaveText('見やすさ');
  await button(found.page, 'つぎへ').click();
  await button(found.page, 'つぎへ').click();
  await button(found.page, 'きょうの画面へ').click();
  await expect(title(found.page)).toContainText('ハル');

  await expect.poll(found.token).not.toBe('');
  expect(await ready.checkins(found.token())).toHaveLength(1);
  expect((await ready.call('GET', '/me', { token: lost.token() })).status).toBe(401);
});
