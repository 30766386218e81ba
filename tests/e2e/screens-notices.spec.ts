import type { Page } from '@playwright/test';
import { day } from './support/care-answers.ts';
import { gallery, type Scene } from './support/gallery.ts';
import type { House } from './support/house.ts';
import { withPush } from './support/push.ts';
import { joinWith } from './support/steps.ts';
import { asSupporter, awake, idOf } from './support/talk.ts';
import { at, id, nobody, scene, wish } from './support/talk-answers.ts';

const NOTICES = 'GET /me/notices';
const SETTINGS = 'GET /me/notice_settings';
const PHONES = 'GET /me/push_subscriptions';
const MINE = id(1);
const TRY = `/me/push_subscriptions/${MINE}/test`;

const notice = (n: number, kind: string, made: number, more: object = {}) => ({
  ...{
    notice_id: `0199a5b0-0000-7000-8000-0000000001${String(n).padStart(2, '0')}`,
    kind,
    group: 'talk_answers',
  },
  ...{ subject_id: id(9), recurrence_id: null, made_at: at(-made), read_at: null, push: 'accepted', mail: 'none', ...more },
});
const read = { read_at: at(-1) };
const full = {
  items: [
    notice(1, 'talk_found', 3),
    notice(2, 'talk_with_staff', 14, { push: 'failed' }),
    notice(3, 'checkin_time', 40, read),
    notice(4, 'gathering_changed', 60 * 26, { recurrence_id: day(3) }),
    notice(5, 'consultation_offered', 60 * 27, { ...read, push: 'failed' }),
    notice(6, 'availability_ending', 60 * 74, read),
    notice(7, 'gathering_cancelled', 60 * 75, read),
  ],
  unread: 3,
  next_cursor: 'older',
};
/** Every kind there is, so that each sentence is seen in each language. */
const KINDS = [
  ...[
    'talk_asked',
    'talk_planned',
    'talk_other_ways',
    'talk_followed_up',
    'talk_reminder',
    'talk_let_go',
    'talk_over',
    'staff_asked',
  ],
  ...[
    'consultation_asked',
    'consultation_agreed',
    'concern_raised',
    'handover_asked',
    'handover_agreed',
    'handover_closed',
    'concern_closed',
    'gathering_soon',
    'watcher_needed',
    'gathering_proposed',
    'gathering_decided',
    'seat_free',
    'entry_shown',
    'entry_acknowledged',
    'proxy_entered',
    'break_glass_opened',
    'looks_weekly',
    'hello_due',
    'test',
  ],
];
const kinds = {
  items: KINDS.map((kind, n) => notice(n + 10, kind, n * 3 + 2)),
  unread: KINDS.length,
  next_cursor: null,
};

const settings = (more: object = {}) => ({
  ...{ about: [], quiet: { from: '21:00', until: '08:00' }, not_today: false, not_today_until: null },
  ...{ checkin_at: null, version: 1, ...more },
});
const some = settings({
  about: ['talk_answers', 'gathering_reminders', 'checkin_time'],
  checkin_at: '20:00',
});
const phone = (n: number, service: string, more: object = {}) => ({
  ...{ subscription_id: id(n), service, this_device: n === 1, state: 'active', ended_because: null },
  ...{ made_at: at(-60 * 24 * n), accepted_at: at(-90), trouble: null, ...more },
});
const phones = (...items: object[]) => ({ items, next_cursor: null });

/** What this phone believes about itself. */
async function believes(page: Page, person: string, here: object | null): Promise<void> {
  await page.evaluate(
    ([who, kept]) =>
      new Promise<void>((done, broken) => {
        const asked = indexedDB.open('engawa');
        asked.onerror = () => broken(asked.error);
        asked.onsuccess = () => {
          const db = asked.result;
          const tx = db.transaction('facts', 'readwrite');
          const value = kept && { ...kept, person: who };
          if (value) tx.objectStore('facts').put(value, 'push');
          else tx.objectStore('facts').delete('push');
          tx.oncomplete = () => {
            db.close();
            done();
          };
        };
      }),
    [person, here] as const,
  );
}

const may = (page: Page, word: 'granted' | 'denied') =>
  page.evaluate((said) => {
    Object.defineProperty(Notification, 'permission', { get: () => said, configurable: true });
  }, word);

let person = '';
const endpoint = 'https://fcm.googleapis.com/fcm/send/x';

/** A screen of a phone that believes something about itself. */
function onPhone(one: Scene, here: object | null, permission: 'granted' | 'denied' = 'granted'): Scene {
  return {
    ...one,
    async act(page) {
      await believes(page, person, here);
      await may(page, permission);
      await one.act?.(page);
    },
  };
}

gallery({
  name: 'notices',
  account: true,
  mode: 'serve',
  async enter(house: House, device) {
    await house.setUp();
    await awake(house);
    await withPush(device);
    await joinWith(device.page, await house.invite(), 'そら');
    person = await idOf(house, device.token);
    await asSupporter(house, person);
    await device.page.reload();
    await device.page.locator('main a[href="#/support/care"]').waitFor();
  },
  scenes: (_house, device): Scene[] => {
    const all = {
      ...{ [NOTICES]: full, [`${NOTICES}?limit=1`]: full, [SETTINGS]: some, [PHONES]: phones() },
      ...{ 'GET /me/talk_request': nobody, 'GET /me/offers': { items: [], next_cursor: null } },
    };
    const list = (name: string, until: string, answers: object = {}) =>
      scene(device, `list-${name}`, '/notices', until, { ...all, ...answers });
    const choices = (
      name: string,
      until: string,
      answers: object = {},
      then?: (page: Page) => Promise<void>,
    ) => scene(device, `settings-${name}`, '/settings/notices', until, { ...all, ...answers }, then);
    const here = { id: MINE, endpoint, lost: false };
    const told = {
      [PHONES]: phones(
        phone(1, 'fcm.googleapis.com'),
        phone(2, 'web.push.apple.com', { trouble: 'refused' }),
      ),
    };
    const asked = { notice_id: id(7), state: 'queued', reason: null, asked_at: at(0), settled_at: null };
    const tried = (name: string, more: object, until: string) =>
      onPhone(
        choices(
          `try-${name}`,
          '.notice-lead',
          { ...told, [`POST ${TRY}`]: { ...asked, ...more }, [`GET ${TRY}`]: { ...asked, ...more } },
          async (page) => {
            await page.locator('.stack .button').first().click();
            await page.locator(until).first().waitFor();
          },
        ),
        here,
      );
    const lease = {
      ...{
        since: at(-5),
        until: at(55),
        modes: ['in_person'],
        style: 'listen',
        topics: [],
        place: '2階のソファ',
      },
      link: null,
    };
    const availability = {
      ...{ lease, last: null, ended: null, listen_only: false, limit: null, talks_today: 0, talks_a_day: 2 },
      ...{ minutes_this_week: 15, minutes_a_week: 120, chosen: [] },
    };
    return [
      onPhone(scene(device, 'home', '/', '.unread', all), null),
      onPhone(list('full', '.notice'), null),
      list('kinds', '.notice', { [NOTICES]: kinds }),
      list('none', '.empty', { [NOTICES]: { items: [], unread: 0, next_cursor: null } }),
      list('away', '.card-quiet', { [NOTICES]: null }),
      onPhone(list('lost', '.notice-lost'), { ...here, lost: true }),
      onPhone(choices('off', '.choice, .switch'), null),
      onPhone(choices('told', '.rows li', { ...told, [SETTINGS]: settings() }), here),
      onPhone(choices('lost', '.notice-lost', told), { ...here, lost: true }),
      onPhone(choices('no', '.numbered li'), null, 'denied'),
      onPhone(choices('away', '.card-quiet', { [SETTINGS]: null, [PHONES]: null }), null),
      tried('queued', {}, '.notice-steps .done'),
      tried('taken', { state: 'accepted', settled_at: at(0) }, '.notice-steps .done:nth-child(2)'),
      tried('unreachable', { state: 'failed', reason: 'unreachable', settled_at: at(0) }, '.notice-say'),
      onPhone(
        scene(device, 'ask-listening', '/support', '.card-quiet .buttons', {
          ...all,
          'GET /me/availability': availability,
          [SETTINGS]: settings(),
        }),
        null,
      ),
      scene(device, 'ask-waiting', '/talk/waiting', '.card-quiet .buttons', {
        ...{ ...all, 'GET /me/talk_request': wish({}), [SETTINGS]: settings() },
      }),
    ];
  },
});

gallery({
  name: 'notices-staff',
  account: true,
  mode: 'demo',
  async enter(house: House, device) {
    await withPush(device);
    await device.page.goto(`/${new URL(house.links[2] ?? '').hash}`);
    await device.page.locator('.moods').waitFor();
  },
  scenes: (_house, device): Scene[] => [
    scene(device, 'settings', '/settings/notices', '.switch', {
      ...{ [SETTINGS]: settings({ about: ['staff_requests', 'concerns'], quiet: null }), [PHONES]: phones() },
    }),
  ],
});

gallery({
  name: 'notices-iphone',
  account: true,
  mode: 'serve',
  async enter(house: House, device) {
    await house.setUp();
    await withPush(device);
    await device.page.addInitScript(() => {
      const agent =
        'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Mobile/15E148';
      Object.defineProperty(navigator, 'userAgent', { get: () => agent });
    });
    await joinWith(device.page, await house.invite(), 'なぎ');
    person = await idOf(house, device.token);
  },
  scenes: (_house, device): Scene[] => {
    const answers = { [SETTINGS]: settings(), [PHONES]: phones() };
    const taken = { notice_id: id(7), state: 'accepted', reason: null, asked_at: at(0), settled_at: at(0) };
    const told = { ...answers, [PHONES]: phones(phone(1, 'web.push.apple.com')) };
    const first = scene(device, 'settings-first', '/settings/notices', '.picture', answers);
    return [
      onPhone(scene(device, 'settings-no', '/settings/notices', '.numbered li', answers), null, 'denied'),
      // It shows the message by itself and tells nobody: the words ask the person to look.
      onPhone(
        scene(
          device,
          'settings-tried',
          '/settings/notices',
          '.notice-lead',
          { ...told, [`POST ${TRY}`]: taken, [`GET ${TRY}`]: taken },
          async (page) => {
            await page.locator('.stack .button').first().click();
            await page.locator('.notice-say').first().waitFor();
          },
        ),
        { id: MINE, endpoint, lost: false },
      ),
      onPhone(
        {
          ...first,
          // In the browser of an iPhone, and not on its home screen, there is none.
          async act(page) {
            await page.evaluate(() => Reflect.deleteProperty(window, 'PushManager'));
            await first.act?.(page);
          },
        },
        null,
        'denied',
      ),
    ];
  },
});
