import { Front } from '../support/front.ts';
import { member, network, title, workerReady } from '../support/steps.ts';
import { expect, test } from '../support/test.ts';

const icon = '/icons/icon-192.png';

test('a page that reloads at the moment the worker begins to work is taken hold of, and opens without a network', async ({ ready, device }) => {
  const front = await Front.before(ready.url);
  ready.front = front.url;
  // The worker keeps waiting for one of its files, so it is still settling in when the person reloads.
  let handOver = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    handOver = resolve;
  });
  front.before = ({ path }) => (path === icon ? held : null);
  const haru = await device(ready);
  await member(ready, haru);
  await expect.poll(() => front.asked.some(({ path }) => path === icon)).toBe(true);

  // The page is on its way again; only now the worker gets its last file, begins to work, and looks for pages to take hold of.
  let arrive = (): void => undefined;
  const travelling = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  front.before = ({ path, dest }) => (dest === 'document' ? travelling : path === icon ? held : null);
  const before = front.asked.length;
  const reloaded = haru.page.reload();
  await expect.poll(() => front.asked.slice(before).some(({ dest }) => dest === 'document')).toBe(true);
  handOver();
  await haru.page.waitForTimeout(2_000);
  arrive();
  await reloaded;

  await workerReady(haru.page);
  await network(haru, false);
  await haru.page.reload();
  await expect(title(haru.page)).toContainText('ハル');
  front.close();
});

test('a file that gets lost on its way does not keep the app from opening without a network', async ({ ready, device }) => {
  const front = await Front.before(ready.url);
  ready.front = front.url;
  let lost = 0;
  front.loses = ({ path }) => path === icon && lost++ < 2;
  const haru = await member(ready, await device(ready));
  await workerReady(haru.page);
  expect(lost, 'it was asked for until it came').toBeGreaterThan(2);
  front.close();
});

test('an installation that came to nothing is tried again when the network is back', async ({ ready, device }) => {
  test.setTimeout(150_000);
  const front = await Front.before(ready.url);
  ready.front = front.url;
  let lost = 0;
  let away = true;
  front.loses = ({ path }) => path === icon && away && lost++ < 100;
  const haru = await member(ready, await device(ready));
  await expect.poll(() => lost, { timeout: 20_000 }).toBeGreaterThan(0);
  const installing = () =>
    haru.page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).some((one) => one.installing));
  await expect.poll(installing, { timeout: 60_000 }).toBe(false);
  away = false;
  await haru.page.evaluate(() => dispatchEvent(new Event('online')));
  await workerReady(haru.page);
  front.close();
});
