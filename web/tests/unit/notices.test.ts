/** What there is to hear of, where it leads, and what somebody chooses. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Role } from '../../src/api/types';
import { bodyOf, byDay, offeredTo, screenOf, withCheckin, withGroup } from '../../src/data/notice-rules';
import type { Notice, NoticeKind, NoticeSettings, Notices } from '../../src/data/notice-types';
import { notices as words } from '../../src/texts/ja/notices';
import { anna, FakeApi } from './sim/api';
import { closeTabs, Phone } from './sim/phone';

const ID = '0199a5b0-0000-7000-8000-000000000001';
const KINDS = Object.keys(words)
  .filter((key) => key.startsWith('k_'))
  .map((key) => key.slice(2)) as NoticeKind[];

describe('a notice', () => {
  const about = (kind: NoticeKind, more: object = {}) => ({
    kind,
    subject_id: ID,
    recurrence_id: null,
    ...more,
  });
  const reader = (roles: Role[], ownTalk: string | null = null) => ({ roles, ownTalk });

  it('leads to a page of the app, whatever it is about', () => {
    expect(KINDS).toHaveLength(34);
    for (const kind of KINDS)
      expect(screenOf(about(kind), reader(['member'])).replace(ID, '')).toMatch(/^\/([a-z/]*)$/);
  });

  it('leads to the gathering and the date it is about', () => {
    const soon = about('gathering_soon', { recurrence_id: '2026-12-10' });
    expect(screenOf(soon, reader(['member']))).toBe(`/gathering/${ID}/2026-12-10`);
    const needed = about('watcher_needed', { recurrence_id: '2026-12-10' });
    expect(screenOf(needed, reader(['member']))).toBe(`/staff/lead/${ID}/2026-12-10`);
    expect(screenOf(about('gathering_changed', { subject_id: null }), reader(['member']))).toBe('/plans');
  });

  it('about half an hour leads whoever asked to their talk and whoever listens to theirs', () => {
    const half = about('talk_reminder');
    expect(screenOf(half, reader(['member']))).toBe('/talk/waiting');
    expect(screenOf(half, reader(['member', 'supporter'], ID))).toBe('/talk/waiting');
    expect(screenOf(half, reader(['member', 'supporter']))).toBe('/support');
  });

  it('about a consultation leads staff and supporters to their own side', () => {
    const agreed = about('consultation_agreed');
    expect(screenOf(agreed, reader(['staff']))).toBe('/staff/consultations');
    expect(screenOf(agreed, reader(['member', 'supporter']))).toBe('/support/consultation');
  });

  it('about something shown leads staff to their inbox and others to what is shown to them', () => {
    const shown = about('entry_shown');
    expect(screenOf(shown, reader(['staff', 'member']))).toBe('/staff/shared');
    expect(screenOf(shown, reader(['member', 'supporter']))).toBe('/sharing/shown');
    expect(screenOf(about('entry_acknowledged'), reader(['member']))).toBe('/sharing/seen');
    expect(screenOf(about('break_glass_opened'), reader(['member']))).toBe('/sharing/worry');
  });

  it('stands under its day', () => {
    const at = (made_at: string) => ({ made_at });
    const days = byDay([at('2026-11-22T09'), at('2026-11-22T08'), at('2026-11-20T10')], (made) =>
      made.slice(0, 10),
    );
    expect(days.map(({ day, notices }) => [day, notices.length])).toEqual([
      ['2026-11-22', 2],
      ['2026-11-20', 1],
    ]);
  });
});

const settings: NoticeSettings = {
  ...{
    about: ['talk_answers'],
    quiet: { from: '21:00', until: '08:00' },
    not_today: false,
    checkin_at: null,
  },
  ...{ not_today_until: null, version: 4 },
};

describe('what somebody chooses', () => {
  it('is offered by what they do here, each kind once', () => {
    const kinds = (...roles: Role[]) => offeredTo(roles).flatMap((one) => one.groups);
    expect(kinds('member')).toEqual([
      ...['talk_answers', 'concerns', 'gathering_changes', 'gathering_reminders', 'checkin_time', 'looks'],
    ]);
    expect(kinds('member', 'supporter')).toEqual(
      expect.arrayContaining([
        'hellos',
        'talk_requests',
        'availability_ending',
        'consultations',
        'shared_entries',
        'looks',
      ]),
    );
    expect(kinds('staff')).toEqual(
      expect.arrayContaining([
        'staff_requests',
        'consultations',
        'concerns',
        'gathering_changes',
        'shared_entries',
        'looks',
      ]),
    );
    expect(kinds('staff')).not.toContain('talk_answers');
    const all = kinds('member', 'supporter', 'staff', 'admin');
    expect(new Set(all).size).toBe(all.length);
    expect(all).toHaveLength(12);
  });

  it('says no more to the server than what can be chosen', () => {
    expect(bodyOf(settings)).toEqual({
      ...{
        about: ['talk_answers'],
        quiet: { from: '21:00', until: '08:00' },
        not_today: false,
        checkin_at: null,
      },
    });
  });

  it('holds each kind once, and the time of writing with its time', () => {
    const twice = withGroup(withGroup(settings, 'concerns', true), 'concerns', true);
    expect(twice.about).toEqual(['talk_answers', 'concerns']);
    expect(withGroup(twice, 'concerns', false)).toEqual(settings);
    const daily = withCheckin(settings, '20:00');
    expect(daily).toMatchObject({ about: ['talk_answers', 'checkin_time'], checkin_at: '20:00' });
    expect(withCheckin(daily, null)).toEqual(settings);
  });
});

describe('notices on this phone', () => {
  let api: FakeApi;
  let notices: typeof import('../../src/data/notices');
  let copies: typeof import('../../src/data/copies');
  let count: typeof import('../../src/data/unread');

  const one = (n: number, more: Partial<Notice> = {}): Notice => ({
    ...{
      notice_id: `n${n}`,
      kind: 'talk_found',
      subject_id: null,
      recurrence_id: null,
      mail: 'none',
      group: 'talk_answers',
    },
    ...{ made_at: `2026-11-2${n}T10:00:00Z`, read_at: null, push: 'none', ...more },
  });

  beforeEach(async () => {
    api = new FakeApi();
    const phone = new Phone(api);
    api.cookie = anna;
    const tab = await phone.openTab();
    [notices, copies, count] = await Promise.all([
      import('../../src/data/notices'),
      import('../../src/data/copies'),
      import('../../src/data/unread'),
    ]);
    await tab.session.start();
    api.notices = [one(3), one(2), one(1, { read_at: '2026-11-21T11:00:00Z' })];
  });
  afterEach(closeTabs);

  it('are there without a network, and a tap on one is known there too', async () => {
    expect((await copies.read<Notices>(notices.NOTICES)).ok).toBe(true);
    api.down = true;
    expect((await copies.copyOf<Notices>(notices.NOTICES))?.value.items).toHaveLength(3);
    const found = await notices.notice('n2');
    expect(found.ok && found.value.kind).toBe('talk_found');
    await notices.markRead('n2');
    const kept = (await copies.copyOf<Notices>(notices.NOTICES))?.value;
    expect([kept?.items[1]?.read_at !== null, kept?.unread, count.unread.value]).toEqual([true, 1, 1]);
    expect((await notices.notice('n9')).ok).toBe(false);
  });

  it('are counted for home, and not any more when all are read', async () => {
    await count.rereadUnread();
    expect(count.unread.value).toBe(2);
    await copies.read<Notices>(notices.NOTICES);
    expect((await notices.markAllRead(one(3))).ok).toBe(true);
    expect(count.unread.value).toBe(0);
    await count.rereadUnread();
    expect(count.unread.value).toBe(0);
  });

  it('are heard of on home without a line that stays open for everybody', async () => {
    const { onChange, tell } = await import('../../src/data/changes');
    let heard = 0;
    const stop = onChange('my_notices', () => (heard += 1), true);
    await new Promise((resolve) => setTimeout(resolve, 50));
    tell('my_notices');
    expect([heard, api.log.includes('get /stream')]).toEqual([1, false]);
    const end = onChange('my_notices', () => undefined);
    await vi.waitFor(() => expect(api.log).toContain('get /stream'), 2_000);
    end();
    stop();
  });

  it('are chosen on top of what another phone chose meanwhile', async () => {
    api.noticeSettings = { ...settings, about: ['talk_answers', 'concerns'], version: 5 };
    const result = await notices.choose((now) => withGroup(now, 'checkin_time', true), settings);
    expect(result.ok && result.value.about).toEqual(['talk_answers', 'concerns', 'checkin_time']);
    expect(api.noticeSettings.version).toBe(6);
    const kept = await copies.copyOf<NoticeSettings>(notices.SETTINGS);
    expect(kept?.value.about).toEqual(['talk_answers', 'concerns', 'checkin_time']);
  });
});
