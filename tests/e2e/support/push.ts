import type { Page } from '@playwright/test';
import type { Device } from './test.ts';

/** What the server has told a phone, as the phone receives it. */
export interface Message {
  title?: string;
  lang?: string;
  notice: string;
  badge?: number;
}

/**
 * A phone whose browser gives an address and real keys without asking any service of the world, and lets notices be shown. Only
 * the address is made up: the keys are points of P-256, the worker and what it shows are the browser's own.
 */
export async function withPush({ context, page }: Device): Promise<void> {
  await context.grantPermissions(['notifications']);
  await page.addInitScript(() => {
    const place = 'a-browser-that-is-told';
    const text = (bytes: ArrayBuffer | Uint8Array) =>
      btoa(String.fromCharCode(...new Uint8Array(bytes)))
        .replaceAll('+', '-')
        .replaceAll('/', '_')
        .replaceAll('=', '');
    const held = () => {
      const kept = localStorage.getItem(place);
      if (!kept) return null;
      const { endpoint, keys } = JSON.parse(kept);
      const unsubscribe = async () => {
        localStorage.removeItem(place);
        return true;
      };
      return { endpoint, options: { applicationServerKey: null }, toJSON: () => ({ keys }), unsubscribe };
    };
    PushManager.prototype.getSubscription = async () => held() as unknown as PushSubscription;
    PushManager.prototype.subscribe = async () => {
      const pair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits']);
      const keys = {
        p256dh: text(await crypto.subtle.exportKey('raw', pair.publicKey)),
        auth: text(crypto.getRandomValues(new Uint8Array(16))),
      };
      const endpoint = `https://fcm.googleapis.com/fcm/send/${crypto.randomUUID()}`;
      localStorage.setItem(place, JSON.stringify({ endpoint, keys }));
      return held() as unknown as PushSubscription;
    };
  });
}

/** Delivers to the worker of a page what a push service would; the text as it is when it is one. */
export async function deliver(page: Page, message: Message | string): Promise<void> {
  const { origin } = new URL(page.url());
  const inspector = await page.context().newCDPSession(page);
  const registered = new Promise<string>((resolve) => {
    inspector.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const ours = registrations.find((one) => one.scopeURL === `${origin}/` && !one.isDeleted);
      if (ours) resolve(ours.registrationId);
    });
  });
  await inspector.send('ServiceWorker.enable');
  const registrationId = await registered;
  const data =
    typeof message === 'string'
      ? message
      : JSON.stringify({
          web_push: 8030,
          notification: {
            ...{ title: message.title ?? 'お知らせがあります', lang: message.lang ?? 'ja', dir: 'ltr' },
            ...{ navigate: `${origin}/#/notices/${message.notice}`, tag: 'engawa', silent: false },
          },
          app_badge: message.badge ?? 1,
        });
  await inspector.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data });
  await inspector.detach();
}

/** What stands on the screen of the phone now. */
export const shown = (page: Page): Promise<{ title: string; lang: string; tag: string; leads: string }[]> =>
  page.evaluate(async () => {
    const notifications = await (await navigator.serviceWorker.ready).getNotifications();
    return notifications.map(({ title, lang, tag, data }) => ({ title, lang, tag, leads: data.navigate }));
  });

/** Taps what stands on the screen of the phone. */
export async function tapShown({ context }: Device): Promise<void> {
  const [worker] = context.serviceWorkers();
  if (!worker) throw new Error('no worker');
  await worker.evaluate(async () => {
    const scope = self as unknown as { registration: ServiceWorkerRegistration } & EventTarget;
    const [notification] = await scope.registration.getNotifications();
    const Tap = (self as unknown as { NotificationEvent: new (type: string, more: object) => Event }).NotificationEvent;
    scope.dispatchEvent(new Tap('notificationclick', { notification }));
  });
}
