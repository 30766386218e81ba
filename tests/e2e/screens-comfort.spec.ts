import { gallery, type Scene } from './support/gallery.ts';
import type { House } from './support/house.ts';
import { joinWith } from './support/steps.ts';
import { at, id, named, nobody, scene } from './support/talk-answers.ts';
import { type Device, expect } from './support/test.ts';

const list = (...items: object[]) => ({ items, next_cursor: null });
const written = {
  signs: {
    green: ['朝、外の音が気持ちいい', 'お昼がおいしい'],
    yellow: ['返事がおっくうになる', '夜、同じことを考える'],
    red: ['ごはんが食べられない', '人の声がつらい'],
  },
  helps: ['静かなへやで、すこし横になる', 'あたたかいお茶', '好きな曲を1つきく'],
  wants: ['「お茶のむ?」と声をかけてほしい'],
  does_not_want: ['理由を何度もきかれること'],
  call: [{ name: '姉', number: '06-0000-0000', note: '夜8時から' }],
  ...{ tell_staff: true, for_staff: 'となりに、すこしすわってください。', made_with: 'staff' },
};
const people = list(
  { person: named(7, '山野'), staff: true },
  { person: named(8, '川井'), staff: true },
  { person: named(1, 'そら'), staff: false },
);
const hello = (n: number, nickname: string, more: object = {}) => ({
  ...{ hello_id: id(n), person: named(n, nickname), reason: 'quiet_days', for_me: false, raised_at: at(-90), ...more },
});

/** A member with what was said beforehand, by the app's own way to the server. */
async function comes(house: House, { page, token }: Device, said: Record<string, object>): Promise<void> {
  await house.setUp();
  await joinWith(page, await house.invite(), 'ハル');
  await expect.poll(token).not.toBe('');
  for (const [path, body] of Object.entries(said)) {
    const answer = await house.call('PUT', path, { token: token(), body, etag: '"v0"' });
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  }
}

const asked = {
  'GET /me/talk_request': nobody,
  'GET /me/offers': list(),
  'GET /people_to_ask': people,
};

gallery({
  name: 'comfort-new',
  account: true,
  mode: 'serve',
  enter: (house, device) => comes(house, device, {}),
  scenes: (_house, device): Scene[] => [
    scene(device, 'none', '/comfort', '.empty', asked),
    scene(device, 'hello-never', '/comfort/hello', 'main form', asked),
    scene(device, 'hellos-none', '/comfort/hellos', '.empty', { ...asked, 'GET /hellos': list() }),
  ],
});

gallery({
  name: 'comfort',
  account: true,
  mode: 'serve',
  enter: (house, device) =>
    comes(house, device, {
      '/me/comfort_plan': written,
      '/me/hello_rule': { after_days: 3, how: '「やあ」だけで、うれしいです。' },
    }),
  scenes: (_house, device): Scene[] => [
    scene(device, 'plan', '/comfort', 'main .said', asked),
    scene(device, 'signs', '/comfort/write/signs', 'main form', asked),
    scene(device, 'others', '/comfort/write/others', 'main form', asked),
    scene(device, 'call', '/comfort/write/call', 'main form', asked, async (page) => {
      await page.locator('main input[type=tel]').first().fill('夜8時');
      await page.locator('main button[type=submit]').click();
      await page.locator('main [aria-invalid=true]').waitFor();
    }),
    scene(device, 'staff', '/comfort/write/staff', 'main [role=switch]', asked),
    scene(device, 'hello', '/comfort/hello', 'main input[type=date]', asked),
    scene(device, 'help', '/help', 'main a[href="#/comfort"]', asked),
    scene(device, 'hard', '/', '.moods', asked, async (page) => {
      await page.locator('.moods button').last().click();
      await page.locator('.cp-sign input').last().check();
      await page.locator('.cp-mine .cp-mine').waitFor();
    }),
    scene(device, 'hellos', '/comfort/hellos', 'main .person', {
      ...asked,
      'GET /hellos': list(hello(3, 'なつ', { for_me: true })),
    }),
  ],
});

gallery({
  name: 'comfort-staff',
  account: true,
  mode: 'demo',
  async enter(house: House, { page }) {
    await page.goto(`/${new URL(house.links[2] ?? '').hash}`);
    await page.locator('.moods').waitFor();
  },
  scenes: (_house, device): Scene[] => {
    const some = list(hello(3, 'なつ', { reason: 'red_sign', raised_at: at(-12) }), hello(4, 'なぎ', { for_me: true }));
    const opened = { ...hello(3, 'なつ', { reason: 'red_sign' }), how: 'となりに、すこしすわってください。', closing: null };
    return [
      scene(device, 'home', '/staff', '.st-doors a', { 'GET /hellos': some }),
      scene(device, 'list', '/staff/hellos', 'main .person', { 'GET /hellos': some, [`GET /hellos/${id(3)}`]: opened }, async (page) => {
        await page.locator('main .button-second').first().click();
        await page.locator('main .said').waitFor();
      }),
      scene(device, 'none', '/staff/hellos', '.empty', { 'GET /hellos': list() }),
    ];
  },
});
