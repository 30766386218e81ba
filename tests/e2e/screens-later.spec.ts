import { gallery, type Scene } from './support/gallery.ts';
import type { House } from './support/house.ts';
import { joinWith } from './support/steps.ts';
import { at, full, id, ladder, named, nobody, scene } from './support/talk-answers.ts';

gallery({
  name: 'later',
  account: true,
  mode: 'serve',
  async enter(house: House, { page }) {
    await house.setUp();
    await joinWith(page, await house.invite(), 'ハル');
  },
  scenes: (_house, device): Scene[] => {
    const PLANNED = 'GET /me/planned_talk';
    const wish = {
      ...{ planned_talk_id: id(5), to: named(4, 'みどり'), from: at(120), until: at(180), wish: 'listen' },
      ...{ mode: 'in_person', words: null, words_for_staff: false, tell_staff: true },
    };
    const all = {
      'GET /talk_now': full,
      'GET /talk_now?crisis=true': ladder(),
      'GET /me/talk_request': nobody,
      [PLANNED]: { planned_talk: null },
    };
    const choose = 'main a[href^="#/talk/later/"]';
    return [
      scene(device, 'hours', '/talk/later', choose, all),
      scene(device, 'choose', '/talk/later', choose, all, async (page) => {
        await page.locator(choose).first().click();
        await page.locator('main form').waitFor();
      }),
      scene(
        device,
        'taken',
        '/talk/later',
        choose,
        { ...all, [`POST /supporters/${id(3)}/planned_talks`]: { problem: 'hour-taken' } },
        async (page) => {
          await page.locator(choose).first().click();
          await page.locator('main form button[type=submit]').click();
          await page.locator('main [role=status] a').waitFor();
        },
      ),
      scene(device, 'none', '/talk/later', 'main a[href="#/talk/ask/anyone"]', { ...all, 'GET /talk_now': ladder() }),
      scene(device, 'chosen', '/talk', '#peers .button-quiet', { ...all, [PLANNED]: { planned_talk: wish } }),
    ];
  },
});
