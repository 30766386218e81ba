import type { Page } from '@playwright/test';
import { gallery, type Scene } from './support/gallery.ts';
import { House } from './support/house.ts';
import { expect } from './support/test.ts';

const HOUR = 3_600_000;

/** The member's calendar: lists, the month, a gathering before, during and after, an idea, and links for other apps. */
const places = new WeakMap<House, Record<string, string>>();

async function staff(house: House): Promise<string> {
  const link = house.links[2]?.split('/').at(-1);
  const reply = await house.call('POST', '/sessions', { body: { sign_in_link: link } });
  return reply.body.access_token;
}

async function gathering(house: House, token: string, hours: number, more: object = {}): Promise<{ path: string; route: string }> {
  const when = new Date(Date.now() + hours * HOUR).toLocaleString('sv-SE', { timeZone: 'Asia/Tokyo' });
  const body = {
    ...{ kind: 'meeting', title: '日曜のおしゃべり会', minutes: 60, starts_on: when.slice(0, 10), starts_at: when.slice(11, 16) },
    ...{ place: '1階の相談室', directions: '入口から右へまがります。', online_link: 'https://meet.example.org/hidamari' },
    ...{ what_happens: ['名前を言うか、パスします。', '話したい人が話します。', 'おわりのあいさつをします。'], ...more },
  };
  const { gathering_id: id, starts_on: day } = (await house.call('POST', '/gatherings', { token, body })).body;
  return { path: `/gatherings/${id}/occurrences/${day}`, route: `/gathering/${id}/${day}` };
}

const first = (page: Page, role: 'radio' | 'button') => page.locator('main').getByRole(role).first();

gallery({
  name: 'calendar',
  account: true,
  mode: 'demo',
  async enter(house, { page }) {
    const token = await staff(house);
    const now = await gathering(house, token, -0.1);
    const past = await gathering(house, token, -5);
    const full = await gathering(house, token, 3, { capacity: 1 });
    const moved = await gathering(house, token, 26);
    await house.call('PUT', `${full.path}/participation`, { token, body: { mode: 'talk', shown: true } });
    const { etag } = await house.call('GET', moved.path, { token });
    const reason = '相談室のエアコンを直すためです。';
    const body = { reason, place: '2階の和室', starts_at: '10:30' };
    await house.call('PATCH', moved.path, { token, body, etag: etag ?? '' });
    const off = await gathering(house, token, 28, { title: '畑の会' });
    await house.call('POST', `${off.path}/cancellation`, { token, body: { scope: 'this', reason: '雨のためです。' } });
    places.set(house, { now: now.route, past: past.route, full: full.route, moved: moved.route, off: off.route });
    await page.goto(`/${new URL(house.links[0] ?? '').hash}`);
    await page.locator('.moods').waitFor();
  },
  scenes: (house): Scene[] => {
    const at = places.get(house) ?? {};
    return [
      { name: 'home', route: '/', until: '.gatherings' },
      { name: 'agenda', route: '/plans', until: '.gatherings' },
      {
        name: 'agenda-more',
        route: '/plans',
        until: '.gatherings',
        act: async (page) => {
          const before = await page.locator('.agenda-day').count();
          await page.locator('main > button.button-second').click();
          await expect.poll(() => page.locator('.agenda-day').count()).toBeGreaterThan(before);
        },
      },
      {
        name: 'month',
        route: '/plans',
        act: async (page) => {
          if (!(await page.locator('.month').isVisible())) await first(page, 'button').click();
          await page.locator('.month-dot').first().waitFor();
        },
      },
      {
        name: 'agenda-again',
        route: '/plans',
        act: async (page) => {
          if (await page.locator('.month').isVisible()) await first(page, 'button').click();
          await page.locator('.gatherings').first().waitFor();
        },
      },
      { name: 'moved', route: at.moved, until: '.numbered' },
      { name: 'called-off', route: at.off, until: '.numbered' },
      {
        name: 'waiting',
        route: at.full,
        until: '.choice',
        act: async (page) => {
          await first(page, 'radio').check();
          await page.locator('main [role=switch]').waitFor();
        },
      },
      { name: 'now', route: at.now, until: '.numbered' },
      {
        name: 'held',
        route: at.now,
        until: '.numbered',
        act: async (page) => {
          await page.locator('main .card').first().getByRole('button').first().click();
          await page.locator('.hold h2').waitFor();
        },
      },
      { name: 'past', route: at.past, until: '.choice-chips' },
      { name: 'gone', route: '/gathering/0198c0de-0000-7000-8000-00000000000a/2026-01-05', until: '.empty' },
      {
        name: 'idea',
        route: '/plans/propose',
        until: 'main form',
        act: async (page) => {
          await page.locator('main form button[type=submit]').click();
          await page.locator('main [aria-invalid=true]').first().waitFor();
        },
      },
      { name: 'feeds', route: '/plans/feeds', until: '.link-text' },
      {
        name: 'feed-ready',
        route: '/plans/feeds',
        until: '.feed-look li',
        act: async (page) => {
          await page.locator('main .button-primary').click();
          await page.locator('main a[href^=webcal]').waitFor();
        },
      },
    ];
  },
});
