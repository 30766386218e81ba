import type { Page } from '@playwright/test';
import { gallery, type Role } from './support/gallery.ts';
import { ADMIN, FACILITY, type House } from './support/house.ts';
import { newerBuild, workerReady } from './support/steps.ts';
import { expect } from './support/test.ts';
import { totp } from './support/totp.ts';

/** The card that comes last on home: with it the page has its height. */
const LAST_CARD = 'main a[href="#/talk"]';

/** Every screen of members, staff, visitors and those who come in; the staff's calendar has a file of its own. */
async function setUpForm(page: Page): Promise<void> {
  const fields = page.locator('main form input');
  await fields.nth(0).fill(FACILITY);
  await fields.nth(1).fill(ADMIN.nickname);
  await fields.nth(2).fill(ADMIN.login_name);
  await fields.nth(3).fill(ADMIN.password);
  await page.locator('main form button[type=submit]').click();
  await page.locator('.st-secret').waitFor();
}

const visitor: Role = {
  name: 'visitor',
  mode: 'serve',
  async enter({ setupLink }, { page }) {
    await page.goto(`/${new URL(setupLink).hash}`);
  },
  scenes: ({ setupLink }) => {
    const setup = new URL(setupLink).hash.slice(1);
    return [
      { name: 'welcome', route: '/' },
      { name: 'join-code', route: '/join' },
      { name: 'join-used', route: '/join/ABCDEFGHJK', until: 'main [role=alert]' },
      { name: 'enter-used', route: '/enter/AAAABBBBCCCC', until: 'main [role=alert]' },
      { name: 'help', route: '/help', until: 'main .rows' },
      { name: 'talk', route: '/talk' },
      { name: 'plans', route: '/plans' },
      { name: 'missing', route: '/no/such/page' },
      { name: 'settings', route: '/settings' },
      { name: 'settings-look', route: '/settings/look' },
      { name: 'settings-install', route: '/settings/install' },
      { name: 'staff-signin', route: '/staff/signin' },
      { name: 'staff-join', route: '/staff/join/ABCDEFGHJK' },
      { name: 'setup', route: setup },
      {
        name: 'setup-missing',
        route: setup,
        act: async (page) => {
          await page.locator('main form button[type=submit]').click();
          await page.locator('main [aria-invalid=true]').first().waitFor();
        },
      },
      { name: 'setup-totp', route: setup, act: setUpForm },
    ];
  },
};

async function openCard(house: House, page: Page, role: string, at: string): Promise<void> {
  const { link } = await house.invite({ role });
  await page.evaluate((hash) => {
    location.hash = hash;
  }, new URL(link).hash.replace('#/join', at));
  await page.locator('main h1').waitFor();
}

/** Somebody with a card, up to the end. */
const joiner: Role = {
  name: 'joiner',
  mode: 'serve',
  async enter(house, { page }) {
    await house.setUp();
    const { etag } = await house.call('GET', '/facility', { token: house.admin.token });
    const rules = { house_rules: 'くつはぬいでください。\nおやつの時間は15時です。\n写真は、写る人にきいてからとります。' };
    await house.call('PATCH', '/facility', { token: house.admin.token, body: rules, etag: etag ?? '' });
    await page.goto('/#/join');
  },
  again: ({ page }) => page.goto('/#/join'),
  scenes: (house, { page }) => {
    const next = async (): Promise<void> => page.locator('main .button').last().click();
    return [
      {
        name: 'join-rules',
        route: '/plans',
        act: async () => {
          await openCard(house, page, 'member', '/join');
          await page.locator('main .own').waitFor();
        },
      },
      {
        name: 'join-name',
        act: async () => {
          await page.locator('main .button-primary').click();
          await page.locator('main form input').waitFor();
          await page.locator('main .button-primary').click();
          await page.locator('main [aria-invalid=true]').waitFor();
        },
      },
      {
        name: 'join-look',
        act: async () => {
          await page.locator('main input').fill('ハル');
          await page.locator('main .button-primary').click();
          await page.locator('main input[type=radio]').first().waitFor();
        },
      },
      { name: 'join-privacy', act: next },
      {
        name: 'join-install',
        act: async () => {
          await page.locator('main .button-primary').click();
          await page.locator('main .steps li.done').nth(3).waitFor();
        },
      },
      { name: 'join-already', route: '/join/ABCDEFGHJK' },
    ];
  },
};

/** Somebody with a card for staff, who is shown the recovery codes once. */
const recruit: Role = {
  name: 'recruit',
  mode: 'serve',
  async enter(house, { page }) {
    await house.setUp();
    await page.goto('/#/join');
  },
  again: ({ page }) => page.goto('/#/join'),
  scenes: (house, { page }) => [
    {
      name: 'recovery-codes',
      route: '/plans',
      act: async () => {
        await openCard(house, page, 'staff', '/staff/join');
        const fields = page.locator('main form input');
        await fields.nth(0).fill('森');
        await fields.nth(1).fill(`mori.${Date.now() % 1_000_000}`);
        await fields.nth(2).fill('えんがわで日なたぼっこします');
        await page.locator('main form button[type=submit]').click();
        const secret = (await page.locator('.st-secret code').innerText()).replace(/\s/g, '');
        await page.locator('main form input').fill(totp(secret));
        await page.locator('main form button[type=submit]').click();
        await page.locator('main .st-codes').waitFor();
      },
    },
  ],
};

const today = (): string => new Date().toLocaleDateString('sv-SE', { timeZone: 'Asia/Tokyo' });

const member: Role = {
  name: 'member',
  account: true,
  mode: 'demo',
  async enter({ links }, { page }) {
    await page.goto(`/${new URL(links[0] ?? '').hash}`);
    await page.locator('.moods').waitFor();
  },
  scenes: (house, device) => [
    { name: 'today', route: '/', until: LAST_CARD },
    {
      name: 'today-saved',
      route: '/',
      until: '.moods',
      act: async (page) => {
        await page.locator('.moods button').last().click();
        await page.locator('.links').waitFor();
        await page.locator(LAST_CARD).waitFor();
      },
    },
    {
      name: 'checkin',
      route: `/lookback/day/${today()}`,
      until: 'main a[href^="#/checkin/"]',
      act: async (page) => {
        await page.locator('main a[href^="#/checkin/"]').first().click();
        await page.locator('main textarea').waitFor();
      },
    },
    { name: 'lookback', route: '/lookback', until: '.month-cell .mood-mark' },
    {
      name: 'lookback-list',
      route: '/lookback',
      until: '.month-cell .mood-mark',
      act: async (page) => {
        await page.locator('.month ~ .button').click();
        await page.locator('main .menu').waitFor();
      },
    },
    { name: 'day', route: `/lookback/day/${today()}`, until: 'main a[href^="#/checkin/"]' },
    { name: 'day-empty', route: '/lookback/day/2026-01-04' },
    { name: 'wins', route: '/wins', until: 'main .rows' },
    { name: 'help', route: '/help', until: 'main .rows' },
    { name: 'talk', route: '/talk' },
    { name: 'plans', route: '/plans' },
    { name: 'tray', route: '/tray' },
    {
      name: 'lookback-rest',
      route: '/lookback',
      until: '.month-cell .mood-mark',
      act: async (page) => {
        await page.locator('main .button').last().click();
        await page.locator('table.month').waitFor({ state: 'detached' });
      },
    },
    {
      name: 'tray-conflict',
      route: `/lookback/day/${today()}`,
      until: 'main a[href^="#/checkin/"]',
      act: async (page) => {
        await page.locator('main a[href^="#/checkin/"]').first().click();
        await page.locator('main textarea').waitFor();
        const path = `/checkins/${new URL(page.url()).hash.split('/').at(-1)}`;
        const { etag } = await house.call('GET', path, { token: device.token() });
        const theirs = { note: '昼に、駅のベンチで少し休んだ。' };
        await house.call('PATCH', path, { token: device.token(), body: theirs, etag: etag ?? '' });
        await page.locator('main textarea').fill('昼に、外のベンチで少し休んだ。風があった。');
        await page.locator('main form button[type=submit]').click();
        await page.locator('main textarea').waitFor({ state: 'detached' });
        await page.evaluate(() => {
          location.hash = '/tray';
        });
        await page.locator('main .card .button-primary').first().waitFor();
      },
    },
    { name: 'missing', route: '/no/such/page' },
    ...['', '/look', '/language', '/mood', '/words', '/items', '/name', '/devices', '/install', '/leave'].map((place) => ({
      name: `settings${place.replace('/', '-')}`,
      route: `/settings${place}`,
      until: place === '/devices' ? 'main .rows' : 'main .card',
    })),
    { name: 'not-staff', route: '/staff' },
    {
      name: 'today-update',
      route: '/settings',
      act: async (page) => {
        await workerReady(page);
        if (house.door) house.door.next = '\n// a newer build';
        expect(await newerBuild(page)).toBe(true);
        await page.evaluate(() => {
          location.hash = '/';
        });
        await page.locator(LAST_CARD).waitFor();
        await expect(page.locator('main .card .button-primary, main .card .button-second').first()).toBeVisible();
      },
    },
  ],
};

const staff: Role = {
  name: 'staff',
  account: true,
  mode: 'demo',
  async enter({ links }, { page }) {
    await page.goto(`/${new URL(links[2] ?? '').hash}`);
    await page.locator('main a[href="#/staff"]').first().waitFor();
  },
  scenes: (house, device) => [
    { name: 'home', route: '/staff', until: '.st-doors' },
    { name: 'people', route: '/staff/people', until: '.st-person' },
    {
      name: 'person',
      route: '/staff/people',
      until: '.st-person',
      act: async (page) => {
        await page.locator('.st-person').nth(3).click();
        await page.locator('.st-person-head').waitFor();
      },
    },
    { name: 'invitations', route: '/staff/invitations', until: '.st-second .card' },
    {
      name: 'card',
      route: '/staff/invitations',
      until: '.st-second .card',
      act: async (page) => {
        await page.locator('main form button[type=submit]').click();
        await page.locator('.st-preview').waitFor();
      },
    },
    { name: 'help', route: '/staff/help', until: '.st-contact' },
    {
      name: 'help-edit',
      route: '/staff/help',
      until: '.st-contact',
      act: async (page) => {
        await page.locator('.st-bar .button').click();
        await page.locator('.st-fields').waitFor();
      },
    },
    {
      name: 'help-conflict',
      route: '/staff/help',
      until: '.st-contact',
      act: async (page) => {
        await page.locator('.st-contact').nth(4).locator('.st-pair .button').first().click();
        await page.locator('.st-fields').waitFor();
        const fields = page.locator('main form input[type=text]');
        const name = await fields.first().inputValue();
        const rows = (await house.call('GET', '/help_resources', { token: device.token() })).body.items;
        const row = rows.find((one: { name_ja: string }) => one.name_ja === name);
        const path = `/help_resources/${row.help_resource_id}`;
        const theirs = { hours_ja: `平日 10時〜${16 + (row.version % 3)}時` };
        await house.call('PATCH', path, { token: device.token(), body: theirs, etag: `"v${row.version}"` });
        await page.locator('main form input').nth(6).fill('毎日 9時〜17時');
        await page.locator('main form button[type=submit]').click();
        await page.locator('.st-conflict').waitFor();
      },
    },
    { name: 'facility', route: '/staff/facility', until: 'main .card' },
    {
      name: 'facility-conflict',
      route: '/staff/facility',
      until: 'main form textarea',
      act: async (page) => {
        const { etag } = await house.call('GET', '/facility', { token: device.token() });
        const theirs = { house_rules: `聞いたことは、ここだけの話にします。\n(${etag})` };
        await house.call('PATCH', '/facility', { token: device.token(), body: theirs, etag: etag ?? '' });
        await page.locator('main form textarea').fill('聞いたことは、外で話しません。');
        await page.locator('main form button[type=submit]').click();
        await page.locator('.st-conflict').waitFor();
      },
    },
    { name: 'today', route: '/', until: LAST_CARD },
  ],
};

for (const role of [member, staff, visitor, joiner, recruit]) gallery(role);
