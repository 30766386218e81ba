import type { Page } from '@playwright/test';
import { capacity, consultation, day, fullLedger, ledger, load, log, logs, on } from './support/care-answers.ts';
import { gallery, type Scene } from './support/gallery.ts';
import type { House } from './support/house.ts';
import { joinWith } from './support/steps.ts';
import { asSupporter, awake, idOf } from './support/talk.ts';
import { at, id, named, nobody, scene } from './support/talk-answers.ts';

const CAPACITY = 'GET /me/capacity';
const TALKS = 'GET /consultations';
const list = (...items: object[]) => ({ items, next_cursor: null });
const availability = (more: object) => ({
  ...{ lease: null, last: null, ended: null, listen_only: false, limit: null },
  ...{ talks_today: 1, talks_a_day: 2, minutes_this_week: 45, minutes_a_week: 120, chosen: [], ...more },
});
const overTalk = {
  ...{ offer_id: id(1), talk_request_id: id(9), asker: named(2, 'ハル'), wish: 'listen', mode: 'in_person' },
  ...{ sent_at: at(-60), due: at(-57), open: false, in_ten_minutes: true, often: false },
  talk: { stage: 'over', words: null, meet_at: at(-50), started_at: at(-50), soft_end_at: at(-20) },
};
let supporter = '';

gallery({
  name: 'care',
  account: true,
  mode: 'serve',
  async enter(house: House, device) {
    await house.setUp();
    await awake(house);
    await joinWith(device.page, await house.invite(), 'そら');
    supporter = await idOf(house, device.token);
    await asSupporter(house, supporter);
    await device.page.reload();
    await device.page.locator('main a[href="#/support/care"]').waitFor();
  },
  scenes: (_house, device): Scene[] => {
    const all = {
      [CAPACITY]: capacity(),
      [TALKS]: { items: [] },
      'GET /me/availability': availability({}),
      'GET /me/offers': list(),
      'GET /me/talk_request': nobody,
      ...logs(
        log(1, { kind_thing: 'お茶をゆっくり飲んだ。', received: 'ほっとした。' }),
        log(2, { about: 'talk', heaviness: 'heavy', boundary_kept: true, energy: 1, sleep: null, own_time: null }),
      ),
    };
    const page = (
      name: string,
      route: string,
      until: string,
      answers: Record<string, unknown> = {},
      then?: (page: Page) => Promise<void>,
    ) => scene(device, name, `/support/${route}`, until, { ...all, ...answers }, then);
    const week = (name: string, more: object) =>
      page(`week-${name}`, 'week', '.care-step', { [CAPACITY]: capacity(more) });
    const talks = (name: string, ...items: object[]) =>
      page(`talks-${name}`, 'consultation', 'main .card', { [TALKS]: { items } });
    const radio = (one: Page, n: number) => one.locator('main input[type=radio]').nth(n).check();
    const ask = (one: Page) => one.locator('main .button-primary').click();
    const TRAININGS = `GET /people/${supporter}/trainings`;
    const off = { 'GET /me/availability': availability({}) };
    return [
      scene(device, 'home', '/', 'main a[href^="#/support/after"]', { ...all, 'GET /me/offers': list(overTalk) }),
      page('hub', 'care', '.menu'),
      page('hub-talks', 'care', 'main a[href^="#/support/after"]', {
        [CAPACITY]: capacity({ without_aftercare: [{ talk_id: id(5), ended_at: at(-1500) }] }),
      }),
      page('after', `after/${id(8)}`, 'main .choice'),
      page(
        'after-heavy',
        `after/${id(7)}`,
        'main .choice',
        {
          [`PUT /talks/${id(7)}/aftercare`]: {
            log: log(7, { about: 'talk', heaviness: 'heavy' }),
            capacity: capacity({ advice: [{ kind: 'heavy_talk', rest_until: at(120) }] }),
            consultation: consultation(3),
          },
        },
        async (one) => {
          if (!(await one.locator('.care-soft').count())) {
            await radio(one, 2);
            await one.locator('main input[role=switch]').check();
            await ask(one);
          }
          await one.locator('.care-soft').waitFor();
          await one.locator('main a[href="#/support/consultation"]').waitFor();
        },
      ),
      page('after-skipped', `after/${id(6)}`, 'main .choice', {}, async (one) => {
        await one.locator('main .button-quiet').click();
        await one.locator('main a[href="#/"]').waitFor();
      }),
      page('log', 'log', '.rows li', {}, async (one) => {
        await one.locator('main summary').click();
      }),
      page('log-nothing', 'log', '.rows li', {}, async (one) => {
        await ask(one);
        await one.locator('form > .card > .problem').waitFor();
      }),
      week('room', {}),
      week('lowered', {
        ...{ own: { talks_a_day: 1, minutes_a_week: 90, gap: 3600, listen_only: true }, shows_spare: true },
        ...{ now: { talks_a_day: 1, minutes_a_week: 90, gap: 3600 }, minutes_this_week: 80, first_talks_left: 3 },
      }),
      week('resting', { resting: true, limit: { kind: 'resting', until: on(1, '09:00') }, resting_until: on(1, '09:00') }),
      week('heavy', {
        limit: { kind: 'heavy', until: on(1, '00:00') },
        minutes_this_week: 155,
        advice: [{ kind: 'low_energy', rest_until: at(120) }, { kind: 'consultation_due' }],
      }),
      page('slot', '', 'main .care-three', off),
      page('slot-hard', '', 'main .care-three', off, async (one) => {
        await one.locator('.care-three .button').nth(1).click();
      }),
      talks('none'),
      talks(
        'offered',
        consultation(1, {
          state: 'offered',
          words: 'おなじ人の話が続いて、少しつかれました。',
          times: [on(1, '14:00'), on(2, '10:30'), on(3, '16:00')],
        }),
      ),
      talks(
        'late',
        consultation(1, { overdue: true, due_on: day(-2) }),
        consultation(2, { about: 'checkpoint', month: 4, state: 'agreed', agreed_at: on(2, '14:00'), with: named(5, '山野') }),
        consultation(3, {
          ...{ state: 'closed', held: true, agreed_at: on(-30, '14:00'), about: 'boundary' },
          take_home: 'ひとりで決めなくてよい。\nつらい日は、先に言う。',
        }),
        consultation(4, { state: 'closed', held: true, agreed_at: on(-5, '14:00'), about: 'myself' }),
      ),
      page(
        'talks-met',
        'consultation',
        'main .button-primary',
        { [TALKS]: { items: [consultation(6, { state: 'agreed', agreed_at: on(-1, '14:00'), with: named(5, '山野') })] } },
        async (one) => {
          if (await one.locator('main textarea').count()) return;
          await ask(one);
          await one.locator('main textarea').waitFor();
        },
      ),
      page('cards', 'cards', '.cards-phrases'),
      page('lesson', 'cards/l1', 'main .pinned', {}, async (one) => {
        await one.locator('main .card .button').first().click();
        await one.locator('main .card .button').nth(1).click();
      }),
      page('path', 'path', '.care-way', { [TRAININGS]: fullLedger }),
      page('path-first', 'path', '.care-way', { [TRAININGS]: ledger({ stage: 'member' }) }, async (one) => {
        await one.locator('form .button-primary').click();
        await one.locator('form .has-problem').first().waitFor();
      }),
      page('week-away', 'week', '.card-quiet', { [CAPACITY]: null }),
    ];
  },
});

gallery({
  name: 'care-staff',
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
    const TRAININGS = `GET /people/${id(1)}/trainings`;
    const sora = { [`GET /people/${id(1)}`]: { ...named(1, 'そら'), roles: ['supporter'], version: 1 } };
    const some = {
      items: [
        consultation(1, { overdue: true, due_on: day(-1), words: 'おなじ人の話が続いて、少しつかれました。' }),
        consultation(2, { supporter: named(3, 'ゆず'), about: 'myself', state: 'offered', times: [on(1, '14:00'), on(2, '10:30')] }),
        consultation(3, {
          ...{ supporter: named(2, 'けい'), about: 'checkpoint', month: 4, state: 'agreed' },
          ...{ agreed_at: on(2, '14:00'), with: named(5, '山野') },
        }),
        consultation(4, { state: 'closed', held: true, agreed_at: on(-20, '14:00'), about: 'boundary' }),
      ],
    };
    return [
      scene(device, 'home', '/staff', '.st-doors a[href="#/staff/care"]', {}),
      scene(device, 'supporters', '/staff/care', '.st-talks li', { 'GET /dashboard/load': load }),
      scene(device, 'supporters-none', '/staff/care', '.empty', { 'GET /dashboard/load': { items: [] } }),
      scene(device, 'person', `/staff/care/${id(1)}`, '.rows li', { ...sora, [TRAININGS]: fullLedger }),
      scene(device, 'rule', '/staff/care/rule', 'main form', {
        'GET /listing_rule': { needed: fullLedger.rule.needed, version: 3 },
      }),
      scene(device, 'rule-none', '/staff/care/rule', 'main form', { 'GET /listing_rule': { needed: [], version: 1 } }),
      scene(device, 'talks', '/staff/consultations', '.st-talks li', { [TALKS]: some }),
      scene(device, 'talks-offer', '/staff/consultations', '.st-talks li', { [TALKS]: some }, async (page) => {
        await page.locator('.st-talks .button-primary').first().click();
        await page.locator('.st-ask .button-quiet').click();
        await page.locator('.st-ask input[type=date]').nth(1).fill(day(3));
        await page.locator('.st-ask .button-primary').click();
        await page.locator('.st-ask .has-problem').waitFor();
        await page.locator('.st-talks > li').nth(2).locator('.button-primary').click();
        await page.locator('.st-ask').nth(1).waitFor();
      }),
      scene(device, 'talks-none', '/staff/consultations', '.empty', { [TALKS]: { items: [] } }),
    ];
  },
});
