/** Answers about talks that no server has to be brought to first: every screen in every state, at one's own hour. */
import type { Page } from '@playwright/test';
import type { Scene } from './gallery.ts';
import type { Device } from './test.ts';
import { Said } from './talk.ts';

const MINUTE = 60_000;
export const at = (minutes: number) => new Date(Date.now() + minutes * MINUTE).toISOString();
export const id = (n: number) => `0199a5b0-0000-7000-8000-00000000000${n}`;
export const named = (n: number, nickname: string) => ({ person_id: id(n), nickname });

const help = (n: number, more: object) => ({
  ...{
    help_resource_id: id(n),
    yomi: '',
    name_en: '',
    url: null,
    hours_ja: '24時間・無料',
    hours_en: '24 hours, free',
  },
  ...{
    region: 'JP',
    sort_order: n,
    verified_on: '2026-11-02',
    stale: false,
    hidden: false,
    version: 1,
    ...more,
  },
});

const lines = [
  help(6, {
    name_ja: 'よりそいホットライン',
    name_en: 'Yorisoi Hotline',
    kind: 'phone',
    number: '0120-279-338',
  }),
  help(7, { name_ja: 'いのちの電話', name_en: 'Inochi no Denwa', kind: 'phone', number: '0120-783-556' }),
];
const places = [
  help(8, {
    name_ja: 'ほっとスペースひなた',
    name_en: 'Hinata',
    kind: 'place',
    number: '06-1111-2222',
    hours_ja: '10時から17時',
    hours_en: '10 to 17',
  }),
];
const listening = (n: number, nickname: string, more: object) => ({
  ...{
    ...named(n, nickname),
    words: '',
    style: 'talk',
    modes: ['in_person', 'phone'],
    topics: ['sleep', 'work'],
  },
  ...{ shared_topics: [], talked_before: false, until: at(50), ...more },
});
const planning = (n: number, nickname: string, from: number) => ({
  ...{ ...named(n, nickname), style: 'listen', modes: ['in_person'], from: at(from), until: at(from + 60) },
});
export const staff = {
  kind: 'staff',
  here: true,
  until: at(90),
  from: null,
  place: '1階の事務所',
  phone: '06-1234-5678',
};
const others = [staff, { kind: 'places', resources: places }, { kind: 'helplines', resources: lines }];
export const ladder = (...rungs: object[]) => ({ as_of: at(0), fresh_until: at(5), rungs: [...rungs, ...others] });

export const sora = listening(1, 'そら', {
  shared_topics: ['sleep'],
  talked_before: true,
  words: '夜ねむれない時期がありました。のんびり聞きます。',
});
export const full = ladder(
  {
    kind: 'now',
    supporters: [sora, listening(2, 'ゆず', { style: 'listen', modes: ['online'], topics: ['fun'] })],
  },
  { kind: 'soon', supporters: [planning(3, 'けい', 20)] },
  { kind: 'later_today', supporters: [planning(4, 'みどり', 120)] },
);

export const wish = (more: object) => ({
  talk_request: {
    ...{
      talk_request_id: id(9),
      to: null,
      wish: 'listen',
      mode: 'in_person',
      words: null,
      words_for_staff: false,
      tell_staff: true,
    },
    ...{
      stage: 'searching',
      asked_at: at(-1),
      partner: null,
      partner_is_staff: false,
      meet_at: null,
      place: null,
      link: null,
    },
    ...{ phone: null, started_at: null, reminded: false, ended_at: null, outcome: null, message: null, relief: null, ...more },
  },
});
export const nobody = { talk_request: null };

const saidTo = new WeakMap<Device['context'], Promise<Said>>();
export const said = ({ context }: Device): Promise<Said> => {
  const known = saidTo.get(context) ?? Said.to(context);
  saidTo.set(context, known);
  return known;
};

/** A screen that begins with what the server says. */
export function scene(
  device: Device,
  name: string,
  route: string,
  until: string,
  answers: Record<string, unknown>,
  then?: (page: Page) => Promise<void>,
): Scene {
  return {
    name,
    act: async (page) => {
      (await said(device)).silence();
      (await said(device)).say(answers);
      // Away for certain first: a screen that stays, in a page that is still starting, keeps what it had asked for before.
      await page.evaluate(() => {
        location.hash = '/settings';
      });
      await page.locator('main a[href="#/settings/look"]').waitFor({ state: 'attached' });
      await page.evaluate((to) => {
        location.hash = to;
      }, route);
      await page.locator(until).first().waitFor();
      await then?.(page);
      await page.waitForTimeout(150);
    },
  };
}
