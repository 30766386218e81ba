import { mkdirSync } from 'node:fs';
import { type Browser, type Page, test as base } from '@playwright/test';
import { Front } from './front.ts';
import { House } from './house.ts';
import { axe, ownRules } from './look.ts';
import { said } from './talk-answers.ts';
import { type Device, expect, openDevice } from './test.ts';

const LANGUAGES = ['ja', 'ja-x-easy', 'en'] as const;
type Language = (typeof LANGUAGES)[number];
const SIZES = [100, 200] as const;

/** One screen in one state. */
export interface Scene {
  name: string;
  /** Where it is; without it, it follows from the scene before. */
  route?: string;
  /** Shown when the screen has its content. */
  until?: string;
  act?: (page: Page) => Promise<void>;
}

/** Somebody who sees screens: how they come in, and what they look at. */
export interface Role {
  name: string;
  /** Whether language and size of text are kept in their account; otherwise on the phone. */
  account?: boolean;
  mode: 'serve' | 'demo';
  enter: (house: House, device: Device) => Promise<void>;
  /** For those who come in: each size has a new phone, which starts here. */
  again?: (device: Device) => Promise<unknown>;
  scenes: (house: House, device: Device) => Scene[];
}

async function show(page: Page, { route, until, act }: Scene): Promise<void> {
  if (route !== undefined) {
    await page.evaluate((to) => {
      if (location.hash === `#${to}`) location.hash = '/plans';
      location.hash = to;
    }, route);
    await page.waitForFunction((to) => location.hash === `#${to}` && !document.querySelector('main[aria-busy]'), route);
  }
  await page.locator(until ?? 'main h1').first().waitFor({ state: 'attached' });
  await act?.(page);
}

/** Sets language and size of text as the person would, on the phone or in the account. */
async function like(house: House, device: Device, signedIn: boolean, language: Language, size: number): Promise<void> {
  const { page } = device;
  if (signedIn) {
    await expect.poll(device.token).not.toBe('');
    const preferences = { text_size: size, furigana: language === 'ja-x-easy', lookback_rest_until: null };
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

/** A phone whose answers can be stood in for from its first request on: begun later, a request under way may never come back. */
async function phone(browser: Browser, house: House, wrong: string[]): Promise<Device> {
  const device = await openDevice(browser, house, wrong);
  await said(device);
  return device;
}

/** Makes the window as tall as the page, and taller while the page still grows: cards of home come one after the other. */
async function fitted(page: Page, { width, height }: { width: number; height: number }): Promise<void> {
  let room = height;
  // Some pages are always a little taller than the window; they are not followed for ever.
  for (let round = 0; round < 4; round += 1) {
    const tall = await page.evaluate(() => document.documentElement.scrollHeight);
    if (tall <= room && round > 0) return;
    room = Math.max(height, tall) + 120;
    await page.setViewportSize({ width, height: room });
    await page.waitForTimeout(100);
  }
}

function pictured(language: Language, size: number, dark: boolean): boolean {
  if (size === 100) return !dark || language === 'ja';
  return language === 'ja-x-easy' && !dark;
}

/**
 * Every screen of a role × light and dark × three languages × 100 and 200 %: axe, our own rules, 320 px, and a picture to look at.
 * One browser profile and one server carry a whole language, so that the run stays short.
 */
export function gallery(role: Role): void {
  // Every wait in here ends by itself; this is room for the work on a busy machine.
  base.describe.configure({ timeout: 600_000 });
  for (const language of LANGUAGES) {
    base(`${role.name} screens, ${language}`, async ({ browser }, info) => {
      const folder = `${import.meta.dirname}/../shots/${info.project.name}/${role.name}`;
      mkdirSync(folder, { recursive: true });
      const wrong: string[] = [];
      const desk = info.project.name === 'desk';
      const house = await House.open(role.mode);
      // A door in front of the server can show what a newer build looks like.
      house.door = await Front.before(house.url);
      house.front = house.door.url;
      let device = await phone(browser, house, wrong);
      let { page } = device;
      const { width, height } = page.viewportSize() ?? { width: 360, height: 740 };
      await page.emulateMedia({ reducedMotion: 'reduce' });
      try {
        await role.enter(house, device);
        let checks = 0;
        for (const size of desk ? [100] : SIZES) {
          if (size > 100 && role.again) {
            await device.context.close();
            device = await phone(browser, house, wrong);
            page = device.page;
            await page.emulateMedia({ reducedMotion: 'reduce' });
            await role.again(device);
          }
          await like(house, device, role.account ?? false, language, size);
          for (const scene of role.scenes(house, device)) {
            await show(page, scene);
            await fitted(page, { width, height });
            for (const dark of [false, true]) {
              await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' });
              const where = `${scene.name} ${language} ${size} % ${dark ? 'dark' : 'light'}`;
              checks += 1;
              for (const finding of await axe(page, dark && (size > 100 || desk) ? 'colours' : undefined)) wrong.push(`${where}: ${finding}`);
              if (!dark) for (const finding of await ownRules(page)) wrong.push(`${where}: ${finding}`);
              if (!pictured(language, size, dark) || (desk && language !== 'ja')) continue;
              const file = `${scene.name}-${language}-${size}${dark ? '-dark' : ''}.png`;
              await page.screenshot({ path: `${folder}/${file}`, scale: 'css' });
            }
            await page.setViewportSize({ width, height });
            if (desk) continue;
            await page.setViewportSize({ width: 320, height });
            for (const finding of await ownRules(page)) wrong.push(`${scene.name} ${language} ${size} % at 320: ${finding}`);
            await page.setViewportSize({ width, height });
          }
        }
        info.annotations.push({ type: 'axe', description: `${checks} screens checked` });
      } finally {
        // A browser that no longer answers must not hide what went wrong before.
        await device.context.close().catch(() => undefined);
        house.door.close();
        await house.close();
      }
      expect.soft([...new Set(wrong)].filter((line) => !line.startsWith('answer 5'))).toEqual([]);
      expect(wrong.filter((line) => line.startsWith('answer 5'))).toEqual([]);
    });
  }
}
