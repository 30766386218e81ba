import { defineConfig } from '@playwright/test';

const phone = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true };
const desk = { viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1 };

/** Real browser, real server: no retries, so that nothing hides behind a second try. */
export default defineConfig({
  testDir: '.',
  outputDir: 'test-results',
  timeout: 90_000,
  expect: { timeout: 12_000 },
  retries: 0,
  workers: 2,
  fullyParallel: true,
  forbidOnly: !!process.env.CI,
  reporter: [['list']],
  use: {
    locale: 'ja-JP',
    timezoneId: 'Asia/Tokyo',
    actionTimeout: 10_000,
    navigationTimeout: 20_000,
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    { name: 'phone', use: phone, testMatch: ['journeys/*.spec.ts', 'screens*.spec.ts'] },
    // Words are longest on the phone, where all three languages are looked at.
    { name: 'desk', use: desk, testMatch: ['screens*.spec.ts'], grep: /screens, ja$/ },
  ],
});
