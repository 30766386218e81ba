import { gallery, type Scene } from './support/gallery.ts';
import type { House } from './support/house.ts';
import { joinWith } from './support/steps.ts';
import { at, id, named, nobody, scene } from './support/talk-answers.ts';

const list = (...items: object[]) => ({ items, next_cursor: null });

gallery({
  name: 'concern',
  account: true,
  mode: 'serve',
  async enter(house: House, { page }) {
    await house.setUp();
    await joinWith(page, await house.invite(), 'ハル');
  },
  scenes: (_house, device): Scene[] => {
    const MINE = 'GET /me/concerns';
    const all = {
      'GET /me/talk_request': nobody,
      'GET /me/offers': list(),
      [MINE]: list(),
      [`GET /supporters/${id(1)}`]: { ...named(1, 'そら'), words: '', topics: [], version: 1 },
    };
    const mine = (n: number, more: object) => ({
      ...{ concern_id: id(n), kind: 'place', about: null, words: null, wants_to_talk: false, raised_at: at(-90) },
      ...{ state: 'open', readers: [named(7, '山野'), named(8, '川井')], closed_at: null, message: null, ...more },
    });
    const send = 'main button[type=submit]';
    return [
      scene(device, 'raise', '/talk/concern', 'main form', all, (page) => page.locator(send).click()),
      scene(device, 'raise-about', `/talk/concern/talk/${id(1)}`, 'main [role=switch]', all),
      scene(
        device,
        'raise-nobody',
        `/talk/concern/person/${id(1)}`,
        'main form',
        { ...all, 'POST /concerns': { problem: 'nobody-else-reads' } },
        async (page) => {
          await page.locator(send).click();
          await page.locator('main a[href="#/help"]').waitFor();
        },
      ),
      scene(
        device,
        'raise-away',
        '/talk/concern',
        'main form',
        { ...all, 'POST /concerns': null },
        async (page) => {
          await page.locator('main textarea').fill('うまく言えないけれど、少し気になりました。');
          await page.locator('main input[type=radio]').nth(2).check();
          await page.locator(send).click();
          await page.locator('main [role=status] .problem').waitFor();
        },
      ),
      scene(device, 'mine-none', '/talk/concerns', '.empty', all),
      scene(device, 'mine', '/talk/concerns', 'main .said', {
        ...all,
        [MINE]: list(
          mine(1, {
            kind: 'person',
            about: named(3, 'けい'),
            wants_to_talk: true,
            words: '言いかたが、少し気になりました。',
          }),
          mine(2, { readers: [], kind: 'other' }),
          mine(3, { state: 'closed', closed_at: at(-30), message: '教えてくれて、\nありがとうございます。' }),
        ),
      }),
    ];
  },
});

gallery({
  name: 'concern-staff',
  account: true,
  mode: 'demo',
  async enter(house: House, { page }) {
    await page.goto(`/${new URL(house.links[2] ?? '').hash}`);
    await page.locator('.moods').waitFor();
  },
  scenes: (_house, device): Scene[] => {
    const OPEN = 'GET /concerns?state=open';
    const one = (n: number, nickname: string, minutes: number, more: object) => ({
      ...{ concern_id: id(n), raised_by: named(n, nickname), kind: 'place', about: null, words: null },
      ...{ wants_to_talk: false, raised_at: at(-minutes), state: 'open', closed_at: null, closed_by: null },
      ...{ message: null, ...more },
    });
    const some = list(
      one(1, 'ハル', 60 * 24 * 3, {
        kind: 'person',
        about: named(3, 'けい'),
        wants_to_talk: true,
        words: '言いかたが、少し気になりました。',
      }),
      one(2, 'なぎ', 12, {}),
    );
    return [
      scene(device, 'home', '/staff', '.st-doors a', { 'GET /concerns?limit=100': some }),
      scene(device, 'list', '/staff/concerns', '.st-talks li', { [OPEN]: some }, async (page) => {
        await page.locator('.st-talks .button-primary').first().click();
        await page.locator('.st-talks button[type=submit]').click();
        await page.locator('.st-talks [aria-invalid=true]').waitFor();
      }),
      scene(device, 'none', '/staff/concerns', '.empty', { [OPEN]: list() }),
      scene(
        device,
        'answered',
        '/staff/concerns',
        '.empty',
        {
          [OPEN]: list(),
          'GET /concerns?state=closed': list(
            one(3, 'こむぎ', 600, {
              state: 'closed',
              words: '入口が、少しこわいです。',
              closed_at: at(-30),
              closed_by: named(7, '山野'),
              message: 'ありがとうございます。あした、いっしょに見ましょう。',
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
