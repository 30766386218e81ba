/** Notices, what somebody wants to be told on their phone, and the phones that are told, by the names of the screens. */
import type { Answer, Body } from '../api/types';

/** A page of notices, newest first. */
export type Notices = Answer<'list_my_notices'>;

/** One thing somebody should hear of. It names nobody. */
export type Notice = Notices['items'][number];

/** What a notice says. */
export type NoticeKind = Notice['kind'];

/** What a notice is about, as somebody chooses it; a try is no choice. */
export type NoticeGroup = Exclude<Notice['group'], 'test'>;

/** What somebody chose. */
export type NoticeSettings = Answer<'get_my_notice_settings'>;

/** What somebody chooses. */
export type NoticeSettingsBody = Body<'replace_my_notice_settings'>;

/** The phones that are told. */
export type Phones = Answer<'list_my_push_subscriptions'>;

/** A phone that is told. */
export type Phone = Phones['items'][number];

/** How far a try has come. */
export type PushTest = Answer<'test_push'>;
