import type { Page } from '@playwright/test';
import { gallery, type Scene } from './support/gallery.ts';
import type { House } from './support/house.ts';
import { joinWith } from './support/steps.ts';
import { asSupporter, awake, idOf } from './support/talk.ts';
import {
  at,
  full,
  id,
  ladder,
  named,
  nobody,
  said,
  scene,
  sora,
  staff,
  wish,
} from './support/talk-answers.ts';

const NOW = 'GET /talk_now';
const CRISIS = 'GET /talk_now?crisis=true';
const MINE = 'GET /me/talk_request';
const ASK = 'POST /talk_requests';

gallery({
  name: 'talk',
  account: true,
  mode: 'serve',
  async enter(house: House, { page }) {
    await house.setUp();
    await awake(house);
    await joinWith(page, await house.invite(), 'ハル');
  },
  scenes: (_house, device): Scene[] => {
    const all = { [NOW]: full, [CRISIS]: ladder(), [MINE]: nobody };
    const waiting = (name: string, more: object, until = 'main .card') =>
      scene(device, `waiting-${name}`, '/talk/waiting', until, { ...all, [MINE]: wish(more) });
    const found = { stage: 'found', partner: named(1, 'そら'), meet_at: at(10), place: '2階のソファ' };
    const over = { stage: 'over', partner: named(1, 'そら'), ended_at: at(0) };
    const away = { here: false, until: null, from: at(600) };
    const night = { ...ladder(), rungs: ladder().rungs.map((rung) => ('here' in rung ? { ...rung, ...away } : rung)) };
    const open = (page: Page) => page.locator('main summary').click();
    const send = (page: Page) => page.locator('main button[type=submit]').click();
    return [
      scene(device, 'full', '/talk', '.person', all),
      scene(device, 'empty', '/talk', '#peers .card', { ...all, [NOW]: ladder() }),
      scene(device, 'offline', '/talk', '.card-quiet', { ...all, [NOW]: null }),
      scene(device, 'crisis', '/talk/crisis', '#staff', all),
      scene(device, 'person', `/talk/person/${id(1)}`, 'main .card .button', {
        ...all,
        [`GET /supporters/${id(1)}`]: {
          ...named(1, 'そら'),
          words: sora.words,
          topics: ['sleep', 'work'],
          version: 1,
        },
      }),
      scene(device, 'topics', '/talk/topics', '.choice-chips', all),
      scene(device, 'blocks', '/talk/blocks', '.rows li', {
        'GET /me/blocks': { items: [{ ...named(3, 'けい'), blocked_at: at(-60) }], next_cursor: null },
      }),
      scene(device, 'ask', `/talk/ask/${id(1)}`, 'main form', all, open),
      scene(device, 'ask-anyone', '/talk/ask/anyone', 'main form', all),
      scene(device, 'ask-unheard', '/talk/ask/anyone', 'main form', { ...all, [ASK]: null }, async (page) => {
        await send(page);
        await page.locator('#staff').waitFor();
      }),
      scene(
        device,
        'ask-enough',
        '/talk/ask/anyone',
        'main form',
        { ...all, [ASK]: { problem: 'asked-enough' } },
        async (page) => {
          await send(page);
          await page.locator('#staff').waitFor();
        },
      ),
      scene(device, 'home', '/', 'main a[href="#/talk/waiting"]', { ...all, [MINE]: wish({}) }),
      waiting('searching', { to: named(1, 'そら') }),
      scene(
        device,
        'waiting-to-staff',
        '/talk/waiting',
        'main .card',
        { ...all, [MINE]: wish({}) },
        async (page) => {
          await page.locator('main .button-second').first().click();
          await page.locator('main textarea').waitFor();
        },
      ),
      waiting('found', found),
      waiting('found-phone', { ...found, mode: 'phone', phone: '06-1234-5678', meet_at: at(0), place: null }),
      waiting('staff-comes', { ...found, partner: named(5, 'もり'), partner_is_staff: true }),
      waiting('talking', { ...found, stage: 'talking', started_at: at(-3) }),
      waiting('talking-long', { ...found, stage: 'talking', started_at: at(-33), reminded: true }),
      waiting('with-staff', { stage: 'with_staff' }),
      scene(device, 'with-staff-night', '/talk/waiting', 'main .card', {
        ...all,
        [MINE]: wish({ stage: 'with_staff' }),
        [CRISIS]: night,
      }),
      waiting('other-ways', { stage: 'other_ways' }),
      waiting('talked', { ...over, outcome: 'talked', relief: 'lighter' }),
      waiting('followed-up', {
        ...over,
        outcome: 'followed_up',
        partner: null,
        message: 'さきほどは行けなくてごめんなさい。\nあす10時に声をかけます。',
      }),
      waiting('cancelled', { ...over, outcome: 'cancelled', partner: null }, 'main .button-primary'),
      scene(device, 'waiting-away', '/talk/waiting', '.card-quiet', { ...all, [MINE]: null, [CRISIS]: null }),
    ];
  },
});

const availability = (more: object) => ({
  ...{ lease: null, last: null, ended: null, listen_only: false, limit: null },
  ...{ talks_today: 1, talks_a_day: 2, minutes_this_week: 45, minutes_a_week: 120, chosen: [], ...more },
});
const lease = (minutes: number) => ({
  ...{
    since: at(minutes - 60),
    until: at(minutes),
    modes: ['in_person', 'online'],
    style: 'talk',
    topics: ['sleep'],
  },
  ...{ place: '2階のソファ', link: 'https://meet.example.org/sora' },
});
const offer = (more: object) => ({
  ...{ offer_id: id(1), talk_request_id: id(9), asker: named(2, 'ハル'), wish: 'listen', mode: 'in_person' },
  ...{ sent_at: at(0), due: at(3), open: true, in_ten_minutes: true, often: false, talk: null, ...more },
});
const list = (...items: object[]) => ({ items, next_cursor: null });

gallery({
  name: 'support',
  account: true,
  mode: 'serve',
  async enter(house: House, device) {
    await house.setUp();
    await awake(house);
    await joinWith(device.page, await house.invite(), 'そら');
    await asSupporter(house, await idOf(house, device.token));
    await device.page.reload();
    await device.page.locator('main a[href="#/support"]').waitFor();
  },
  scenes: (_house, device): Scene[] => {
    const MY = 'GET /me/availability';
    const ASKED = 'GET /me/offers';
    const PLAN = 'GET /me/availability_plan';
    const slot = {
      weekday: 'tu',
      starts_at: '13:00',
      ends_at: '15:00',
      modes: ['in_person'],
      style: 'listen',
    };
    const all = {
      [MY]: availability({}),
      [ASKED]: list(),
      [MINE]: nobody,
      [`POST /offers/${id(1)}/sight`]: undefined,
    };
    const page = (
      name: string,
      answers: object,
      until = 'main .sign',
      then?: (page: Page) => Promise<void>,
    ) => scene(device, name, '/support', until, { ...all, ...answers }, then);
    const talk = (more: object) =>
      list(
        offer({
          open: false,
          talk: {
            stage: 'found',
            words: '夜に少しこわくなります。',
            meet_at: at(10),
            started_at: null,
            soft_end_at: null,
            ...more,
          },
        }),
      );
    return [
      scene(device, 'home', '/', 'main a[href="#/support"]', { ...all, [ASKED]: list(offer({})) }),
      page('off', { [MY]: availability({ last: lease(-30) }) }, 'main form'),
      page(
        'off-first',
        {
          [MY]: availability({
            listen_only: true,
            ended: { why: 'staff', reason: 'きょうは、ゆっくり休んでください。' },
          }),
        },
        'main form',
      ),
      page('on', { [MY]: availability({ lease: lease(50) }) }),
      page('chosen', { [MY]: availability({ chosen: [at(40), at(180)] }) }, '.late'),
      page('on-last-minutes', {
        [MY]: availability({
          lease: { ...lease(4), style: 'listen' },
          limit: { kind: 'gap', until: at(20) },
        }),
      }),
      page('limit', {
        [MY]: availability({
          limit: { kind: 'week_full', until: null },
          ended: { why: 'enough', reason: null },
          minutes_this_week: 120,
        }),
      }),
      page(
        'question',
        { [MY]: availability({ lease: lease(50) }), [ASKED]: list(offer({ often: true })) },
        '.stack',
      ),
      page(
        'question-night',
        { [MY]: availability({ lease: lease(9) }), [ASKED]: list(offer({ in_ten_minutes: false })) },
        '.stack',
      ),
      page('found', { [ASKED]: talk({}) }, '.said'),
      page(
        'talking',
        { [ASKED]: talk({ stage: 'talking', meet_at: at(-40), started_at: at(-40), soft_end_at: at(-10) }) },
        '.said',
        (on) => on.locator('main summary').first().click(),
      ),
      scene(device, 'plan', '/support/plan', 'main form', {
        ...all,
        [PLAN]: { slots: [slot, { ...slot, weekday: 'fr' }], version: 2 },
      }),
      scene(device, 'card', '/support/card', 'main form', all),
      page('away', { [MY]: null }, '.card-quiet'),
    ];
  },
});

gallery({
  name: 'talk-staff',
  account: true,
  mode: 'demo',
  async enter(house: House, { page }) {
    // Whoever is let in by the sample is no admin; on this screen they are.
    await page.route(/\/sessions(\/refresh)?$/, async (route) => {
      const answer = await route.fetch();
      const signed = [200, 201].includes(answer.status()) ? await answer.json() : null;
      signed?.me?.roles.push('admin');
      await route.fulfill(signed ? { response: answer, json: signed } : { response: answer });
    });
    await page.goto(`/${new URL(house.links[2] ?? '').hash}`);
    await page.locator('.moods').waitFor();
  },
  scenes: (_house, device): Scene[] => {
    const ALL = 'GET /talk_requests';
    const asked = (n: number, nickname: string, minutes: number, more: object = {}) => ({
      ...{
        talk_request_id: id(n),
        asker: named(n, nickname),
        mode: 'in_person',
        asked_at: at(-minutes - 3),
        since: at(-minutes),
      },
      ...{
        handed_over: false,
        stage: 'waiting',
        met_by: null,
        meet_at: null,
        talking: false,
        words: null,
        unreached: 0,
        ...more,
      },
    });
    const requests = (untold: number, ...items: object[]) => ({
      items,
      untold,
      as_of: at(0),
      next_cursor: null,
    });
    const some = requests(
      2,
      asked(1, 'ハル', 95, { stage: 'overdue', handed_over: true }),
      asked(2, 'なぎ', 12, { words: '少し聞いてほしいです。\n静かなところがよいです。', unreached: 2 }),
      asked(3, 'こむぎ', 4, { mode: 'phone', stage: 'met', met_by: named(7, '山野'), meet_at: at(5) }),
    );
    const slot = {
      weekday: 'tu',
      starts_at: '13:00',
      ends_at: '15:00',
      modes: ['in_person'],
      style: 'listen',
    };
    const supporter = (n: number, nickname: string, more: object = {}) => ({
      ...{ ...named(n, nickname), listening_until: null, pledged: true, slots: [], ...more },
    });
    const supporters = list(
      supporter(1, 'そら', { listening_until: at(50), slots: [slot, { ...slot, weekday: 'fr' }] }),
      supporter(2, 'けい', { pledged: false }),
    );
    return [
      scene(device, 'home', '/staff', '.st-doors a', { [ALL]: some }),
      scene(device, 'requests', '/staff/requests', '.st-talks li', { [ALL]: some }),
      scene(device, 'requests-go', '/staff/requests', '.st-talks li', { [ALL]: some }, async (page) => {
        await page.locator('.st-talks .button-primary').first().click();
        await page.locator('.st-talks .button-quiet').nth(1).click();
        await page.locator('.st-talks textarea').waitFor();
      }),
      scene(device, 'requests-none', '/staff/requests', '.empty', { [ALL]: requests(0) }),
      scene(
        device,
        'supporters',
        '/staff/supporters',
        '.st-talks li',
        { 'GET /supporters': supporters },
        async (page) => {
          await page.locator('.st-talks .button-second').first().click();
          await page.locator('.st-talks textarea').waitFor();
        },
      ),
      scene(device, 'settings', '/staff/talk', 'main form', {}),
    ];
  },
});
