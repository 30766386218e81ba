import { defineConfig } from '@playwright/test';
import common from './playwright.config.ts';

/** Lighthouse on the sample facility; by name only (`npm run lighthouse`), because it wants the machine for itself. */
export default defineConfig({
  ...common,
  testMatch: ['lighthouse.ts'],
  timeout: 600_000,
  workers: 1,
  projects: [{ name: 'lighthouse' }],
});
