import type { Page } from '@playwright/test';
import { Front } from '../support/front.ts';
import { House } from '../support/house.ts';
import { button, title, workerReady } from '../support/steps.ts';
import { type Device, expect, test } from '../support/test.ts';

/** What a phone on a slow line may be asked to fetch before somebody who has never been here can begin. */
const MOST = 6;
/** A card is looked at before it is used: one question more. */
const WITH_CARD = 7;
/** How much of what is seen may move by itself; 0.1 is what others call good. */
const JUMP = 0.01;

for (const card of [true, false]) {
  const most = card ? WITH_CARD : MOST;
  test(`a first visit ${card ? 'with' : 'without'} a card asks for ${most} things at most`, async ({ ready, device }) => {
    const front = await Front.before(ready.url);
    const path = card ? new URL((await ready.invite()).link).hash : '';
    ready.front = front.url;

    const { page } = await device(ready, path);
    await expect(title(page)).toHaveText('ようこそ。');
    if (card) await button(page, 'はじめる').waitFor();
    await workerReady(page);
    await page.waitForLoadState('networkidle');

    // What the worker lays by afterwards does not hold anybody up: it asks with an empty purpose, and not the API.
    const waited = front.asked.filter(
      ({ path, dest }) => dest !== 'serviceworker' && (dest !== 'empty' || path.startsWith('/api/')),
    );
    expect(waited.length, waited.map(({ path, dest }) => `${dest} ${path}`).join('\n')).toBeLessThanOrEqual(most);
    // And nothing is sent twice.
    const sent = front.asked.filter(({ status }) => status === 200).map(({ path }) => path);
    expect(sent.filter((path, at) => sent.indexOf(path) !== at)).toEqual([]);
    front.close();
  });
}

/** An old phone: what comes a moment later is then painted a moment later too. */
async function slowDown({ context, page }: Device): Promise<Page> {
  const inspector = await context.newCDPSession(page);
  await inspector.send('Emulation.setCPUThrottlingRate', { rate: 6 });
  return page;
}

/** What has moved on this page since it was opened, without what a tap has moved. */
async function jump(page: Page): Promise<number> {
  // The stream of changes stays open; on a slow machine it may begin before there was a quiet moment.
  await page.waitForLoadState('networkidle', { timeout: 8_000 }).catch(() => {});
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let sum = 0;
        // biome-ignore lint: the type of a layout shift is not in the library of the compiler
        new PerformanceObserver((list) => {
          for (const shift of list.getEntries() as any[]) if (!shift.hadRecentInput) sum += shift.value;
        }).observe({ type: 'layout-shift', buffered: true });
        setTimeout(() => resolve(sum), 300);
      }),
  );
}

test('nothing moves under a finger, neither the first time nor later', async ({ device }) => {
  test.slow();
  const house = await House.open('demo');
  try {
    const moved: Record<string, number> = {};
    const nobody = await slowDown(await device(house));
    await nobody.goto('/#/help');
    await nobody.locator('main .rows').first().waitFor();
    moved['help, the very first time'] = await jump(nobody);
    const page = await slowDown(await device(house, new URL(house.links[0] ?? '').hash));
    await page.locator('.moods').waitFor();
    for (const [name, until] of [
      ['', '.moods'],
      ['lookback', '.month-cell .mood-mark'],
      ['help', 'main .rows'],
      ['settings', 'main .card'],
    ] as const) {
      await page.goto(`/#/${name}`);
      for (const time of ['first', 'second']) {
        await page.reload();
        await page.locator(until).first().waitFor();
        moved[`${name || 'home'}, ${time}`] = await jump(page);
      }
    }
    const jumping = Object.entries(moved).filter(([, value]) => value > JUMP);
    expect(jumping, JSON.stringify(moved)).toEqual([]);
  } finally {
    await house.close();
  }
});
