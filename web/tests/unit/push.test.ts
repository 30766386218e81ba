/** What the worker shows, where a tap leads, and that a phone is told only while somebody wants it. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { carrierOf, endedAlone } from '../../src/data/notice-rules';
import type { Phone as Told } from '../../src/data/notice-types';
import { canPush, keyFrom, keysOf, sameKey } from '../../src/data/push-rules';
import { pathOf, shownFor } from '../../src/sw-notice';
import { anna, FakeApi } from './sim/api';
import { closeTabs, Phone, type Tab } from './sim/phone';

const ORIGIN = 'https://engawa.example';
const ID = '0199a5b0-0000-7000-8000-000000000001';
const message = (more: object = {}, rest: object = {}) =>
  JSON.stringify({
    web_push: 8030,
    notification: {
      ...{ title: 'お知らせがあります', lang: 'ja', dir: 'ltr', navigate: `${ORIGIN}/#/notices/${ID}` },
      ...{ tag: 'engawa', silent: false, ...more },
    },
    app_badge: 3,
    ...rest,
  });

describe('what the worker shows', () => {
  it('is what the server says, and leads to that notice', () => {
    expect(shownFor(message(), 'en', ORIGIN)).toEqual({
      title: 'お知らせがあります',
      look: { lang: 'ja', tag: 'engawa', silent: false },
      path: `/notices/${ID}`,
      count: 3,
    });
    const english = shownFor(message({ title: 'You have a notice', lang: 'en', silent: true }), 'ja', ORIGIN);
    expect(english.title).toBe('You have a notice');
    expect(english.look).toEqual({ lang: 'en', tag: 'engawa', silent: true });
  });

  it('is the fixed words in the language of this phone when the message cannot be read', () => {
    for (const text of [
      undefined,
      '',
      'x',
      'null',
      '[]',
      '{}',
      '{"notification":null}',
      message({ title: 5 }),
    ]) {
      for (const [language, title, lang] of [
        ['ja', 'お知らせがあります', 'ja'],
        ['ja-x-easy', 'お知らせがあります', 'ja'],
        ['en', 'You have a notice', 'en'],
      ] as const)
        expect(shownFor(text, language, ORIGIN), `${text} ${language}`).toMatchObject({
          title,
          look: { lang },
        });
    }
    expect(shownFor(undefined, undefined, ORIGIN)).toMatchObject({ path: '/notices', count: null });
  });

  it('never leads out of the app, nor to any other page of it', () => {
    for (const address of [
      'https://elsewhere.example/notices/1',
      `${ORIGIN}.elsewhere.example/#/notices/1`,
      'https://elsewhere.example/#/notices/1',
      '//elsewhere.example/notices/1',
      'javascript:alert(1)',
      `${ORIGIN}/#/notices/../settings/leave`,
      `${ORIGIN}/#/notices/a/b`,
      `${ORIGIN}/notices/a#/settings/leave`,
      '/#/settings/leave',
      null,
      7,
      {},
    ])
      expect(pathOf(address, ORIGIN), String(address)).toBe('/notices');
    expect(pathOf(`/notices/${ID}`, ORIGIN)).toBe(`/notices/${ID}`);
  });

  it('counts on the icon only what was said', () => {
    expect(shownFor(message({}, { app_badge: 0 }), 'ja', ORIGIN).count).toBe(0);
    for (const app_badge of [-1, '3', null])
      expect(shownFor(message({}, { app_badge }), 'ja', ORIGIN).count).toBeNull();
  });
});

describe('a phone', () => {
  const point = Uint8Array.from({ length: 65 }, (_, at) => (at === 0 ? 4 : at));
  const text = btoa(String.fromCharCode(...point))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

  it('takes only a key that is a point of the curve', () => {
    expect(keyFrom(text)).toEqual(point);
    for (const wrong of ['', 'AAAA', `B${text.slice(1, 40)}`, 'ü', `A${text.slice(1)}`])
      expect(keyFrom(wrong)).toBeNull();
  });

  it('knows a subscription that was made with another key', () => {
    const other = point.slice();
    other[64] = 99;
    expect(sameKey(point.slice().buffer, point)).toBe(true);
    expect(sameKey(other.buffer, point)).toBe(false);
    expect(sameKey(point.slice(0, 64).buffer, point)).toBe(false);
    expect(sameKey(null, point)).toBe(true);
  });

  it('hands over both keys without padding, or none', () => {
    expect(keysOf({ keys: { p256dh: 'a=', auth: 'b==' } })).toEqual({ p256dh: 'a', auth: 'b' });
    expect(keysOf({ keys: { p256dh: 'a' } })).toBeNull();
    expect(keysOf({})).toBeNull();
  });

  it('can be told when it knows all that it takes', () => {
    const whole = { PushManager: 1, Notification: 1, navigator: { serviceWorker: 1 } };
    expect(canPush(whole)).toBe(true);
    for (const name of ['PushManager', 'Notification', 'navigator'] as const) {
      const { [name]: _, ...rest } = whole;
      expect(canPush(rest), name).toBe(false);
    }
  });

  it('has ended by itself only when nobody ended it', () => {
    const one = (state: Told['state'], ended_because: Told['ended_because']) =>
      endedAlone({ state, ended_because } as Told);
    expect(one('ended', 'gone')).toBe(true);
    expect(one('ended', 'stopped')).toBe(false);
    expect(one('ended', 'signed_out')).toBe(true);
    expect(one('active', null)).toBe(false);
  });

  it('knows who carries its messages, and nobody who only sounds alike', () => {
    expect(carrierOf('fcm.googleapis.com')).toBe('google');
    expect(carrierOf('updates.push.services.mozilla.com')).toBe('mozilla');
    expect(carrierOf('web.push.apple.com')).toBe('apple');
    expect(carrierOf('wns2-par02p.notify.windows.com')).toBe('microsoft');
    expect(carrierOf('evil-googleapis.com')).toBeNull();
    expect(carrierOf('')).toBeNull();
  });
});

/** A browser that subscribes, as much of it as we use. */
class FakePush {
  endpoint: string | null = null;
  asked = 0;
  made = 0;
  readonly key = Uint8Array.from({ length: 65 }, (_, at) => (at === 0 ? 4 : at));
  permission: NotificationPermission = 'default';
  answer: NotificationPermission = 'granted';

  get publicKey(): string {
    return btoa(String.fromCharCode(...this.key))
      .replaceAll('+', '-')
      .replaceAll('/', '_');
  }

  private of(endpoint: string) {
    return {
      ...{ endpoint, options: { applicationServerKey: this.key.buffer } },
      toJSON: () => ({ keys: { p256dh: 'p', auth: 'a' } }),
      unsubscribe: async () => {
        this.endpoint = null;
        return true;
      },
    };
  }

  readonly manager = {
    getSubscription: async () => (this.endpoint ? this.of(this.endpoint) : null),
    subscribe: async () => {
      this.made += 1;
      this.endpoint ??= `https://fcm.googleapis.com/send/${this.made}`;
      return this.of(this.endpoint);
    },
  };

  /** Lets the phone of a test be one that can be told. */
  install(): void {
    const registration = { pushManager: this.manager, getNotifications: async () => [] };
    Object.assign(navigator, {
      serviceWorker: { ready: Promise.resolve(registration), getRegistration: async () => registration },
    });
    vi.stubGlobal('PushManager', class {});
    const requestPermission = async () => {
      this.asked += 1;
      this.permission = this.answer;
      return this.answer;
    };
    const push = this;
    vi.stubGlobal('Notification', {
      requestPermission,
      get permission() {
        return push.permission;
      },
    });
    vi.stubGlobal('caches', { open: async () => ({ put: async () => undefined }) });
  }
}

describe('this phone', () => {
  let api: FakeApi;
  let browser: FakePush;
  let tab: Tab;
  let push: typeof import('../../src/data/push');

  beforeEach(async () => {
    api = new FakeApi();
    browser = new FakePush();
    api.pushKey = browser.publicKey;
    const phone = new Phone(api);
    browser.install();
    api.cookie = anna;
    tab = await phone.openTab();
    push = await import('../../src/data/push');
    await tab.session.start();
  });
  afterEach(closeTabs);

  it('is asked about and registered only by a tap', async () => {
    expect([browser.asked, browser.made, api.phones.size]).toEqual([0, 0, 0]);
    expect(await push.turnOn()).toBeNull();
    expect([browser.asked, browser.made]).toEqual([1, 1]);
    const [[id, told] = []] = [...api.phones];
    expect(told).toEqual({ endpoint: browser.endpoint, p256dh: 'p', auth: 'a' });
    expect(push.here.value).toEqual({ id, endpoint: browser.endpoint, lost: false });
  });

  it('stays silent when the person says no', async () => {
    browser.answer = 'denied';
    expect(await push.turnOn()).toBe('denied');
    expect([browser.made, api.phones.size, push.here.value]).toEqual([0, 0, null]);
  });

  it('tells the server under the same id when the browser moved to another address', async () => {
    await push.turnOn();
    const id = push.here.value?.id ?? '';
    await push.compare();
    expect(api.log.filter((one) => one.startsWith('put /me/push_subscriptions'))).toHaveLength(1);
    browser.endpoint = 'https://fcm.googleapis.com/send/moved';
    await push.compare();
    expect([...api.phones.keys()]).toEqual([id]);
    expect(api.phones.get(id)?.endpoint).toBe('https://fcm.googleapis.com/send/moved');
  });

  it('subscribes again when the browser let go, and says so when it may not', async () => {
    await push.turnOn();
    const id = push.here.value?.id ?? '';
    browser.endpoint = null;
    await push.compare();
    expect(api.phones.get(id)?.endpoint).toBe(browser.endpoint);
    browser.endpoint = null;
    browser.permission = 'denied';
    await push.compare();
    expect(push.here.value?.lost).toBe(true);
    browser.permission = 'granted';
    expect(await push.turnOn(true)).toBeNull();
    expect(push.here.value).toMatchObject({ id, lost: false });
  });

  it('is told anew, once an hour, when the push service ended it or the server knows nothing of it', async () => {
    await push.turnOn();
    const id = push.here.value?.id ?? '';
    const [first, asked] = [
      browser.endpoint,
      () => api.log.filter((one) => one === 'get /me/push_subscriptions').length,
    ];
    const HOUR = 3_600_000;
    const start = Date.now();
    await push.compare(start);
    expect([asked(), browser.endpoint]).toEqual([1, first]);

    api.phoneEnded.set(id, 'gone');
    await push.compare(start + HOUR - 1);
    expect([asked(), browser.endpoint]).toEqual([1, first]);
    await push.compare(start + HOUR);
    expect(browser.endpoint).not.toBe(first);
    expect(api.phones.get(id)?.endpoint).toBe(browser.endpoint);
    expect(push.here.value).toMatchObject({ id, lost: false, endpoint: browser.endpoint });

    api.phones.clear();
    await push.compare(start + 2 * HOUR);
    expect(api.phones.get(id)?.endpoint, 'a server that was put back to an older day').toBe(browser.endpoint);

    api.phoneEnded.set(id, 'gone');
    browser.permission = 'denied';
    await push.compare(start + 3 * HOUR);
    expect(push.here.value?.lost, 'said, where it cannot be mended without a tap').toBe(true);
  });

  it('takes the new key of a server by itself, and is let go when it was stopped elsewhere', async () => {
    await push.turnOn();
    const made = browser.made;
    const other = new Uint8Array(browser.key).fill(9, 1);
    api.pushKey = btoa(String.fromCharCode(...other))
      .replaceAll('+', '-')
      .replaceAll('/', '_');
    await push.compare();
    expect(browser.made).toBe(made + 1);
    expect(api.phones.size).toBe(1);

    api.phoneEnded.set(push.here.value?.id ?? '', 'stopped');
    await push.compare(Date.now() + 3_600_000);
    expect([browser.endpoint, push.here.value]).toEqual([null, null]);
  });

  it('takes a new subscription when the server has another key', async () => {
    await push.turnOn();
    api.pushKey = `${browser.publicKey.slice(0, -4)}AAA=`;
    await push.turnOn();
    expect(browser.made).toBe(2);
    expect(api.phones.size).toBe(1);
  });

  it('is let go at the server first and then in the browser', async () => {
    await push.turnOn();
    api.down = true;
    expect((await push.turnOff())?.type).toBe('offline');
    expect(browser.endpoint).not.toBeNull();
    api.down = false;
    expect(await push.turnOff()).toBeNull();
    expect([browser.endpoint, api.phones.size, push.here.value]).toEqual([null, 0, null]);
  });

  it('is no phone for a service that the server sends nothing to', async () => {
    api.refusesPhones = true;
    expect(await push.turnOn()).toBe('none');
    expect(push.here.value).toBeNull();
  });

  it('is told nothing more once somebody has left it, with a network or without', async () => {
    await push.turnOn();
    await tab.session.signOut();
    expect([browser.endpoint, api.phones.size]).toEqual([null, 0]);
    expect(api.log.findIndex((one) => one.startsWith('delete /me/push_subscriptions/'))).toBeLessThan(
      api.log.indexOf('delete /sessions/current'),
    );
  });

  it('is let go in the browser also when staff have stopped it', async () => {
    await push.turnOn();
    api.cookie = null;
    api.expireTokens();
    await tab.sync.kick();
    await tab.data.items();
    await vi.waitFor(() => expect(browser.endpoint).toBeNull(), 5_000);
    expect(tab.session.signedIn.value).toBe(false);
  });
});
