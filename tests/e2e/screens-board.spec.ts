import { gallery, type Scene } from './support/gallery.ts';
import type { House } from './support/house.ts';
import { consultation, on } from './support/care-answers.ts';
import { at, id, named, scene } from './support/talk-answers.ts';

const BOARD = 'GET /dashboard';
const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

const item = (n: number, kind: string, nickname: string | null, more: object = {}) => ({
  ...{ item_id: id(n), kind, since: at(-40 * n), person: nickname ? named(n, nickname) : null, subject_id: id(n) },
  ...{ count: 1, overdue: false, with: null, closed_here: false, ...more },
});
const here = { closed_here: true, subject_id: null };
const midnight = (days: number) => on(days, '00:00');
const board = (items: object[], more = 0, closed: object[] = []) => ({ items, more, closed, as_of: at(0) });
const done = (n: number, kind: string, nickname: string | null, by: string) => ({
  ...{ item_id: id(n), kind, person: nickname ? named(n, nickname) : null, by: named(8, by), at: at(-20) },
});

const all = [
  item(1, 'talk_request', 'はる'),
  item(2, 'talk_request', 'とても長い呼び名のひと', { with: named(8, 'かわ') }),
  item(3, 'hello', 'なぎ', { since: at(-60 * 20) }),
  item(4, 'concern', 'ゆず'),
  item(5, 'shared_entries', 'はる', { count: 3, subject_id: null }),
  item(6, 'consultation', 'そら', { since: at(-60 * 24 * 9), overdue: true, with: named(8, 'かわ') }),
  item(7, 'break_glass', 'こむぎ', { since: at(-60 * 30) }),
  item(8, 'supporter_at_cap', 'そら', { ...here, since: midnight(0) }),
  item(9, 'training_due', 'けい', { ...here, since: midnight(-2), overdue: true }),
  item(3, 'idle_device', 'なぎ', { ...here, item_id: id(9).replace(/9$/, 'a'), count: 2, since: midnight(-95) }),
  { ...item(0, 'help_to_verify', null, { ...here, count: 12, since: midnight(-3) }) },
];
const seen = [done(5, 'training_due', 'ゆず', 'かわ'), done(6, 'help_to_verify', null, 'もり')];

const list = (...items: object[]) => ({ items, next_cursor: null });
const concern = (n: number, nickname: string, more: object) => ({
  ...{ concern_id: id(n), kind: 'place', about: null, words: null, wants_to_talk: false, raised_by: named(n, nickname) },
  ...{ raised_at: at(-60 * n), state: 'open', closed_by: null, closed_at: null, message: null, ...more },
});

const moods = [3, 4, 4, 2, 1, 3, 5, 4, 2, 3];
const trend = (shown: number, every: (days: number) => boolean) => ({
  person: named(1, 'はる'),
  from: day(-shown),
  until: day(20),
  days: Array.from({ length: shown + 1 }, (_, at) => at - shown)
    .filter(every)
    .map((days) => ({ local_date: day(days), moods: days % 9 === 0 ? [2, 4] : [moods[Math.abs(days) % moods.length]] })),
});

/** What staff see of the board, of who was first, and of how it was for somebody over the weeks. */
gallery({
  name: 'board',
  account: true,
  mode: 'demo',
  async enter(house: House, { page }) {
    await page.goto(`/${new URL(house.links[2] ?? '').hash}`);
    await page.locator('.moods').waitFor();
  },
  scenes: (house, device): Scene[] => {
    const TREND = `GET /people/${id(1)}/trend`;
    const at_ = (name: string, answers: Record<string, unknown>, until = '.st-board .st-item') =>
      scene(device, name, '/staff', until, answers);
    const weeks = (name: string, answer: unknown, until: string) =>
      scene(device, `trend-${name}`, `/staff/shared/trend/${id(1)}`, 'main .button-primary', { [TREND]: answer }, async (page) => {
        await page.locator('main .button-primary').click();
        await page.locator(until).first().waitFor();
      });
    return [
      at_('full', { [BOARD]: board(all, 2, seen) }, '.st-board details'),
      scene(device, 'done', '/staff', '.st-board details', { [BOARD]: board(all.slice(0, 1), 0, seen) }, async (page) => {
        await page.locator('.st-board summary').click();
      }),
      {
        name: 'mine',
        act: async (page) => {
          const { body } = await house.call('GET', '/me', { token: device.token() });
          const me = { person_id: body.person_id, nickname: body.nickname };
          const mine = board([item(1, 'talk_request', 'はる', { with: me }), item(6, 'consultation', 'そら', { with: me })]);
          await at_('', { [BOARD]: mine }).act?.(page);
        },
      },
      at_('empty', { [BOARD]: board([]) }, '.st-board .empty'),
      {
        name: 'first',
        act: async (page) => {
          await at_('', { [BOARD]: board(all.slice(7)) }).act?.(page);
          await at_('', { [BOARD]: board(all.slice(7)), [`POST /dashboard/${id(8)}/closing`]: { problem: 'item-closed' } }).act?.(page);
          const { said } = await import('./support/talk-answers.ts');
          (await said(device)).say({ [BOARD]: board(all.slice(8), 0, [done(8, 'supporter_at_cap', 'そら', 'かわ')]) });
          await page.locator('.st-board .st-item .button').first().click();
          await page.locator('.st-leaving').waitFor();
        },
      },
      scene(device, 'away', '/staff', '.st-board .button[aria-disabled]', { [BOARD]: null }),
      scene(device, 'concern', `/staff/concerns/${id(4)}`, 'main textarea', {
        'GET /concerns?state=open': list(
          concern(3, 'なぎ', {}),
          concern(4, 'ゆず', { words: '入口が、少しこわいです。', wants_to_talk: true }),
        ),
      }),
      scene(device, 'consultation', `/staff/consultations/${id(2)}`, 'main .st-ask', {
        'GET /consultations': list(consultation(1, { supporter: named(3, 'けい') }), consultation(2, { words: '少し話したいです。' })),
      }),
      scene(device, 'trend-first', `/staff/shared/trend/${id(1)}`, 'main .button-primary', {}),
      weeks('weeks', trend(80, (days) => Math.abs(days) % 7 !== 3 && (days > -20 || days < -48)), '.trend-mark'),
      scene(
        device,
        'trend-table',
        `/staff/shared/trend/${id(1)}`,
        'main .button-primary',
        { [TREND]: trend(9, (days) => days % 3 !== 0) },
        async (page) => {
          await page.locator('main .button-primary').click();
          await page.locator('main summary').click();
        },
      ),
      weeks('none', trend(5, () => false), 'main .empty'),
      weeks('not-shown', { problem: 'not-found', status: 404 }, 'main .empty'),
      weeks('away', null, 'main .empty'),
    ];
  },
});
