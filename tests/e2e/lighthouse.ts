import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chromium, type Page, test } from '@playwright/test';
import { House } from './support/house.ts';

/**
 * Lighthouse as a phone sees the sample facility: home, looking back, help and settings of a member, and the very first
 * visit. Lighthouse is no dependency; the command fetches it, or `LIGHTHOUSE` names one that is there.
 */
const PAGES = { home: '/', lookback: '/lookback', help: '/help', settings: '/settings' } as const;
const RUNS = Number(process.env.RUNS ?? 3);
const run = promisify(execFile);

interface Report {
  categories: Record<string, { score: number }>;
  audits: Record<string, { numericValue?: number; score: number | null; title: string; details?: { items?: unknown[] } }>;
}

const middle = (numbers: number[]): number => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

async function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

async function measure(url: string, port: number, folder: string): Promise<Report> {
  const out = join(folder, 'report.json');
  const [command, ...first] = process.env.LIGHTHOUSE ? [process.env.LIGHTHOUSE] : ['npx', '--yes', 'lighthouse@13.5'];
  const flags = [`--port=${port}`, '--disable-storage-reset', '--output=json', `--output-path=${out}`, '--quiet'];
  const only = '--only-categories=performance,accessibility,best-practices';
  for (let tries = 1; ; tries += 1) {
    try {
      await run(command ?? 'npx', [...first, url, ...flags, only], { maxBuffer: 1 << 26 });
      return JSON.parse(readFileSync(out, 'utf8'));
    } catch (error) {
      // On a busy machine the browser now and then hands out no trace.
      if (tries === 3) throw error;
    }
  }
}

/** What a phone that has never been here asks for until the page stands still. */
async function firstVisit(page: Page, url: string): Promise<string[]> {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(url);
  await page.waitForLoadState('networkidle');
  return asked;
}

test('lighthouse', async ({ playwright }) => {
  const house = await House.open('demo');
  const folder = mkdtempSync(join(tmpdir(), 'engawa-lighthouse-'));
  const port = await freePort();
  const launch = test.info().project.use.launchOptions;
  const browser = await playwright.chromium.launch(launch);
  const phone = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true, locale: 'ja-JP' };
  const nobody = await browser.newContext(phone);
  const asked = await firstVisit(await nobody.newPage(), house.url);
  await browser.close();
  const context = await chromium.launchPersistentContext(join(folder, 'profile'), {
    ...launch,
    args: [...(launch?.args ?? []), `--remote-debugging-port=${port}`],
    locale: 'ja-JP',
  });
  try {
    const page = await context.newPage();
    await page.goto(house.links[0] ?? '');
    await page.locator('.moods').waitFor();
    console.log(`first visit: ${asked.length} requests\n  ${asked.join('\n  ')}\n`);
    console.log('| page | performance | accessibility | best practices | FCP ms | LCP ms | CLS | TBT ms | requests |');
    console.log('|---|---|---|---|---|---|---|---|---|');
    for (const [name, route] of Object.entries(PAGES)) {
      const reports: Report[] = [];
      for (let time = 0; time < RUNS; time += 1) reports.push(await measure(`${house.url}/#${route}`, port, folder));
      const score = (of: string) => Math.round(100 * middle(reports.map((one) => one.categories[of]?.score ?? 0)));
      const value = (of: string) => middle(reports.map((one) => one.audits[of]?.numericValue ?? 0));
      const requests = middle(reports.map((one) => one.audits['network-requests']?.details?.items?.length ?? 0));
      const cells = [score('performance'), score('accessibility'), score('best-practices')];
      const times = ['first-contentful-paint', 'largest-contentful-paint'].map((of) => Math.round(value(of)));
      const rest = [value('cumulative-layout-shift').toFixed(3), Math.round(value('total-blocking-time')), requests];
      console.log(`| ${[name, ...cells, ...times, ...rest].join(' | ')} |`);
      const failed = Object.entries(reports[0]?.audits ?? {}).filter(([, audit]) => audit.score !== null && audit.score < 0.9);
      for (const [id, audit] of failed) console.log(`    ${id} ${audit.score} ${audit.title}`);
    }
  } finally {
    await context.close();
    await house.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
