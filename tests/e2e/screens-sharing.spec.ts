import { gallery, type Scene } from './support/gallery.ts';
import type { House } from './support/house.ts';
import { joinWith } from './support/steps.ts';
import { at, full, id, named, scene } from './support/talk-answers.ts';
import type { Device } from './support/test.ts';

const list = (...items: object[]) => ({ items, next_cursor: null });
const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

const team = { kind: 'staff', gathering_id: null, gathering_title: null, people: [named(7, 'もり'), named(8, 'かわ')] };
const tea = { kind: 'gathering', gathering_id: id(5), gathering_title: 'お茶とおしゃべり', people: [named(2, 'ゆず')] };
const grant = (n: number, more: object) => ({
  ...{ share_grant_id: id(n), shows: 'mood', checkin_id: null, from: day(-3), until: day(11), to: team },
  ...{ live: true, created_at: at(-4000), ended_at: null, ...more },
});
const felt = (more: object) => ({
  win: null,
  checkin: {
    ...{ mood: 1, energy: 1, words: ['ねむい', 'ざわざわ'], answers: [{ label: 'よく眠れた', kind: 'yes_no', answer: false }] },
    ...{ note: 'あまり眠れませんでした。\n朝がつらいです。', occurred_at: at(-90), local_date: day(0), source: 'phone', ...more },
  },
});
const said = (n: number, who: number, nickname: string, words: string | null) => ({
  ...{ entry_id: id(n), by: named(who, nickname), words, at: at(-30 * n) },
});
const look = (n: number, more: object) => ({
  ...{ break_glass_id: id(n), person: named(1, 'はる'), opened_by: named(8, 'かわ'), reason: '3日、連絡がとれません。' },
  ...{ opened_at: at(-3000), until: at(-2970), closed_at: null, reviewed_by: named(7, 'もり'), reviewed_at: at(-1000), ...more },
});
const entry = (n: number, nickname: string, days: number, more: object = {}) => ({
  ...{ entry_id: id(n), kind: 'checkin', person: named(n, nickname), local_date: day(-days), since: at(-days * 1440) },
  ...{ shows: 'note', until: day(7), acknowledgements: [], ...more },
});
const opened = { entry: entry(1, 'はる', 3), shown: felt({}) };
const INBOX = 'GET /shared_entries?state=waiting';
const some = list(entry(1, 'はる', 3), entry(2, 'なぎ', 1, { kind: 'win' }), entry(3, 'こむぎ', 0));

gallery({
  name: 'sharing',
  account: true,
  mode: 'serve',
  async enter(house: House, { page }) {
    await house.setUp();
    await joinWith(page, await house.invite(), 'ハル');
  },
  scenes: (_house, device): Scene[] => {
    const GRANTS = 'GET /share_grants?limit=100';
    const PREVIEW = 'POST /share_grants/preview';
    const PAPERS = 'GET /me/proxy_entries?limit=100';
    const LOOKS = 'GET /me/break_glasses';
    const preview = { to: team, until: day(7), entries: [felt({}), felt({ mood: 3, note: null, answers: [] })], more: true };
    const paper = (n: number, nodded_at: string | null) => ({ checkin_id: id(n), by: named(7, 'もり'), at: at(-60 * n), nodded_at });
    return [
      scene(device, 'none', '/sharing', 'main .empty', { [GRANTS]: list() }),
      scene(device, 'state', '/sharing', 'main details', {
        [GRANTS]: list(
          grant(1, {}),
          grant(2, { shows: 'words', checkin_id: id(9), to: tea }),
          grant(3, { shows: 'wins', live: false, ended_at: at(-200) }),
        ),
      }, async (page) => {
        await page.locator('main summary').click();
      }),
      scene(device, 'away', '/sharing', '.card-quiet', { [GRANTS]: null }),
      scene(device, 'what', '/sharing/new', '.menu', {}),
      scene(device, 'what-entry', `/sharing/entry/${id(1)}`, '.menu', {}),
      scene(device, 'whom', '/sharing/new/words', '.menu li:nth-child(2)', { 'GET /talk_now': full }),
      scene(device, 'preview', '/sharing/new/note/staff', '.button-primary', { [PREVIEW]: preview }, async (page) => {
        await page.locator('main input[type=radio]').nth(2).check();
        await page.locator('main input[type=date]').fill(day(400));
        await page.locator('.has-problem').waitFor();
      }),
      scene(device, 'preview-none', '/sharing/new/mood/staff', '.button-primary', { [PREVIEW]: { ...preview, entries: [], more: false } }),
      scene(device, 'preview-gone', `/sharing/new/mood/person:${id(4)}`, '.card-quiet', { [PREVIEW]: { problem: 'not-found' } }),
      scene(device, 'seen', '/sharing/seen', '.said', {
        'GET /me/acknowledgements': list(said(1, 7, 'もり', '教えてくれて、ありがとう。'), said(2, 8, 'かわ', null)),
      }),
      scene(device, 'seen-none', '/sharing/seen', '.empty', { 'GET /me/acknowledgements': list() }),
      scene(device, 'worry', '/sharing/worry', '.said', {
        'GET /me/openness': { checkins: true, notes: false, comfort_plan: true, version: 0 },
        [LOOKS]: list(look(1, {}), look(2, { closed_at: at(-2980), reviewed_by: null, reviewed_at: null })),
      }),
      scene(device, 'worry-closed', '/sharing/worry', '.empty', {
        'GET /me/openness': { checkins: false, notes: false, comfort_plan: false, version: 1 },
        [LOOKS]: list(),
      }),
      scene(device, 'paper', '/sharing/paper', '.buttons', {
        [PAPERS]: list(paper(1, null), paper(2, at(-5))),
        [`GET /checkins/${id(1)}`]: {
          ...{ ...felt({ mood: 3, source: 'paper', note: null }).checkin, checkin_id: id(1), items: {} },
          ...{ received_at: at(-60), updated_at: at(-60), version: 1 },
        },
      }),
      scene(device, 'paper-none', '/sharing/paper', '.empty', { [PAPERS]: list() }),
    ];
  },
});

gallery({
  name: 'sharing-supporter',
  account: true,
  mode: 'demo',
  async enter(house: House, { page }) {
    await page.goto(`/${new URL(house.links[1] ?? '').hash}`);
    await page.locator('.moods').waitFor();
  },
  scenes: (_house, device): Scene[] => [
    scene(device, 'shown', '/sharing/shown', '.menu', { [INBOX]: some }),
    scene(device, 'shown-none', '/sharing/shown', '.empty', { [INBOX]: list() }),
    scene(device, 'entry', `/sharing/shown/${id(1)}`, 'main textarea', { [`GET /shared_entries/${id(1)}`]: opened }),
    scene(device, 'gone', `/sharing/shown/${id(2)}`, '.card-quiet', { [`GET /shared_entries/${id(2)}`]: { problem: 'not-found' } }),
  ],
});

gallery({
  name: 'sharing-staff',
  account: true,
  mode: 'demo',
  async enter(house: House, { page }: Device) {
    await page.goto(`/${new URL(house.links[2] ?? '').hash}`);
    await page.locator('.moods').waitFor();
  },
  scenes: (_house, device): Scene[] => {
    const haru = { [`GET /people/${id(1)}`]: { ...named(1, 'はる'), roles: ['member'], version: 1 } };
    const LOOKS = 'GET /break_glasses?limit=100';
    const CHECKINS = `GET /people/${id(1)}/break_glass/checkins`;
    return [
      scene(device, 'home', '/staff', '.st-doors a', { 'GET /shared_entries?limit=100': some }),
      scene(device, 'inbox', '/staff/shared', 'main ul.menu', { [INBOX]: some }),
      scene(device, 'inbox-none', '/staff/shared', '.empty', { [INBOX]: list() }),
      scene(device, 'entry', `/staff/shared/entry/${id(1)}`, 'main textarea', { [`GET /shared_entries/${id(1)}`]: opened }),
      scene(device, 'of', `/staff/shared/of/${id(1)}`, 'main ul.menu', {
        ...haru,
        [`GET /shared_entries?state=all&person_id=${id(1)}`]: list(
          entry(1, 'はる', 3, { acknowledgements: [said(1, 7, 'もり', null)] }),
        ),
      }),
      scene(device, 'look', `/staff/shared/look/${id(1)}`, 'main form', { ...haru, [LOOKS]: list() }, async (page) => {
        await page.locator('main button[type=submit]').click();
        await page.locator('.has-problem').first().waitFor();
      }),
      scene(device, 'paper', `/staff/shared/paper/${id(1)}`, 'main form', haru, async (page) => {
        await page.locator('main button[type=submit]').click();
        await page.locator('.st-message').waitFor();
      }),
      scene(device, 'looks', '/staff/shared/looks', '.said', {
        [LOOKS]: list(look(1, { reviewed_by: null, reviewed_at: null }), look(2, {})),
      }),
      {
        name: 'look-open',
        act: async (page) => {
          const { body } = await meOf(_house, device);
          await scene(device, '', `/staff/shared/look/${id(1)}`, '.rows li', {
            ...haru,
            [LOOKS]: list(look(1, { opened_by: { person_id: body.person_id, nickname: 'もり' }, until: at(24), reviewed_by: null })),
            [CHECKINS]: list(felt({}).checkin, felt({ mood: 4, note: null, answers: [], words: [], occurred_at: at(-1500) }).checkin),
          }).act?.(page);
        },
      },
    ];
  },
});

const meOf = (house: House, device: Device) => house.call('GET', '/me', { token: device.token() });
