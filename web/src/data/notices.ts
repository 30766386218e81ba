/** Notices and what somebody wants to be told of. What is read stays on the phone as a copy with its time. */
import type { Result } from '../api/client';
import { tell } from './changes';
import { copyOf, keepCopy, read, send } from './copies';
import { bodyOf } from './notice-rules';
import type { Notice, NoticeSettings, NoticeSettingsBody, Notices } from './notice-types';
import { closeShown } from './push';
import { takeUnread } from './unread';

/** The path of the own notices. */
export const NOTICES = '/me/notices';

/** The path of what somebody chose. */
export const SETTINGS = '/me/notice_settings';

/** The page after one, older. */
export const olderThan = (next: string): Promise<Result<Notices>> =>
  send('get', `${NOTICES}?cursor=${encodeURIComponent(next)}`);

/** One notice: from this phone when it is known here, else from the server. */
export async function notice(id: string): Promise<Result<Notice>> {
  const kept = await copyOf<Notices>(NOTICES);
  const known = kept?.value.items.find((one) => one.notice_id === id);
  return known ? { ok: true, value: known, etag: null } : send('get', `${NOTICES}/${id}`);
}

/** Says that one was read; on this phone it is at once. */
export async function markRead(id: string): Promise<void> {
  await readHere((one) => one.notice_id === id);
  await send('put', `${NOTICES}/${id}/reading`);
  tell('my_notices');
}

/** Says that all were read, as far as somebody has seen them. */
export async function markAllRead(newest: Notice): Promise<Result<undefined>> {
  const result = await send<undefined>('put', `${NOTICES}/reading`, { body: { until: newest.notice_id } });
  if (result.ok) {
    await readHere((one) => one.made_at <= newest.made_at);
    takeUnread(0);
    void closeShown();
    tell('my_notices');
  }
  return result;
}

async function readHere(which: (one: Notice) => boolean): Promise<void> {
  const kept = await copyOf<Notices>(NOTICES);
  if (!kept) return;
  const read_at = new Date().toISOString();
  const fresh = kept.value.items.filter((one) => !one.read_at && which(one));
  if (fresh.length === 0) return;
  const items = kept.value.items.map((one) => (fresh.includes(one) ? { ...one, read_at } : one));
  const unread = Math.max(0, kept.value.unread - fresh.length);
  await keepCopy(NOTICES, { ...kept.value, items, unread }, kept.etag);
  takeUnread(unread);
  if (unread === 0) void closeShown();
}

/** What somebody changes, said so that it holds on whatever another phone chose meanwhile. */
export type Change = (now: NoticeSettings) => NoticeSettings;

/** Keeps a choice. Changed on another phone meanwhile: laid over that. */
export async function choose(change: Change, seen: NoticeSettings): Promise<Result<NoticeSettings>> {
  let result = await replace(change(seen), seen.version);
  if (!result.ok && result.problem.type === 'version-conflict') {
    const fresh = await read<NoticeSettings>(SETTINGS);
    if (fresh.ok) result = await replace(change(fresh.value), fresh.value.version);
  }
  if (result.ok) await keepCopy(SETTINGS, result.value, result.etag);
  return result;
}

function replace(next: NoticeSettings, version: number): Promise<Result<NoticeSettings>> {
  const body: NoticeSettingsBody = bodyOf(next);
  return send('put', SETTINGS, { body, etag: `"v${version}"` });
}
