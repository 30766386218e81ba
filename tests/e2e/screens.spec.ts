import { mkdirSync } from 'node:fs';
import { type Page, test as base } from '@playwright/test';
import { ADMIN, FACILITY, House } from './support/house.ts';
import { axe, ownRules } from './support/look.ts';
import { type Device, expect, openDevice } from './support/test.ts';

/**
 * Every screen × light and dark × three languages × 100 and 200 %: axe, our own rules, 320 px, and a picture to look at.
 * One browser profile and one server carry a whole language, so that the run stays short.
 */
const LANGUAGES = ['ja', 'ja-x-easy', 'en'] as const;
type Language = (typeof LANGUAGES)[number];
const SIZES = [100, 200] as const;

interface Scene {
  name: string;
  route: string;
  /** Shown when the screen has its content. */
  until?: string;
  act?: (page: Page) => Promise<void>;
}

interface Role {
  name: string;
  mode: 'serve' | 'demo';
  enter: (house: House, device: Device) => Promise<void>;
  scenes: (house: House) => Scene[];
}

async function show(page: Page, { route, until, act }: Scene): Promise<void> {
  await page.evaluate((to) => {
    if (location.hash === `#${to}`) location.hash = '/plans';
    location.hash = to;
  }, route);
  await page.waitForFunction((to) => location.hash === `#${to}` && !document.querySelector('main[aria-busy]'), route);
  await page.locator(until ?? 'main h1').first().waitFor({ state: 'attached' });
  await act?.(page);
}

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

const today = (): string => new Date().toLocaleDateString('sv-SE', { timeZone: 'Asia/Tokyo' });

const member: Role = {
  name: 'member',
  mode: 'demo',
  async enter({ links }, { page }) {
    await page.goto(links[0] ?? '');
    await page.locator('.moods').waitFor();
  },
  scenes: () => [
    { name: 'today', route: '/', until: '.moods' },
    {
      name: 'today-saved',
      route: '/',
      until: '.moods',
      act: async (page) => {
        await page.locator('.moods button').last().click();
        await page.locator('.links').waitFor();
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
    { name: 'missing', route: '/no/such/page' },
    ...['', '/look', '/language', '/mood', '/words', '/items', '/name', '/devices', '/install', '/leave'].map((place) => ({
      name: `settings${place.replace('/', '-')}`,
      route: `/settings${place}`,
      until: place === '/devices' ? 'main .rows' : 'main .card',
    })),
    { name: 'not-staff', route: '/staff' },
  ],
};

const staff: Role = {
  name: 'staff',
  mode: 'demo',
  async enter({ links }, { page }) {
    await page.goto(links[2] ?? '');
    await page.locator('main a[href="#/staff"]').first().waitFor();
  },
  scenes: () => [
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
    { name: 'facility', route: '/staff/facility', until: 'main .card' },
    { name: 'today', route: '/', until: '.moods' },
  ],
};

/** Sets language and size of text as the person would, on the phone or in the account. */
async function like(house: House, device: Device, signedIn: boolean, language: Language, size: number): Promise<void> {
  const { page } = device;
  if (signedIn) {
    await expect.poll(device.token).not.toBe('');
    const preferences = { text_size: size, furigana: language === 'ja-x-easy' };
    await house.changeMe(device.token(), { language, preferences });
  } else {
    await show(page, { name: '', route: '/settings/language', until: 'main input' });
    await page.locator('main input[type=radio]').nth(LANGUAGES.indexOf(language)).check();
    await show(page, { name: '', route: '/settings/look', until: 'main input' });
    await page.getByRole('radio', { name: `${size}%` }).check();
  }
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-text', String(size));
  await expect(page.locator('html')).toHaveAttribute('data-furigana', language === 'ja-x-easy' ? 'on' : 'off');
}

function pictured(language: Language, size: number, dark: boolean): boolean {
  if (size === 100) return !dark || language === 'ja';
  return language === 'ja-x-easy' && !dark;
}

base.describe.configure({ timeout: 300_000 });
for (const role of [member, staff, visitor]) {
  for (const language of LANGUAGES) {
    base(`${role.name} screens, ${language}`, async ({ browser }, info) => {
      base.skip(info.project.name === 'desk' && language !== 'ja', 'wide screens are looked at in one language');
      const folder = `${import.meta.dirname}/shots/${info.project.name}/${role.name}`;
      mkdirSync(folder, { recursive: true });
      const wrong: string[] = [];
      const house = await House.open(role.mode);
      const device = await openDevice(browser, house, wrong);
      const { page } = device;
      const { width, height } = page.viewportSize() ?? { width: 360, height: 740 };
      await page.emulateMedia({ reducedMotion: 'reduce' });
      try {
        await role.enter(house, device);
        let checks = 0;
        for (const size of info.project.name === 'desk' ? [100] : SIZES) {
          await like(house, device, role !== visitor, language, size);
          for (const scene of role.scenes(house)) {
            await show(page, scene);
            const tall = await page.evaluate(() => document.documentElement.scrollHeight);
            await page.setViewportSize({ width, height: Math.max(height, tall + 120) });
            for (const dark of [false, true]) {
              await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' });
              const where = `${scene.name} ${language} ${size} % ${dark ? 'dark' : 'light'}`;
              checks += 1;
              for (const finding of await axe(page, dark ? 'colours' : undefined)) wrong.push(`${where}: ${finding}`);
              if (!dark) for (const finding of await ownRules(page)) wrong.push(`${where}: ${finding}`);
              if (!pictured(language, size, dark)) continue;
              const file = `${scene.name}-${language}-${size}${dark ? '-dark' : ''}.png`;
              await page.screenshot({ path: `${folder}/${file}`, scale: 'css' });
            }
            await page.setViewportSize({ width, height });
            if (info.project.name === 'desk') continue;
            await page.setViewportSize({ width: 320, height });
            for (const finding of await ownRules(page)) wrong.push(`${scene.name} ${language} ${size} % at 320: ${finding}`);
            await page.setViewportSize({ width, height });
          }
        }
        info.annotations.push({ type: 'axe', description: `${checks} screens checked` });
      } finally {
        await device.context.close();
        await house.close();
      }
      expect.soft([...new Set(wrong)].filter((line) => !line.startsWith('answer 5'))).toEqual([]);
      expect(wrong.filter((line) => line.startsWith('answer 5'))).toEqual([]);
    });
  }
}
