import { ADMIN, type House } from '../support/house.ts';
import { button, choose, link, member, open, sees, staffAt, title } from '../support/steps.ts';
import { expect, test } from '../support/test.ts';

const DAY = 86_400_000;

/** A day on the facility's calendar, some days from now. */
const inDays = (days: number): string =>
  new Date(Date.now() + days * DAY).toLocaleDateString('sv-SE', { timeZone: 'Asia/Tokyo' });

/** What the calendar of somebody says from today on. */
// biome-ignore lint: what a server says is not known before it is looked at
async function calendar(house: House, token: string): Promise<any[]> {
  const path = `/occurrences?from=${inDays(0)}&to=${inDays(369)}`;
  return (await house.call('GET', path, { token })).body.items;
}

const japanese = (day: string, more: Intl.DateTimeFormatOptions = {}): string =>
  new Intl.DateTimeFormat('ja-JP', { month: 'long', day: 'numeric', timeZone: 'UTC', ...more }).format(new Date(day));
const later = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);

/** The same weekday, as often into the month, some months from that of a day. */
function sameOf(day: string, months: number): string {
  const then = new Date(day);
  const first = new Date(Date.UTC(then.getUTCFullYear(), then.getUTCMonth() + months, 1));
  const offset = (then.getUTCDay() - first.getUTCDay() + 7) % 7;
  const weeks = Math.ceil(then.getUTCDate() / 7) - 1;
  return later(first.toISOString().slice(0, 10), offset + 7 * weeks);
}

/** A row of monthly days of which exactly the second is a public holiday, whenever this test runs. */
async function rowWithHoliday(house: House, token: string) {
  const path = `/occurrences?from=${inDays(0)}&to=${inDays(369)}`;
  const { days } = (await house.call('GET', path, { token })).body as { days: { date: string; name: string }[] };
  const off = new Set(days.map(({ date }) => date));
  for (const { date, name } of days) {
    const row = [-1, 1, 2].map((months) => sameOf(date, months));
    const fits = Number(date.slice(8)) <= 28 && row.every((day) => day > inDays(1) && day < inDays(360) && !off.has(day));
    const [first = '', third = '', fourth = ''] = row;
    if (fits) return { first, holiday: date, name, third, fourth };
  }
  throw new Error('no holiday fits');
}

test('staff make 「毎月第n何曜、祝日は休み」, move one with a reason, cancel one, and take it as a model', async ({
  ready,
  device,
}) => {
  const haru = await ready.member('ハル');
  const { first, holiday, name, third, fourth } = await rowWithHoliday(ready, haru.token);
  const rule = `毎月第${Math.ceil(Number(first.slice(8)) / 7)}${japanese(first, { month: undefined, day: undefined, weekday: 'short' })}曜`;
  const left = `${japanese(holiday)}は${name}のため休みです。`;
  const { page } = await staffAt(ready, device, '/staff/calendar');
  await expect(title(page)).toHaveText('予定');
  await sees(page, 'この月の予定は、まだありません。');

  // The kind comes first and fills in what is usual; three taps besides what only staff can know.
  await link(page, '新しい予定').first().click();
  await page.getByRole('radio', { name: /^話し合い/ }).check();
  await expect(page.getByLabel('長さ（分）')).toHaveValue('60');
  await expect(page.getByLabel('定員')).toHaveValue('12');
  await page.getByLabel('名前', { exact: true }).fill('毎月の会');
  await page.getByLabel('1番目').fill('あいさつ');
  await page.getByLabel('1番目').press('Enter');
  await page.getByLabel('2番目').fill('ひとことずつ（パスできます）');
  await page.getByLabel('日にち').fill(first);
  await page.getByLabel('はじまる時間').fill('14:00');
  await choose(page, /^毎月（第2木曜/);
  await sees(page, `${rule} 14:00–15:00です。祝日は休みます。`);
  await sees(page, `次は${[first, third, fourth].map((day) => japanese(day)).join('、')}です。${left}`);

  // Nothing typed is lost by a reload.
  await page.reload();
  await expect(page.getByLabel('名前', { exact: true })).toHaveValue('毎月の会');
  await expect(page.getByLabel('2番目')).toHaveValue('ひとことずつ（パスできます）');
  // Whoever plans it watches, until they say who else; nobody is a choice, too, and it is said.
  await expect(page.getByLabel('見守り担当')).toHaveValue(ready.admin.person_id);
  await page.getByLabel('見守り担当').selectOption('');
  await button(page, '公開する').click();
  await sees(page, '予定ができました。');
  await sees(page, left);
  await sees(page, '見守り担当がまだいません');

  const made = (await calendar(ready, haru.token)).slice(0, 3);
  expect(made.map(({ recurrence_id }) => recurrence_id)).toEqual([first, third, fourth]);
  const id = made[0].gathering_id;
  const at = (day: string) => `/staff/calendar/at/${id}/${day}`;

  // One is moved: no reason, no change; the reason reaches the members.
  await open(page, at(third));
  await link(page, '日時をうつす').click();
  await expect(page.getByRole('radio', { name: 'この回だけ' })).toBeChecked();
  await page.getByLabel('日にち').fill(later(third, 1));
  await page.getByLabel('はじまる時間').fill('15:00');
  await sees(page, `${japanese(later(third, 1), { weekday: 'short' })} 15:00–16:00`);
  await button(page, 'この内容に変える').click();
  await sees(page, 'ここに入力してください。');
  await expect(page.getByLabel('なぜ変わるか')).toBeFocused();
  await button(page, '部屋のつごうで変わります。').click();
  await button(page, 'この内容に変える').click();
  await sees(page, '「毎月の会」を変えました。');
  await sees(page, '日時が変わりました');
  const moved = (await calendar(ready, haru.token)).find(({ recurrence_id }) => recurrence_id === third);
  expect(moved.starts_at).toContain(`${later(third, 1)}T15:00`);
  expect(moved.change).toMatchObject({ kind: 'moved', reason: '部屋のつごうで変わります。' });

  // This one and those after it get another place; the one before keeps its own.
  await link(page, '内容を変える').click();
  await choose(page, 'この回から先');
  await choose(page, '場所');
  await page.getByRole('textbox', { name: '場所' }).fill('1階の食堂');
  await page.getByLabel('なぜ変わるか').fill('広い部屋にします。');
  await button(page, 'この内容に変える').click();
  await expect(title(page)).toHaveText('予定');
  const places = (await calendar(ready, haru.token)).slice(0, 3).map(({ place }) => place);
  expect(places).toEqual([null, '1階の食堂', '1階の食堂']);

  // One is called off, in two taps and with a reason; it can take place after all.
  await open(page, at(fourth));
  await link(page, '中止にする').click();
  await button(page, '天気のため中止にします。').click();
  await button(page, '中止にする').click();
  await sees(page, 'この回を中止にしますか');
  await button(page, '中止にする').click();
  await sees(page, '「毎月の会」を中止にしました。');
  const gone = (await calendar(ready, haru.token)).find(({ recurrence_id }) => recurrence_id === fourth);
  expect(gone).toMatchObject({ state: 'cancelled', change: { reason: '天気のため中止にします。' } });
  await open(page, at(fourth));
  await page.getByRole('textbox', { name: 'なぜ変わるか' }).fill(' ');
  await button(page, 'やっぱり開く').click();
  await sees(page, 'ここに入力してください。');
  await page.getByRole('textbox', { name: 'なぜ変わるか' }).fill('雨がやみました。');
  await button(page, 'やっぱり開く').click();
  await sees(page, 'また予定にもどしました。');
  const back = (await calendar(ready, haru.token)).find(({ recurrence_id }) => recurrence_id === fourth);
  expect(back).toMatchObject({ state: 'planned', change: { reason: '雨がやみました。' } });

  // The last one of a kind is the model of the next: everything but the day.
  await open(page, '/staff/calendar');
  await button(page, '前のをもとにする').click();
  await page.getByRole('link', { name: /毎月の会/ }).first().click();
  await expect(page.getByLabel('名前', { exact: true })).toHaveValue('毎月の会');
  await expect(page.getByLabel('2番目')).toHaveValue('ひとことずつ（パスできます）');
  await page.getByLabel('名前', { exact: true }).fill('とくべつな会');
  await page.getByLabel('日にち', { exact: true }).fill(holiday);
  await choose(page, 'くり返さない');
  await sees(page, `この日は${name}です。それでも開きます。`);
  await button(page, '公開する').click();
  await sees(page, '予定ができました。');
  const special = (await calendar(ready, haru.token)).find(({ title }) => title === 'とくべつな会');
  expect(special.recurrence_id).toBe(holiday);
});

test('a wish of a member is answered: into the calendar in two taps, or kindly', async ({ ready, device }) => {
  const haru = await ready.member('ハル');
  const wish = (title: string) => ({ kind: 'exchange', title, starts_on: inDays(0), starts_at: '23:00', minutes: 45 });
  for (const title of ['ギターを聞く会', '夜の山のぼり'])
    await ready.call('POST', '/gatherings', { token: haru.token, body: wish(title) });
  const { page } = await staffAt(ready, device, '/staff/calendar');
  const card = (title: string) => page.getByRole('listitem').filter({ hasText: title }).first();

  await sees(page, 'メンバーからの提案');
  await card('ギターを聞く会').getByRole('button', { name: /予定にする$/ }).click();
  await page.getByLabel('見守り担当').selectOption({ label: ADMIN.nickname });
  await card('ギターを聞く会').getByRole('button', { name: '予定にする', exact: true }).click();
  await sees(page, '「ギターを聞く会」を予定に入れました。');
  await sees(page, `見守り ${ADMIN.nickname}さん`);
  expect(await calendar(ready, haru.token)).toHaveLength(1);

  await card('夜の山のぼり').getByRole('button', { name: /返事を書く$/ }).click();
  await button(page, '返事を送る').click();
  await sees(page, 'ひとこと書いてから送ってください。');
  await page.getByLabel('提案した人への返事').fill('ありがとう。夜はあぶないので、昼にどうでしょう。');
  await button(page, '返事を送る').click();
  await sees(page, '「夜の山のぼり」に返事をしました。');
  const own = (await ready.call('GET', '/gatherings?state=declined', { token: haru.token })).body.items;
  expect(own[0].message).toBe('ありがとう。夜はあぶないので、昼にどうでしょう。');
  await expect(page.locator('body')).not.toContainText('メンバーからの提案');
});

test('staff correct a wish before it goes into the calendar', async ({ ready, device }) => {
  const haru = await ready.member('ハル');
  const wish = { kind: 'exchange', title: 'ギターを聞く会', starts_on: inDays(2), starts_at: '23:00', minutes: 45 };
  const made = (await ready.call('POST', '/gatherings', { token: haru.token, body: wish })).body;
  const { page } = await staffAt(ready, device, '/staff/calendar');
  const card = page.getByRole('listitem').filter({ hasText: 'ギターを聞く会' }).first();

  await card.getByRole('link', { name: /提案をなおす$/ }).click();
  await expect(title(page)).toHaveText('提案をなおす');
  await page.getByLabel('はじまる時間').fill('15:30');
  await page.getByRole('textbox', { name: '場所' }).fill('1階の食堂');
  await sees(page, '15:30–16:15');
  await button(page, '保存する').click();
  await sees(page, '「ギターを聞く会」をなおしました。');
  await sees(page, '15:30–16:15');
  const own = (await ready.call('GET', `/gatherings/${made.gathering_id}`, { token: haru.token })).body;
  expect([own.state, own.starts_at, own.place]).toEqual(['proposed', '15:30', '1階の食堂']);

  await card.getByRole('button', { name: /予定にする$/ }).click();
  await card.getByRole('button', { name: '予定にする', exact: true }).click();
  await sees(page, '「ギターを聞く会」を予定に入れました。');
  expect((await calendar(ready, haru.token))[0].starts_at).toContain('15:30');
});

test('this one and all that follow are shifted to another day of the week, and answers go along', async ({ ready, device }) => {
  const haru = await ready.member('ハル');
  const [start, days] = [inDays(8), (n: number) => later(inDays(8), n)];
  const weekdays = [['su', 'mo', 'tu', 'we', 'th', 'fr', 'sa'][new Date(start).getUTCDay()]];
  const body = {
    ...{ kind: 'exchange', title: 'お茶の会', starts_on: start, starts_at: '10:00', on_holiday: 'hold', on_closing_day: 'hold' },
    repeats: { every: 'week', weekdays, count: 4 },
  };
  const made = (await ready.call('POST', '/gatherings', { token: ready.admin.token, body })).body;
  const at = `/gatherings/${made.gathering_id}/occurrences`;
  await ready.call('PUT', `${at}/${days(14)}/participation`, { token: haru.token, body: { mode: 'listen' } });

  const { page } = await staffAt(ready, device, `/staff/calendar/at/${made.gathering_id}/${days(7)}/change`);
  await choose(page, 'この回から先');
  await choose(page, '日をずらす');
  await page.getByLabel('この回の新しい日').fill(days(9));
  await sees(page, `${japanese(days(9), { weekday: 'short' })}`);
  await page.getByLabel('なぜ変わるか').fill('来やすいように変えます。');
  await button(page, 'この内容に変える').click();
  await sees(page, '「お茶の会」を変えました。');

  const held = (await calendar(ready, haru.token)).map(({ recurrence_id }) => recurrence_id);
  expect(held).toEqual([start, days(9), days(16), days(23)]);
  const mine = (await ready.call('GET', `${at}/${days(16)}`, { token: haru.token })).body.mine;
  expect(mine.mode).toBe('listen');
});

test('whoever leads sees cards and attendance; own mark and confirmation are both kept', async ({ ready, device }) => {
  const haru = await ready.member('ハル');
  const natsu = await ready.member('ナツ');
  const now = new Date(Date.now() + 9 * 3_600_000).toISOString();
  const body = { kind: 'meeting', title: 'いまの会', starts_on: now.slice(0, 10), starts_at: now.slice(11, 16) };
  const made = (await ready.call('POST', '/gatherings', { token: ready.admin.token, body })).body;
  const at = `/gatherings/${made.gathering_id}/occurrences/${body.starts_on}`;
  for (const [who, mode] of [
    [haru, 'listen'],
    [natsu, 'talk'],
  ] as const)
    await ready.call('PUT', `${at}/participation`, { token: who.token, body: { mode } });
  await ready.call('PUT', `${at}/attendance/${haru.person_id}`, { token: haru.token, body: { attended: 'partly' } });
  await ready.call('POST', `${at}/signals`, { token: haru.token, body: { kind: 'step_out' } });

  const { page } = await staffAt(ready, device, `/staff/lead/${made.gathering_id}/${body.starts_on}`);
  await expect(title(page)).toHaveText('出席とカード');
  await sees(page, '少し外へ');
  await button(page, 'ハル 見ました').click();
  await expect(button(page, 'ハル 見ました')).toHaveCount(0);

  const names = page.locator('.cal-people strong');
  await expect(names).toHaveText(['ナツ', 'ハル']);
  const row = page.getByRole('listitem').filter({ hasText: '聞くだけ' });
  await expect(row).toContainText('途中');
  await button(page, 'ハル 来た').click();
  await expect(button(page, 'ハル 来た')).toHaveAttribute('aria-pressed', 'true');
  await sees(page, `${ADMIN.nickname}さんが確認しました`);
  await button(page, 'ハル 途中').click();
  await expect(button(page, 'ハル 途中')).toHaveAttribute('aria-pressed', 'true');
  // biome-ignore lint: as above
  const kept = async (): Promise<any> =>
    (await ready.call('GET', `${at}/participants`, { token: ready.admin.token })).body.items.find(
      ({ nickname }: { nickname: string }) => nickname === 'ハル',
    );
  await expect.poll(async () => (await kept()).confirmed).toBe('partly');
  expect(await kept()).toMatchObject({ attended: 'partly', confirmed_by: ADMIN.nickname });
});

test('a host who is not staff leads, too, and sees only the names that people chose to show', async ({ ready, device }) => {
  const tsubasa = await member(ready, await device(ready), 'ツバサ');
  const haru = await ready.member('ハル');
  const natsu = await ready.member('ナツ');
  const host_id = (await ready.call('GET', '/me', { token: tsubasa.token() })).body.person_id;
  const body = { kind: 'exchange', title: 'お茶の会', starts_on: inDays(1), starts_at: '15:00', host_id };
  const made = (await ready.call('POST', '/gatherings', { token: ready.admin.token, body })).body;
  const at = `/gatherings/${made.gathering_id}/occurrences/${body.starts_on}`;
  await ready.call('PUT', `${at}/participation`, { token: haru.token, body: { mode: 'listen', shown: true } });
  await ready.call('PUT', `${at}/participation`, { token: natsu.token, body: { mode: 'talk' } });

  await open(tsubasa.page, `/staff/lead/${made.gathering_id}/${body.starts_on}`);
  await expect(title(tsubasa.page)).toHaveText('出席とカード');
  await expect(tsubasa.page.locator('.cal-people strong')).toHaveText(['ハル']);
  await expect(tsubasa.page.locator('body')).not.toContainText('ナツ');
  await sees(tsubasa.page, '名前を見せると決めた人だけが出ます。');
  await sees(tsubasa.page, 'はじまる30分前から、しるしを付けられます。');

  const other = await member(ready, await device(ready), 'アキ');
  await open(other.page, `/staff/lead/${made.gathering_id}/${body.starts_on}`);
  await sees(other.page, 'このページは、まとめ役と見守り担当が使います。');
});

test('what cannot be is said at the field, and what was typed stays', async ({ ready, device }) => {
  const { page } = await staffAt(ready, device, '/staff/calendar/new');
  await page.getByRole('radio', { name: /^交流会/ }).check();
  await button(page, '公開する').click();
  await expect(page.getByLabel('名前', { exact: true })).toBeFocused();
  for (const label of ['名前', '日にち', 'はじまる時間'])
    await expect(page.getByLabel(label, { exact: true })).toHaveAttribute('aria-invalid', 'true');
  await page.getByLabel('名前', { exact: true }).fill('あ'.repeat(61));
  await page.getByLabel('日にち').fill(inDays(3));
  await page.getByLabel('はじまる時間').fill('14:00');

  // There is no end to be before the start: only minutes, and they are more than none.
  await page.getByLabel('長さ（分）').fill('-30');
  await page.getByLabel('オンラインのリンク').fill('javascript:alert(1)');
  await choose(page, '毎週');
  await choose(page, '日にちで');
  await page.getByLabel('さいごの日').fill('2076-12-10');
  await button(page, '公開する').click();
  await sees(page, '5分から1440分（24時間）で入れてください。');
  await sees(page, 'https:// からはじまる形で入れてください。');
  await sees(page, 'はじまりの日から5年先までにしてください。');

  await page.getByLabel('長さ（分）').fill('９０');
  await page.getByLabel('オンラインのリンク').fill('');
  await choose(page, /^毎月（10日/);
  await page.getByLabel('何日').fill(inDays(3).endsWith('31') ? '30' : '31');
  await page.getByLabel('さいごの日').fill(inDays(3));
  await button(page, '公開する').click();
  await sees(page, 'それまでに、あてはまる日がありません。');

  // What only the server refuses comes back to its field, too.
  await choose(page, '回数で');
  await page.getByLabel('回数', { exact: true }).fill('2');
  await button(page, '公開する').click();
  await sees(page, '60文字までにしてください。');
  await expect(page.getByLabel('名前', { exact: true })).toHaveValue('あ'.repeat(61));
  await page.getByLabel('名前', { exact: true }).fill('👨‍👩‍👧‍👦の会 مرحبا <b>');
  await button(page, '公開する').click();
  await sees(page, '予定ができました。');
  await sees(page, '👨‍👩‍👧‍👦の会 مرحبا <b>');
});

test('two people change the same: both texts are shown, nothing is lost', async ({ ready, device }) => {
  const body = { kind: 'meeting', title: '朝の会', place: '和室', starts_on: inDays(2), starts_at: '10:00' };
  const made = (await ready.call('POST', '/gatherings', { token: ready.admin.token, body })).body;
  const path = `/gatherings/${made.gathering_id}/occurrences/${body.starts_on}`;
  const { page } = await staffAt(ready, device, `/staff/calendar/at/${made.gathering_id}/${body.starts_on}/change`);
  await choose(page, '場所');
  const place = page.getByRole('textbox', { name: '場所' });
  await place.fill('屋上');
  await page.getByLabel('なぜ変わるか').fill('晴れそうです。');

  const seen = (await ready.call('GET', path, { token: ready.admin.token })).etag ?? '';
  const other = { place: '食堂', reason: '和室が工事中です。' };
  expect((await ready.call('PATCH', path, { token: ready.admin.token, body: other, etag: seen })).status).toBe(200);

  await button(page, 'この内容に変える').click();
  await sees(page, 'ほかの人が先に保存しました');
  await sees(page, '食堂');
  await expect(place).toHaveValue('屋上');
  await button(page, '自分の入力で保存する').click();
  await sees(page, '「朝の会」を変えました。');
  expect((await ready.call('GET', path, { token: ready.admin.token })).body.place).toBe('屋上');
});

test('closing days: the week, a break, and the calendar follows', async ({ ready, device }) => {
  const haru = await ready.member('ハル');
  const days = [10, 11, 12, 13, 14, 15, 16].map(inDays);
  const tuesday = days.find((day) => new Date(day).getUTCDay() === 2) ?? '';
  const body = {
    kind: 'meeting',
    title: '毎日の会',
    starts_on: tuesday,
    starts_at: '10:00',
    on_holiday: 'hold',
    repeats: { every: 'week', weekdays: ['tu', 'we', 'th', 'fr'], count: 3 },
  };
  await ready.call('POST', '/gatherings', { token: ready.admin.token, body });
  const { page } = await staffAt(ready, device, '/staff/calendar/closed');
  await expect(title(page)).toHaveText('お休みの日');
  await button(page, '休みを足す').click();
  await page.getByLabel('休みの名前').fill('冬休み');
  await page.getByLabel('はじめの日').fill(later(tuesday, 1));
  await page.getByLabel('さいごの日').fill(tuesday);
  await button(page, '保存する').click();
  await sees(page, 'はじめの日から60日までにしてください。');
  await page.getByLabel('さいごの日').fill(later(tuesday, 1));
  await button(page, '保存する').click();
  await sees(page, '保存しました。');
  const held = (await calendar(ready, haru.token)).map(({ recurrence_id }) => recurrence_id);
  expect(held).toEqual([tuesday, later(tuesday, 2)]);
});
