import { button, joinWith, link, member, open, sees } from '../support/steps.ts';
import { asSupporter, awake, idOf, listens } from '../support/talk.ts';
import { expect, test } from '../support/test.ts';

const HOUR = 3_600_000;

for (const hours of [7, -7]) {
  test(`a phone whose clock is ${hours} hours wrong: an hour is an hour, a question is seen, and whoever listens is listed`, async ({
    ready,
    device,
  }) => {
    await awake(ready, { caps: { talks_a_day: 4, minutes_a_week: 120, gap: 600, first_talks: 0 } });
    const sora = await device(ready);
    await sora.page.clock.install({ time: Date.now() + hours * HOUR });
    await joinWith(sora.page, await ready.invite(), 'そら');
    await asSupporter(ready, await idOf(ready, sora.token));
    await sora.page.reload();
    await link(sora.page, '話せる時間を知らせる').click();
    await button(sora.page, '1時間、知らせる').click();
    await expect(button(sora.page, 'お休みにもどる')).toBeVisible();
    const { lease } = (await ready.call('GET', '/me/availability', { token: sora.token() })).body;
    expect(Math.abs(Date.parse(lease.until) - Date.now() - HOUR)).toBeLessThan(60_000);
    await expect(sora.page.getByText('あと少しで、お休みにもどります。')).toHaveCount(0);

    const nagi = await ready.member('なぎ');
    const body = { to: 'anyone', wish: 'listen', mode: 'in_person' };
    expect((await ready.call('POST', '/talk_requests', { token: nagi.token, body })).status).toBe(201);
    await sees(sora.page, '話したい人がいます。');

    const yuzu = await ready.member('ゆず');
    await asSupporter(ready, yuzu.person_id);
    await listens(ready, yuzu);
    const haru = await device(ready);
    await haru.page.clock.install({ time: Date.now() + hours * HOUR });
    await member(ready, haru);
    await open(haru.page, '/talk');
    await sees(haru.page, 'ゆず');
  });
}
