/** Who is here: starting offline, renewing once, several tabs, signing out, a stopped phone, somebody else on the same phone. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { anna, ben, FakeApi } from './sim/api';
import { closeTabs, Phone, soon, type Tab } from './sim/phone';

let api: FakeApi;
let phone: Phone;

async function tabStarted(): Promise<Tab> {
  const tab = await phone.openTab();
  await tab.session.start();
  return tab;
}

const onServer = (): unknown[] => [...api.model.things.values()].map(({ value }) => value.note);

beforeEach(() => {
  api = new FakeApi();
  phone = new Phone(api);
});
vi.setConfig({ testTimeout: 30_000 });
afterEach(closeTabs);

describe('start', () => {
  it('knows nobody on a new phone, and asks only once', async () => {
    const tab = await tabStarted();
    expect(tab.session.signedIn.value).toBe(false);
    await tab.help.helpResources();
    await soon(() => api.log.includes('get /help_resources'));
    expect(api.refreshes).toBe(1);
  });

  it('recognises a phone whose storage was emptied by its session cookie', async () => {
    api.cookie = anna;
    const tab = await tabStarted();
    expect(tab.session.me.value?.nickname).toBe('あんな');
  });

  it('opens without a network from the last copy', async () => {
    api.cookie = anna;
    await tabStarted();
    api.down = true;
    const tab = await tabStarted();
    expect(tab.session.signedIn.value).toBe(true);
    expect(tab.session.me.value?.facility_name).toBe('えんがわ');
  });
});

describe('token', () => {
  it('is renewed once when the server no longer takes it, and the request goes through', async () => {
    api.cookie = anna;
    const tab = await tabStarted();
    await soon(() => api.refreshes === 1);
    api.expireTokens();
    await tab.data.saveCheckin({ mood: 3, note: 'a' });
    await tab.data.saveCheckin({ mood: 3, note: 'b' });
    await soon(() => onServer().length === 2);
    expect(api.refreshes).toBe(2);
  });

  it('is fetched by one of several tabs, the others take it over', async () => {
    api.cookie = anna;
    const tabs = [await tabStarted(), await tabStarted(), await tabStarted()];
    await soon(() => tabs.every((tab) => tab.session.signedIn.value));
    const before = api.refreshes;
    api.expireTokens();
    await Promise.all(tabs.map((tab, i) => tab.data.saveCheckin({ mood: 3, note: `${i}` })));
    await soon(() => onServer().length === 3);
    await soon(() => tabs.every((tab) => tab.data.unsent.value === 0));
    expect(api.refreshes - before).toBeLessThanOrEqual(2);
  });

  it('does not renew for a wrong card', async () => {
    const tab = await tabStarted();
    const result = await tab.session.join('anna', 'あんな', 'ja', 1);
    expect(result.ok).toBe(true);
    expect(tab.session.me.value?.person_id).toBe(anna);
    expect(api.refreshes).toBe(1);
  });
});

describe('signing out', () => {
  it('warns while something waits, and empties the phone only then or when asked to', async () => {
    api.cookie = anna;
    const tab = await tabStarted();
    api.down = true;
    await tab.data.saveCheckin({ mood: 1, note: 'kept' });
    expect(await tab.session.signOut()).toEqual({ unsent: 1 });
    expect(tab.session.signedIn.value).toBe(true);
    api.down = false;
    dispatchEvent(new Event('online'));
    await soon(() => onServer().includes('kept'));
    expect(await tab.session.signOut()).toBeUndefined();
    expect(tab.session.signedIn.value).toBe(false);
    expect(api.cookie).toBeNull();
    expect(await tab.store.rowAt('/me')).toBeUndefined();
  });

  it('without a network is finished at the next start, and never signs in again by itself', async () => {
    api.cookie = anna;
    const tab = await tabStarted();
    api.down = true;
    await tab.session.signOut({ discardUnsent: true });
    expect((await tabStarted()).session.signedIn.value).toBe(false);
    api.down = false;
    const again = await tabStarted();
    expect(again.session.signedIn.value).toBe(false);
    expect(api.cookie).toBeNull();
    await again.session.join('anna', 'あんな', 'ja');
    expect(again.session.signedIn.value).toBe(true);
  });

  it('reaches the other tabs', async () => {
    api.cookie = anna;
    const [tab, other] = [await tabStarted(), await tabStarted()];
    await tab.session.signOut();
    await soon(() => !other.session.signedIn.value);
  });
});

describe('a phone that staff have stopped', () => {
  it('shows nothing any more, but what waits is sent when its owner comes back', async () => {
    api.cookie = anna;
    const tab = await tabStarted();
    api.down = true;
    await tab.data.saveCheckin({ mood: 2, note: 'waits' });
    api.down = false;
    api.cookie = null;
    api.expireTokens();
    await tab.sync.kick();
    await soon(() => !tab.session.signedIn.value);
    expect(await tab.data.checkinsOfDay('2026-11-22')).toEqual([]);
    expect(tab.data.unsent.value).toBe(0);
    await tab.session.join('anna', 'あんな', 'ja');
    await soon(() => onServer().includes('waits'));
  });

  it('never sends in the name of somebody else', async () => {
    api.cookie = anna;
    const tab = await tabStarted();
    api.down = true;
    await tab.data.saveCheckin({ mood: 2, note: 'of anna' });
    api.down = false;
    api.cookie = null;
    api.expireTokens();
    await tab.sync.kick();
    await soon(() => !tab.session.signedIn.value);
    await tab.session.join('ben', 'べん', 'ja');
    await tab.data.saveCheckin({ mood: 3, note: 'of ben' });
    await soon(() => onServer().includes('of ben'));
    expect(tab.session.me.value?.person_id).toBe(ben);
    expect(onServer()).toEqual(['of ben']);
    expect(await tab.session.signOut()).toBeUndefined();
  });
});
