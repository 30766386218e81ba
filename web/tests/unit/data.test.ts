/** The data of a phone end to end: database, outbox, views and session together, with the network coming and going. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { localDate } from '../../src/data/dates';
import { anna, FakeApi } from './sim/api';
import { closeTabs, Phone, soon, type Tab } from './sim/phone';

let api: FakeApi;
let phone: Phone;
let tab: Tab;
const today = localDate();

async function signedInTab(): Promise<Tab> {
  const opened = await phone.openTab();
  await opened.session.start();
  return opened;
}

const onServer = (): unknown[] => [...api.model.things.values()].map(({ value }) => value.note);

beforeEach(async () => {
  vi.useRealTimers();
  api = new FakeApi();
  api.cookie = anna;
  phone = new Phone(api);
  tab = await signedInTab();
});

vi.setConfig({ testTimeout: 30_000 });
afterEach(closeTabs);

describe('written without a network', () => {
  it('is visible at once, survives a closed tab, and arrives exactly once', async () => {
    api.down = true;
    for (const note of ['朝', '昼', '夜']) await tab.data.saveCheckin({ mood: 3, note });
    expect(tab.data.unsent.value).toBe(3);
    const again = await signedInTab();
    expect((await again.data.checkinsOfDay(today)).map((c) => [c.note, c.sync])).toEqual([
      ['朝', 'waiting'],
      ['昼', 'waiting'],
      ['夜', 'waiting'],
    ]);
    expect(again.session.me.value?.person_id).toBe(anna);
    api.down = false;
    dispatchEvent(new Event('online'));
    await soon(() => again.data.unsent.value === 0);
    expect(new Set(onServer())).toEqual(new Set(['朝', '昼', '夜']));
    expect(onServer()).toHaveLength(3);
    expect((await again.data.checkinsOfDay(today)).map((c) => c.sync)).toEqual(['saved', 'saved', 'saved']);
    await soon(() => tab.data.unsent.value === 0);
  });

  it('does not believe the sign-in page of a foreign network', async () => {
    api.portal = true;
    const { checkin_id } = await tab.data.saveCheckin({ mood: 3, note: 'a' });
    await tab.sync.kick();
    expect(tab.data.unsent.value).toBe(1);
    expect(await tab.data.checkin(checkin_id)).toMatchObject({ sync: 'waiting' });
  });

  it('clears the draft in the moment of saving', async () => {
    await tab.data.keepDraft('checkin', { note: 'half' });
    expect(await tab.data.draft('checkin')).toEqual({ note: 'half' });
    await tab.data.saveCheckin({ mood: 3, note: 'whole' }, 'checkin');
    expect(await tab.data.draft('checkin')).toBeUndefined();
  });

  it('works again after the system closed the database', async () => {
    await tab.idb.closeDatabase();
    await tab.data.saveCheckin({ mood: 4, note: 'after' });
    await soon(() => onServer().includes('after'));
  });
});

describe('undo', () => {
  it('holds a delete back for ten seconds, and a create that never left goes without a trace', async () => {
    api.down = true;
    const { checkin_id } = await tab.data.saveCheckin({ mood: 1, note: 'secret' });
    await tab.sync.kick();
    const second = await tab.data.saveCheckin({ mood: 2, note: 'typo' });
    await tab.data.removeCheckin(second.checkin_id);
    expect((await tab.data.checkinsOfDay(today)).map((c) => c.note)).toEqual(['secret']);
    expect(await tab.data.undoRemoveCheckin(second.checkin_id)).toBe(true);
    expect((await tab.data.checkinsOfDay(today)).map((c) => c.note)).toEqual(['secret', 'typo']);
    expect(checkin_id < second.checkin_id).toBe(true);
  });

  it('of a save takes it from the server at once, as nothing is left to undo', async () => {
    const checkin = await tab.data.saveCheckin({ mood: 1, note: 'slip' });
    await soon(() => onServer().length === 1);

    await tab.data.undoSaveCheckin(checkin.checkin_id);

    await soon(() => onServer().length === 0);
    expect(await tab.data.undoRemoveCheckin(checkin.checkin_id)).toBe(false);
  });

  it('deletes on the server when the time is over', async () => {
    const { checkin_id } = await tab.data.saveCheckin({ mood: 1, note: 'a' });
    await soon(() => onServer().length === 1);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
    await tab.data.removeCheckin(checkin_id);
    await tab.sync.kick();
    expect(onServer()).toEqual(['a']);
    vi.setSystemTime(Date.now() + 10_001);
    await tab.sync.kick();
    expect(onServer()).toEqual([]);
    expect(await tab.data.undoRemoveCheckin(checkin_id)).toBe(false);
    vi.useRealTimers();
  });
});

describe('changed on two phones', () => {
  async function conflict(): Promise<string> {
    const { checkin_id } = await tab.data.saveCheckin({ mood: 3, note: 'first' });
    await soon(() => tab.data.unsent.value === 0);
    api.model.changeElsewhere(`/checkins/${checkin_id}`, 'theirs');
    await tab.data.editCheckin(checkin_id, { note: 'mine' });
    await soon(() => tab.data.tray.value.length === 1);
    const [entry] = tab.data.tray.value;
    expect(entry).toMatchObject({ conflict: true, text: 'mine', theirs: { note: 'theirs' } });
    return entry?.id ?? '';
  }

  it('keeps both texts as two entries', async () => {
    await tab.data.keepBoth(await conflict());
    await soon(() => onServer().length === 2);
    expect(onServer().sort()).toEqual(['mine', 'theirs']);
    expect(tab.data.tray.value).toEqual([]);
  });

  it('takes mine', async () => {
    await tab.data.retry(await conflict());
    await soon(() => onServer().includes('mine'));
    expect(onServer()).toEqual(['mine']);
  });

  it('takes theirs', async () => {
    await tab.data.discard(await conflict());
    await soon(() => tab.data.tray.value.length === 0);
    expect(onServer()).toEqual(['theirs']);
    expect((await tab.data.checkinsOfDay(today)).map((c) => c.note)).toEqual(['theirs']);
  });

  it('keeps the text even if the other phone deleted the thing', async () => {
    const { checkin_id } = await tab.data.saveCheckin({ mood: 5, note: 'first' });
    await soon(() => tab.data.unsent.value === 0);
    api.model.handle('delete', `/checkins/${checkin_id}`, {});
    await tab.data.editCheckin(checkin_id, { note: 'mine' });
    await soon(() => tab.data.tray.value.length === 1);
    await tab.data.keepBoth(tab.data.tray.value[0]?.id ?? '');
    await soon(() => onServer().includes('mine'));
    expect([...api.model.things.values()][0]?.value).toMatchObject({ mood: 5, note: 'mine' });
    expect(await tab.data.checkinsOfDay(today)).toHaveLength(1);
  });

  it('notices a change that arrived behind an open form', async () => {
    const { checkin_id } = await tab.data.saveCheckin({ mood: 3, note: 'first' });
    await soon(() => tab.data.unsent.value === 0);
    api.model.changeElsewhere(`/checkins/${checkin_id}`, 'theirs');
    const copy = api.model.handle('get', `/checkins/${checkin_id}`, {});
    await tab.store.keepRow(
      `/checkins/${checkin_id}`,
      'checkins',
      copy.value as Record<string, unknown>,
      copy.etag,
    );
    await tab.data.editCheckin(checkin_id, { note: 'mine' }, 1);
    await soon(() => tab.data.tray.value.length === 1);
    expect(onServer()).toEqual(['theirs']);
  });
});

describe('refused', () => {
  it('goes to the tray with its text, holds nothing else up, and is sent after a correction', async () => {
    const { checkin_id } = await tab.data.saveCheckin({ mood: 3, note: 'too long!' });
    await tab.data.saveCheckin({ mood: 4, note: 'next' });
    await soon(() => tab.data.tray.value.length === 1 && onServer().includes('next'));
    expect(tab.data.tray.value[0]).toMatchObject({
      text: 'too long!',
      objectId: checkin_id,
      conflict: false,
    });
    await tab.data.editCheckin(checkin_id, { note: 'short' });
    await soon(() => onServer().includes('short'));
    expect(tab.data.tray.value).toEqual([]);
  });
});

describe('looking back', () => {
  it('merges the month of the server with what waits, and works from the copy', async () => {
    api.model.handle('put', '/checkins/other-phone', {
      body: { mood: 5, note: 'old', occurred_at: `${today}T00:00:01Z`, local_date: today },
    });
    expect(await tab.data.checkinsOfDay(today)).toHaveLength(1);
    api.down = true;
    await tab.data.saveCheckin({ mood: 2 });
    const month = await tab.data.calendarMonth(today.slice(0, 7));
    expect(month.days).toEqual([{ local_date: today, moods: [5, 2], wins: 0 }]);
    expect(month.asOf).not.toBeNull();
  });

  it('does not let an answer that was overtaken take away what was just confirmed', async () => {
    const { checkin_id } = await tab.data.saveCheckin({ mood: 3, note: 'new' });
    await soon(() => tab.data.unsent.value === 0);
    const range = { from: today, to: today };
    await tab.months.keepRange('checkins', range, new Map(), Date.now() - 5_000);
    expect(await tab.data.checkin(checkin_id)).toMatchObject({ note: 'new', sync: 'saved' });
    await tab.months.keepRange('checkins', range, new Map(), Date.now() + 5_000);
    expect(await tab.data.checkin(checkin_id)).toBeNull();
  });
});

describe('preferences and lists', () => {
  it('apply at once, join while offline, and arrive', async () => {
    api.down = true;
    await tab.data.savePreferences({ text_size: 150 });
    await tab.data.savePreferences({ quiet: true, mood_words: { '1': 'どんより' } });
    expect(tab.data.preferences.value).toMatchObject({ text_size: 150, quiet: true });
    const again = await signedInTab();
    expect(again.data.preferences.value).toMatchObject({ text_size: 150, quiet: true });
    api.down = false;
    dispatchEvent(new Event('online'));
    await soon(() => again.data.unsent.value === 0);
    expect(api.meOf(anna).preferences).toMatchObject({
      text_size: 150,
      quiet: true,
      mood_words: { '1': 'どんより' },
    });
  });

  it('follow the last wish when another phone changed something too', async () => {
    await tab.data.savePreferences({ text_size: 130 });
    await soon(() => tab.data.unsent.value === 0);
    Object.assign(api.meOf(anna), { version: 9 });
    await tab.data.savePreferences({ theme: 'dark' });
    await soon(() => tab.data.unsent.value === 0);
    expect(tab.data.tray.value).toEqual([]);
    expect(api.meOf(anna).preferences).toMatchObject({ text_size: 130, theme: 'dark' });
  });

  it('keeps own words', async () => {
    expect(await tab.data.words()).toEqual([]);
    await tab.data.setWords(['ぼちぼち']);
    expect(await tab.data.words()).toEqual(['ぼちぼち']);
    await soon(() => tab.data.unsent.value === 0);
    expect(await tab.data.words()).toEqual(['ぼちぼち']);
  });
});

describe('help', () => {
  it('always has rows, and the server’s when it was heard', async () => {
    const first = await tab.help.helpResources();
    expect(first.source).toBe('builtin');
    expect(first.items.length).toBeGreaterThan(10);
    expect(first.items.every((row) => row.stale && row.verified_on === null)).toBe(true);
    await soon(async () => (await tab.help.helpResources()).source === 'server');
  });
});
