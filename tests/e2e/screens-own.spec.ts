import { gallery, type Scene } from './support/gallery.ts';
import type { House } from './support/house.ts';
import { joinWith } from './support/steps.ts';
import { at, id, named, scene } from './support/talk-answers.ts';

const list = (...items: object[]) => ({ items, next_cursor: null });

gallery({
  name: 'own',
  account: true,
  mode: 'serve',
  async enter(house: House, { page }) {
    await house.setUp();
    await joinWith(page, await house.invite(), 'ハル');
  },
  scenes: (_house, device): Scene[] => {
    const LOOKS = 'GET /me/access_events';
    const ERASURE = 'GET /me/erasure';
    const look = (n: number, ago: number, more: object) => ({
      ...{ access_event_id: id(n), by: named(7, '山野'), thing: 'checkin', thing_id: id(40), ground: 'shown' },
      ...{ at: at(-ago), ...more },
    });
    const counted = (what: string, count: number) => ({ what, count });
    const preview = {
      erases_at: null,
      last_admin: false,
      goes: [counted('me', 1), counted('checkins', 212), counted('wins', 31), counted('own_words', 1), counted('participations', 9), counted('notices', 14), counted('devices', 2)],
      stays: [counted('me', 1), counted('participations', 9), counted('talks_asked_for', 3)],
    };
    return [
      scene(device, 'own', '/own', 'main .menu', {}),
      scene(device, 'looks-none', '/own/looks', '.empty', { [LOOKS]: list() }),
      scene(device, 'looks', '/own/looks', 'main .rows', {
        [LOOKS]: list(
          look(1, 20, {}),
          look(2, 90, { thing: 'win', by: named(8, 'けい') }),
          look(3, 3000, { ground: 'break_glass', thing: 'comfort_plan', thing_id: null }),
          look(4, 9000, { by: { person_id: id(9), nickname: '' } }),
        ),
      }),
      scene(device, 'take', '/own/take', 'main .card', {}),
      scene(device, 'erase', '/own/erase', 'main [role=radiogroup], main fieldset', { [ERASURE]: preview }),
      scene(device, 'erase-sure', '/own/erase', 'main fieldset', { [ERASURE]: preview }, async (page) => {
        await page.locator('main button.button-second').last().click();
        await page.locator('dialog[open]').waitFor();
      }),
      scene(device, 'erase-last-admin', '/own/erase', 'main .card', { [ERASURE]: { ...preview, last_admin: true } }),
    ];
  },
});
