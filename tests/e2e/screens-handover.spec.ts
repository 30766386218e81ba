import { gallery, type Scene } from './support/gallery.ts';
import type { House } from './support/house.ts';
import { joinWith } from './support/steps.ts';
import { at, full, id, named, nobody, scene } from './support/talk-answers.ts';

const list = (...items: object[]) => ({ items, next_cursor: null });

gallery({
  name: 'handover',
  account: true,
  mode: 'serve',
  async enter(house: House, { page }) {
    await house.setUp();
    await joinWith(page, await house.invite(), 'ハル');
  },
  scenes: (_house, device): Scene[] => {
    const MINE = 'GET /me/handovers';
    const all = { 'GET /me/talk_request': nobody, 'GET /me/offers': list(), 'GET /talk_now': full };
    const one = (n: number, more: object) => ({
      ...{ handover_id: id(n), about_me: true, about: named(3, 'ハル'), author: named(1, 'そら'), state: 'proposed' },
      ...{ words: '夜のことを、職員とも話したいそうです。', proposed_at: at(-90), waits_until: at(60 * 24 * 6) },
      ...{ agreed_at: null, accepted_by: null, outcome: null, message: null },
      ...{ readers: [named(7, '山野'), named(8, '川井')], ...more },
    });
    const theirs = { about_me: false, about: named(4, 'なぎ'), author: named(3, 'ハル'), readers: [] };
    return [
      scene(device, 'propose', `/talk/handover/${id(4)}`, 'main form', all),
      scene(
        device,
        'propose-open',
        `/talk/handover/${id(5)}`,
        'main form',
        { ...all, 'POST /handovers': { problem: 'handover-open' } },
        async (page) => {
          await page.locator('main button[type=submit]').click();
          await page.locator('main [role=status] .problem').waitFor();
        },
      ),
      scene(device, 'talk', '/talk', 'main a[href="#/talk/handovers"]', { ...all, [MINE]: list(one(1, {})) }),
      scene(device, 'talk-going', '/talk', 'main a[href="#/talk/handovers"]', {
        ...all,
        [MINE]: list(one(1, { state: 'agreed', agreed_at: at(-20) })),
      }),
      scene(device, 'asked', '/talk/handovers', 'main textarea', { ...all, [MINE]: list(one(2, {})) }),
      scene(device, 'none', '/talk/handovers', '.empty', { ...all, [MINE]: list() }),
      scene(device, 'passed', '/talk/handovers', 'main .said', {
        ...all,
        [MINE]: list(
          one(3, { state: 'agreed', agreed_at: at(-20) }),
          one(4, { state: 'accepted', agreed_at: at(-20), accepted_by: named(7, '山野'), words: null }),
          one(5, {
            ...{ state: 'closed', agreed_at: at(-900), accepted_by: named(7, '山野'), outcome: 'professional' },
            message: '話してくれて、\nありがとうございます。',
          }),
          one(6, { state: 'declined', words: null }),
        ),
      }),
      scene(device, 'written', '/talk/handovers', 'main .own', {
        ...all,
        [MINE]: list(
          one(7, theirs),
          one(8, { ...theirs, state: 'accepted', agreed_at: at(-20), words: null, accepted_by: named(7, '山野') }),
          one(9, { ...theirs, state: 'lapsed', words: null }),
        ),
      }),
    ];
  },
});

gallery({
  name: 'handover-staff',
  account: true,
  mode: 'demo',
  async enter(house: House, { page }) {
    await page.goto(`/${new URL(house.links[2] ?? '').hash}`);
    await page.locator('.moods').waitFor();
  },
  scenes: (_house, device): Scene[] => {
    const OPEN = 'GET /handovers?state=open';
    const one = (n: number, nickname: string, minutes: number, more: object) => ({
      ...{ handover_id: id(n), about: named(n, nickname), author: named(6, 'そら'), state: 'agreed', words: null },
      ...{ agreed_at: at(-minutes), accepted_at: null, accepted_by: null, closed_at: null, closed_by: null },
      ...{ outcome: null, message: null, ...more },
    });
    const words = '朝、来るまでの道がしんどい日があります。いっしょに方法を考えてもらえたら、うれしいです。';
    const some = list(
      one(1, 'ハル', 60 * 24 * 3, { words }),
      one(2, 'なぎ', 12, { state: 'accepted', accepted_at: at(-5), accepted_by: named(7, '山野') }),
    );
    return [
      scene(device, 'list', '/staff/handovers', '.st-talks li', { [OPEN]: some }, async (page) => {
        await page.locator('.st-talks .button-primary').nth(1).click();
        await page.locator('.st-talks button[type=submit]').click();
        await page.locator('.st-talks [aria-invalid=true]').waitFor();
      }),
      scene(device, 'none', '/staff/handovers', '.empty', { [OPEN]: list() }),
      scene(
        device,
        'answered',
        '/staff/handovers',
        '.empty',
        {
          [OPEN]: list(),
          'GET /handovers?state=closed': list(
            one(3, 'こむぎ', 600, {
              ...{ state: 'closed', words, accepted_by: named(7, '山野'), closed_at: at(-30) },
              ...{ closed_by: named(7, '山野'), outcome: 'later', message: 'また来週、話しましょう。' },
            }),
          ),
        },
        async (page) => {
          await page.locator('main input[type=radio]').nth(1).check();
          await page.locator('.st-talks li').waitFor();
        },
      ),
    ];
  },
});
