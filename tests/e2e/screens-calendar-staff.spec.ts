import type { Page } from '@playwright/test';
import { gallery, type Role } from './support/gallery.ts';

/** What a screen looks at: the first coming occurrence of a row, and one that is over. */
interface Seen {
  coming: string;
  over: string;
}

const DAY = 86_400_000;
const day = (days: number): string =>
  new Date(Date.now() + days * DAY).toLocaleDateString('sv-SE', { timeZone: 'Asia/Tokyo' });

let seen: Seen = { coming: '', over: '' };

async function fillIn(page: Page): Promise<void> {
  await page.locator('main input[type=radio]').first().check();
  await page.locator('main input[type=date]').fill(day(20));
  await page.locator('main input[type=time]').fill('14:00');
  await page.locator('.cal-grid').nth(1).locator('input[type=radio]').nth(3).check();
  await page.locator('.cal-side .cal-sentence').waitFor();
}

const staff: Role = {
  name: 'calendar-staff',
  account: true,
  mode: 'demo',
  async enter(house, { page, token }) {
    await page.goto(`/${new URL(house.links[2] ?? '').hash}`);
    await page.locator('main a[href="#/staff"]').first().waitFor();
    await page.waitForFunction(() => document.querySelector('.moods'));
    const from = day(-14);
    const list = await house.call('GET', `/occurrences?from=${from}&to=${day(30)}`, { token: token() });
    interface Row {
      gathering_id: string;
      recurrence_id: string;
      state: string;
      repeats: boolean;
    }
    const rows = (list.body.items as Row[]).filter(({ state, repeats }) => repeats && state === 'planned');
    const at = (row: Row | undefined) => `${row?.gathering_id}/${row?.recurrence_id}`;
    seen = {
      coming: at(rows.find(({ recurrence_id }) => recurrence_id > day(1))),
      over: at(rows.find(({ recurrence_id }) => recurrence_id < day(0))),
    };
  },
  scenes: () => [
    { name: 'list', route: '/staff/calendar', until: '.cal-row' },
    {
      name: 'list-next',
      route: '/staff/calendar',
      until: '.cal-row',
      act: async (page) => {
        await page.locator('.cal-month-head .button').last().click();
        await page.locator('.cal-off, .cal-row').first().waitFor();
      },
    },
    {
      name: 'wish-edit',
      route: '/staff/calendar',
      until: '.cal-wish',
      act: async (page) => {
        await page.locator('.cal-wish a.button-quiet').first().click();
        await page.locator('.cal-side .cal-sentence').waitFor();
      },
    },
    {
      name: 'wish',
      route: '/staff/calendar',
      until: '.cal-wish',
      act: async (page) => {
        await page.locator('.cal-wish .button-second').first().click();
        await page.locator('.cal-wish select').waitFor();
      },
    },
    {
      name: 'wish-answer',
      route: '/staff/calendar',
      until: '.cal-wish',
      act: async (page) => {
        await page.locator('.cal-wish button.button-quiet').first().click();
        await page.locator('.cal-wish textarea').waitFor();
      },
    },
    {
      name: 'like',
      route: '/staff/calendar',
      until: '.cal-row',
      act: async (page) => {
        await page.locator('.cal-do .button-second').click();
        await page.locator('#cal-like a').first().waitFor();
      },
    },
    { name: 'new', route: '/staff/calendar/new', until: '.cal-grid' },
    { name: 'new-filled', route: '/staff/calendar/new', until: '.cal-grid', act: fillIn },
    {
      name: 'new-missing',
      route: '/staff/calendar/new',
      until: '.cal-grid',
      act: async (page) => {
        await page.locator('main input[type=radio]').nth(5).check();
        await page.locator('main form button[type=submit]').click();
        await page.locator('main [aria-invalid=true]').first().waitFor();
      },
    },
    { name: 'one', route: `/staff/calendar/at/${seen.coming}`, until: '.cal-facts' },
    {
      name: 'shift',
      route: `/staff/calendar/at/${seen.coming}/change`,
      until: '.choice-chips',
      act: async (page) => {
        await page.locator('.choice-list input').nth(1).check();
        await page.locator('.choice-chips').first().locator('input').nth(1).check();
        const date = page.locator('main input[type=date]').first();
        const now = new Date(`${await date.inputValue()}T12:00:00Z`).getTime();
        await date.fill(new Date(now + DAY).toISOString().slice(0, 10));
        await page.locator('.cal-compared').waitFor();
      },
    },
    {
      name: 'change',
      route: `/staff/calendar/at/${seen.coming}/change`,
      until: '.choice-chips',
      act: async (page) => {
        await page.locator('.choice-list input').nth(1).check();
        await page.locator('.choice-chips').first().locator('input').nth(1).uncheck();
        for (const part of [2, 3, 6]) await page.locator('.choice-chips').first().locator('input').nth(part).check();
        await page.locator('main form button[type=submit]').click();
        await page.locator('main [aria-invalid=true]').first().waitFor();
      },
    },
    { name: 'paper', route: `/staff/calendar/paper/${day(0).slice(0, 7)}`, until: '.cal-sheet-look td p' },
    { name: 'move', route: `/staff/calendar/at/${seen.coming}/move`, until: 'main input[type=date]' },
    {
      name: 'cancel',
      route: `/staff/calendar/at/${seen.coming}/cancel`,
      until: '.chip-tap',
      act: async (page) => {
        await page.locator('main form .button-second').last().click();
        await page.locator('.st-ask').waitFor();
      },
    },
    { name: 'closed', route: '/staff/calendar/closed', until: '.cal-periods' },
    { name: 'lead', route: `/staff/lead/${seen.coming}`, until: '.asof' },
    { name: 'lead-over', route: `/staff/lead/${seen.over}`, until: '.cal-person' },
  ],
};

gallery(staff);
