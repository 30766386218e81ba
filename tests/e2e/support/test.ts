import { type Browser, type BrowserContext, test as base, expect, type Page } from '@playwright/test';
import { House } from './house.ts';

/** A phone of somebody: its own browser profile, one page, and what went wrong in it. */
export interface Device {
  context: BrowserContext;
  page: Page;
  /** The access token that the app used last; for asking the server the same thing from outside. */
  token: () => string;
}

interface Fixtures {
  house: House;
  ready: House;
  device: (house: House, path?: string) => Promise<Device>;
}

/** What the browser itself notes when a request has no answer or a refusal; refusals are judged by their status. */
const NETWORK_NOTE = /^Failed to load resource/;

/** Anything in here after a test is a broken promise: script errors, CSP and Trusted Types, other origins, 5xx. */
export async function watch(context: BrowserContext, home: string, wrong: string[]): Promise<void> {
  await context.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => {
      console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
    });
  });
  context.on('console', (message) => {
    if (message.type() !== 'error' || NETWORK_NOTE.test(message.text())) return;
    wrong.push(`console: ${message.text()}`);
  });
  context.on('weberror', (error) => wrong.push(`script: ${error.error()}`));
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && url.origin !== home) wrong.push(`other origin: ${request.url()}`);
  });
  context.on('response', (response) => {
    if (response.status() >= 500) wrong.push(`answer ${response.status()}: ${response.url()}`);
  });
}

export async function openDevice(browser: Browser, house: House, wrong: string[]): Promise<Device> {
  const context = await browser.newContext({ baseURL: house.url });
  await watch(context, house.url, wrong);
  let token = '';
  context.on('request', (request) => {
    const header = request.headers().authorization;
    if (header?.startsWith('Bearer ')) token = header.slice(7);
  });
  return { context, page: await context.newPage(), token: () => token };
}

export const test = base.extend<Fixtures>({
  // biome-ignore lint: the fixture's first argument has to be a pattern
  house: async ({}, use) => {
    const house = await House.open();
    await use(house);
    await house.close();
  },
  ready: async ({ house }, use) => {
    await use(await house.setUp());
  },
  device: async ({ browser }, use) => {
    const wrong: string[] = [];
    const opened: Device[] = [];
    await use(async (house, path) => {
      const device = await openDevice(browser, house, wrong);
      opened.push(device);
      if (path !== undefined) await device.page.goto(`/${path}`);
      return device;
    });
    for (const { context } of opened) await context.close();
    expect(wrong, 'nothing went wrong behind the screen').toEqual([]);
  },
});

export { expect };
