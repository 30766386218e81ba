// Draws the PNG icons from public/icons/icon.svg with a local Chromium: `npm run icons`. Run it after changing the drawing.
import { readFileSync, writeFileSync } from 'node:fs';
import { chromium } from '@playwright/test';

const folder = new URL('../public/icons/', import.meta.url);
const drawing = readFileSync(new URL('icon.svg', folder), 'utf8');
/** Maskable and apple icons are cut to a shape by the phone: full paper, drawing inside the safe circle. */
const full = drawing
  .replace('rx="112"', '')
  .replace('<circle', '<g transform="translate(256 256) scale(.74) translate(-256 -252)"><circle')
  .replace(/<\/g>\s*<\/svg>/, '</g></g></svg>');
/** Beside a notification only its shape is seen: the drawing alone, in white. */
const shape = drawing.replace(/<rect[^>]*>/, '').replace(/#(?:f1ae6b|065a52)/g, '#fff');

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
for (const [name, size, source] of [
  ['icon-192.png', 192, drawing],
  ['icon-512.png', 512, drawing],
  ['icon-maskable-512.png', 512, full],
  ['apple-touch-icon.png', 180, full],
  ['badge-96.png', 96, shape],
]) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>*{margin:0}svg{display:block;width:100vw}</style>${source}`);
  writeFileSync(new URL(name, folder), await page.screenshot({ omitBackground: true }));
  await page.close();
}
await browser.close();
