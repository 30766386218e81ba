import { test } from '@playwright/test';
import { House } from './support/house.ts';

const FOLDER = `${import.meta.dirname}/../../docs/images`;

test('pictures of the sample facility', async ({ browser }) => {
  const house = await House.open('demo');
  try {
    const phone = await browser.newContext({ viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true });
    const member = await phone.newPage();
    await member.goto(house.links[0] ?? '');
    await member.locator('.moods').waitFor();
    await member.screenshot({ path: `${FOLDER}/home.png` });
    await member.goto(`${house.url}/#/lookback`);
    await member.locator('.month-cell .mood-mark').first().waitFor();
    await member.locator('.month').evaluate((month) => month.scrollIntoView({ block: 'center' }));
    await member.screenshot({ path: `${FOLDER}/lookback.png` });

    const desk = await browser.newContext({ viewport: { width: 1100, height: 720 } });
    const staff = await desk.newPage();
    await staff.goto(house.links[2] ?? '');
    await staff.locator('main a[href="#/staff"]').first().waitFor();
    await staff.goto(`${house.url}/#/staff/people`);
    await staff.locator('.st-person').nth(3).click();
    await staff.locator('.st-person-head').waitFor();
    await staff.screenshot({ path: `${FOLDER}/staff.png` });
    await phone.close();
    await desk.close();
  } finally {
    await house.close();
  }
});
