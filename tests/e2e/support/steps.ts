import type { Page } from '@playwright/test';
import type { Card, House } from './house.ts';
import { type Device, expect } from './test.ts';

export const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });
export const link = (page: Page, name: string | RegExp) => page.getByRole('link', { name, exact: true });
export const title = (page: Page) => page.getByRole('heading', { level: 1 });
/** Words on the page without the places where a line may break. */
export const sees = (page: Page, text: string | RegExp) => expect(page.locator('body')).toContainText(text);

/** Chooses one of a few, or switches something on: the control itself covers its words. */
export const choose = (page: Page, name: string | RegExp) =>
  page
    .getByRole('radio', { name, exact: true })
    .or(page.getByRole('switch', { name }))
    .or(page.getByRole('checkbox', { name, exact: true }))
    .first()
    .check();

/** Opens a route of the app that is already open. */
export async function open(page: Page, route: string): Promise<void> {
  await page.evaluate((to) => {
    location.hash = to;
  }, route);
}

/** Joins with a card, as a person does; answers how many taps it took. */
export async function joinWith(page: Page, card: Card, nickname: string): Promise<number> {
  let taps = 0;
  const tap = async (name: string) => {
    await button(page, name).click();
    taps += 1;
  };
  await page.goto(`/${new URL(card.link).hash}`);
  await tap('はじめる');
  await expect(title(page)).not.toHaveText('ようこそ。');
  // Somebody with a new card for a lost phone is known, and is not asked.
  if ((await title(page).innerText()).includes('呼び名')) await page.getByLabel('呼び名').fill(nickname);
  await tap('つぎへ');
  await expect(title(page)).toHaveText('見やすさ');
  await tap('つぎへ');
  await tap('つぎへ');
  await tap('きょうの画面へ');
  await expect(title(page)).toContainText(nickname);
  return taps;
}

/** A member on a phone, at home. */
export async function member(house: House, device: Device, nickname = 'ハル'): Promise<Device> {
  await joinWith(device.page, await house.invite(), nickname);
  return device;
}

/** Waits until the app opens without a network. */
export async function workerReady(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (navigator.serviceWorker.controller) return;
    await new Promise((resolve) => {
      navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true });
    });
  });
}

/** Takes the network away from a phone, or gives it back. */
export async function network({ context, page }: Device, on: boolean): Promise<void> {
  await context.setOffline(!on);
  await page.evaluate((event) => dispatchEvent(new Event(event)), on ? 'online' : 'offline');
}
