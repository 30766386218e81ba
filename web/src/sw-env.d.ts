/** The few parts of the service worker's world that `sw.ts` uses; the page's own types (lib DOM) do not know them. */
interface ExtendableEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface FetchEvent extends ExtendableEvent {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface WindowClient {
  readonly visibilityState: DocumentVisibilityState;
  focus(): Promise<WindowClient>;
  postMessage(word: object): void;
}
interface ServiceWorkerScope {
  readonly location: Location;
  readonly registration: {
    getNotifications(filter: { readonly tag: string }): Promise<Notification[]>;
    showNotification(
      title: string,
      options: NotificationOptions & { readonly renotify: boolean },
    ): Promise<void>;
  };
  readonly clients: {
    claim(): Promise<void>;
    matchAll(which: { type: 'window'; includeUncontrolled: true }): Promise<readonly WindowClient[]>;
    openWindow(url: string): Promise<unknown>;
  };
  skipWaiting(): Promise<void>;
  addEventListener(
    type: 'install' | 'activate' | 'pushsubscriptionchange',
    listen: (event: ExtendableEvent) => void,
  ): void;
  addEventListener(type: 'fetch', listen: (event: FetchEvent) => void): void;
  addEventListener(
    type: 'push',
    listen: (event: ExtendableEvent & { readonly data: { text(): string } | null }) => void,
  ): void;
  addEventListener(
    type: 'notificationclick',
    listen: (event: ExtendableEvent & { readonly notification: Notification }) => void,
  ): void;
  addEventListener(
    type: 'message',
    listen: (event: ExtendableEvent & { readonly data: unknown }) => void,
  ): void;
}
