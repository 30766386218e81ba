/** A phone for tests: one database and one set of locks, any number of tabs (each with its own copy of the app's modules). */
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { vi } from 'vitest';
import type { FakeApi } from './api';

const RealChannel = BroadcastChannel;
let serial = 0;
const opened: Tab[] = [];

/** Everything a tab can do. */
export interface Tab {
  session: typeof import('../../../src/session');
  data: typeof import('../../../src/data');
  sync: typeof import('../../../src/data/sync');
  idb: typeof import('../../../src/data/idb');
  store: typeof import('../../../src/data/store');
  months: typeof import('../../../src/data/months');
  help: typeof import('../../../src/data/help');
  care: typeof import('../../../src/data/care-logs');
  comfort: typeof import('../../../src/data/comfort');
}

export class Phone {
  private readonly tails = new Map<string, Promise<unknown>>();
  /** Tabs of another test's phone must not hear each other. */
  private readonly channel = class extends RealChannel {
    constructor(name: string) {
      super(`${name}-${serial}`);
    }
  };
  readonly page = Object.assign(new EventTarget(), { visibilityState: 'visible' });

  constructor(readonly api: FakeApi) {
    serial += 1;
    vi.stubGlobal('BroadcastChannel', this.channel);
    vi.stubGlobal('indexedDB', new IDBFactory());
    vi.stubGlobal('fetch', api.fetch);
    vi.stubGlobal('document', this.page);
    const window = new EventTarget();
    vi.stubGlobal('addEventListener', window.addEventListener.bind(window));
    vi.stubGlobal('dispatchEvent', window.dispatchEvent.bind(window));
    vi.stubGlobal('navigator', { onLine: true, locks: { request: this.lock } });
  }

  private readonly lock = (name: string, work: () => Promise<unknown>): Promise<unknown> => {
    const result = (this.tails.get(name) ?? Promise.resolve()).then(work, work);
    this.tails.set(
      name,
      result.catch(() => undefined),
    );
    return result;
  };

  /** Opens the app in a new tab. */
  async openTab(): Promise<Tab> {
    vi.resetModules();
    const [session, data, sync, idb, store, months, help, care, comfort] = await Promise.all([
      import('../../../src/session'),
      import('../../../src/data'),
      import('../../../src/data/sync'),
      import('../../../src/data/idb'),
      import('../../../src/data/store'),
      import('../../../src/data/months'),
      import('../../../src/data/help'),
      import('../../../src/data/care-logs'),
      import('../../../src/data/comfort'),
    ]);
    const tab = { session, data, sync, idb, store, months, help, care, comfort };
    opened.push(tab);
    return tab;
  }
}

/** Closes all tabs of the test that is over, so that none of them goes on sending in the next one. */
export async function closeTabs(): Promise<void> {
  for (const tab of opened.splice(0)) await tab.session.signOut({ discardUnsent: true });
}

/** Waits until something holds; fails after ten seconds. */
export const soon = (check: () => unknown): Promise<unknown> =>
  vi.waitFor(async () => {
    if (!(await check())) throw new Error(`not yet: ${check}`);
  }, 10_000);
