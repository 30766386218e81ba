import type { Page } from '@playwright/test';
import { ADMIN, type Card, type House } from './house.ts';
import { type Device, expect } from './test.ts';
import { totp } from './totp.ts';

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

/** The admin at a page of the staff, signed in with password and code. */
export async function staffAt(house: House, device: (house: House, path?: string) => Promise<Device>, path: string): Promise<Device> {
  const staff = await device(house, `#${path}`);
  const { page } = staff;
  await page.getByLabel('ログイン名').fill(ADMIN.login_name);
  await page.getByLabel('パスワード', { exact: true }).fill(ADMIN.password);
  await page.getByLabel('6桁の確認番号').fill(totp(house.admin.secret));
  await button(page, 'サインインする').click();
  return staff;
}

/** Ends a wait inside a page that would go on until the whole test is over. */
export async function within<T>(seconds: number, what: string, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not within ${seconds} s: ${what}`)), seconds * 1000);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** How it stands with the worker, in words for whoever reads why a test did not pass. */
const workerState = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const all = await navigator.serviceWorker.getRegistrations();
    const states = all.map(({ installing, waiting, active }) =>
      JSON.stringify({ installing: installing?.state, waiting: waiting?.state, active: active?.state }),
    );
    const cached = await Promise.all(
      (await caches.keys()).map(async (name) => `${name}: ${(await (await caches.open(name)).keys()).length} files`),
    );
    const controller = navigator.serviceWorker.controller?.state ?? 'none';
    return `controller ${controller}, registrations [${states}], caches [${cached}]`;
  });

/** Waits until the app opens without a network. */
export async function workerReady(page: Page): Promise<void> {
  const ready = page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (navigator.serviceWorker.controller) return;
    await new Promise((resolve) => {
      navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true });
    });
  });
  await within(30, 'the worker holds the page', ready).catch(async (problem: Error) => {
    throw new Error(`${problem.message}: ${await within(5, 'the state of the worker', workerState(page))}`);
  });
}

/** Looks for a newer build and waits until it lies ready beside the running one; answers whether it waits for consent. */
export async function newerBuild(page: Page): Promise<boolean> {
  const found = page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    await registration.update();
    const worker = registration.installing ?? registration.waiting;
    if (worker && worker.state === 'installing') {
      await new Promise<void>((resolve) => {
        worker.addEventListener('statechange', () => resolve(), { once: true });
      });
    }
    return registration.waiting !== null;
  });
  return within(30, 'the newer build lies ready', found);
}

/** Takes the network away from a phone, or gives it back. */
export async function network({ context, page }: Device, on: boolean): Promise<void> {
  await context.setOffline(!on);
  await page.evaluate((event) => dispatchEvent(new Event(event)), on ? 'online' : 'offline');
}
