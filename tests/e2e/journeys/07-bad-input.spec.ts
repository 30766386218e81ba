import { ADMIN } from '../support/house.ts';
import { button, choose, link, member, network, open, sees, title } from '../support/steps.ts';
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

  const wrong: [label: string, value: string, said: string][] = [
    ['名前', 'あ'.repeat(61), '60文字までにしてください。'],
    ['読みがな', 'あ'.repeat(81), '80文字までにしてください。'],
    ['英語の名前', FAMILY.repeat(81), '80文字までにしてください。'],
    ['電話番号', '0120-ABC', '数字とハイフンで入れてください。'],
    ['リンク', 'http://example.jp', 'https:// からはじまる形で入れてください。'],
    ['使える時間', 'い'.repeat(121), '120文字までにしてください。'],
    ['英語での時間', 'x'.repeat(161), '160文字までにしてください。'],
    ['地域', 'JP-99999', '国はJP。県はJP-13のように入れます。'],
    ['並び順', '-1', '小さい数字が上に出ます。'],
  ];
  const right: Record<string, string> = {
    名前: RIGHT_TO_LEFT,
    読みがな: 'まるは',
    英語の名前: 'Marhaba',
    電話番号: '０６ー００００ー００００',
    リンク: 'https://example.jp',
    使える時間: 'いつでも',
    英語での時間: 'Always',
    地域: 'jp-27',
    並び順: '７',
  };
  for (const [label, value] of Object.entries(right)) await page.getByLabel(label, { exact: true }).fill(value);
  for (const [label, value, said] of wrong) {
    const field = page.getByLabel(label, { exact: true });
    await field.fill(value);
    await button(page, '保存する').click();
    await expect(field, label).toHaveAttribute('aria-invalid', 'true');
    await expect(field.locator('xpath=ancestor::*[contains(@class,"field")][1]'), label).toContainText(said);
    await expect(field, label).toHaveValue(value);
    for (const [other, kept] of Object.entries(right)) {
      if (other !== label) await expect(page.getByLabel(other, { exact: true })).toHaveValue(kept);
    }
    await field.fill(right[label] ?? '');
  }
  await button(page, '保存する').click();
  await sees(page, `${RIGHT_TO_LEFT}を保存しました。`);
  await sees(page, '06-0000-0000');

  const person = await ready.member('ナツ');
  await open(page, `/staff/people/${person.person_id}`);
  const nickname = page.getByLabel('呼び名');
  const legal = page.getByLabel('本名');
  await legal.fill('い'.repeat(81));
  await nickname.fill('あ'.repeat(21));
  await button(page, '保存する').click();
  await sees(page, '20文字までにしてください。');
  await expect(nickname).toHaveAttribute('aria-invalid', 'true');
  await expect(legal).toHaveAttribute('aria-invalid', 'true');
  await expect(legal).toHaveValue('い'.repeat(81));
  await nickname.fill(' ');
  await button(page, '保存する').click();
  await sees(page, 'ここに入力してください。');
  await page.reload();
  await expect(legal, 'the draft survives a closed tab').toHaveValue('い'.repeat(81));
  await nickname.fill(FAMILY.repeat(20));
  await legal.fill(`山田 ${RIGHT_TO_LEFT}`);
  await button(page, '保存する').click();
  await expect
    .poll(async () => (await ready.call('GET', `/people/${person.person_id}`, { token: ready.admin.token })).body)
    .toMatchObject({ nickname: FAMILY.repeat(20), legal_name: `山田 ${RIGHT_TO_LEFT}` });

  await open(page, '/staff/facility');
  await page.getByLabel('事業所の名前').fill('あ'.repeat(61));
  await button(page, '保存する').click();
  await sees(page, '60文字までにしてください。');
  await expect(page.getByLabel('事業所の名前')).toHaveValue('あ'.repeat(61));
});

test('a card that ran out says so before anybody types', async ({ ready, device }) => {
  const card = await ready.invite();
  ready.expireCards();
  const { page } = await device(ready, new URL(card.link).hash);
  await sees(page, 'この紙は使いおわっています。職員に新しい紙をもらえます。');
  await expect(page.getByLabel('紙のコード')).toBeVisible();

  // It may also run out while somebody thinks about a name, which then stays.
  const late = await ready.invite();
  const haru = await device(ready, new URL(late.link).hash);
  await button(haru.page, 'はじめる').click();
  await haru.page.getByLabel('呼び名').fill('ハル');
  ready.expireCards();
  await button(haru.page, 'つぎへ').click();
  await sees(haru.page, 'この紙は使いおわっています。職員に新しい紙をもらえます。');
  await expect(haru.page.getByLabel('呼び名')).toHaveValue('ハル');
});

for (const days of [-2, 2]) {
  test(`a phone whose clock is ${Math.abs(days)} days ${days < 0 ? 'behind' : 'ahead'} joins, saves, waits offline and undoes like any other`, async ({
    ready,
    device,
  }) => {
    const haru = await device(ready);
    const { page } = haru;
    await page.clock.install({ time: Date.now() + days * 86_400_000 });
    await member(ready, haru);
    await button(page, 'よい').click();
    await sees(page, '記録しました。');
    await expect.poll(async () => (await ready.checkins(haru.token())).map(({ mood }) => mood)).toEqual([4]);
    const [kept] = await ready.checkins(haru.token());
    const day = new Date(Date.now() + days * 86_400_000).toLocaleDateString('sv-SE', { timeZone: 'Asia/Tokyo' });
    expect(kept.local_date, 'the day is the one on the phone').toBe(day);
    expect(Math.abs(Date.parse(kept.received_at) - Date.now()), 'the order is the server’s').toBeLessThan(60_000);

    await network(haru, false);
    await link(page, 'もう少し書く').click();
    await page.getByLabel('メモ').fill('とけいが合わない日');
    await button(page, 'ほぞん').click();
    await sees(page, 'まだ送っていないもの: 1件');
    await network(haru, true);
    await expect.poll(async () => (await ready.checkins(haru.token())).map(({ note }) => note)).toEqual(['とけいが合わない日']);
    await button(page, 'ふつう').click();
    await button(page, '元にもどす').click();
    await expect.poll(async () => (await ready.checkins(haru.token())).map(({ mood }) => mood)).toEqual([4]);
    await expect(page.locator('body')).not.toContainText('まだ送っていないもの');
  });
}
