import { gallery, type Scene } from './support/gallery.ts';
import type { House } from './support/house.ts';
import { on } from './support/care-answers.ts';
import { at, scene } from './support/talk-answers.ts';

const WALL = 'GET /wall';
const MAIL = 'GET /me/mail';
const row = (nickname: string, from: string, until: string, ...modes: string[]) => ({ nickname, from, until, modes });
const wall = (listening: object[], next: object[]) => ({
  ...{ facility: 'ひだまり作業所', listening, next, as_of: at(0), fresh_until: at(5) },
});
const next = [
  row('ゆず', on(0, '23:10'), on(0, '23:50'), 'in_person', 'phone'),
  row('あおい', on(1, '10:00'), on(1, '11:30'), 'online'),
  row('けい', on(3, '13:00'), on(3, '15:00'), 'in_person'),
];
const mail = (more: object) => ({ available: true, address: null, state: 'none', refused: false, version: 0, ...more });
const mori = { address: 'yamano@hidamari.example', version: 2 };

/** What staff see of the wall at the door and of their mail. */
gallery({
  name: 'wall',
  account: true,
  mode: 'demo',
  async enter(house: House, { page }) {
    await page.goto(`/${new URL(house.links[2] ?? '').hash}`);
    await page.locator('.moods').waitFor();
  },
  scenes: (_house, device): Scene[] => {
    const full = wall(
      [
        row('そら', at(-20), at(70), 'in_person', 'phone'),
        row('とても長い呼び名のひと', at(-5), at(40), 'in_person', 'phone', 'online'),
      ],
      next,
    );
    const mails = (name: string, more: object) =>
      scene(device, `mail-${name}`, '/settings/notices', 'main .button', { [MAIL]: mail(more) });
    return [
      scene(device, 'full', '/wall', '.wall-now li', { [WALL]: full }),
      scene(device, 'empty', '/wall', '.wall-empty', { [WALL]: wall([], next) }),
      scene(device, 'nothing', '/wall', '.wall-empty', { [WALL]: wall([], []) }),
      mails('none', {}),
      mails('waits', { ...mori, state: 'unconfirmed' }),
      mails('refused', { ...mori, state: 'unconfirmed', refused: true }),
      mails('confirmed', { ...mori, state: 'confirmed' }),
    ];
  },
});
