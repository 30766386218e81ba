/** Notices, what somebody wants to be told on their phone, and the phones that are told. */

/** What a notice is about, as somebody chooses it. */
export type NoticeGroup =
  | 'talk_requests'
  | 'talk_answers'
  | 'gathering_changes'
  | 'gathering_reminders'
  | 'checkin_time'
  | 'availability_ending'
  | 'consultations'
  | 'concerns'
  | 'staff_requests'
  | 'test';

/** What a notice says. */
export type NoticeKind =
  | 'talk_asked'
  | 'talk_planned'
  | 'talk_found'
  | 'talk_with_staff'
  | 'talk_other_ways'
  | 'talk_followed_up'
  | 'talk_reminder'
  | 'talk_over'
  | 'staff_asked'
  | 'consultation_asked'
  | 'consultation_offered'
  | 'consultation_agreed'
  | 'concern_raised'
  | 'concern_closed'
  | 'gathering_changed'
  | 'gathering_cancelled'
  | 'gathering_soon'
  | 'checkin_time'
  | 'availability_ending'
  | 'test';

/** One thing somebody should hear of. It names nobody. */
export interface Notice {
  readonly notice_id: string;
  readonly kind: NoticeKind;
  readonly subject_id: string | null;
  readonly recurrence_id: string | null;
  readonly group: NoticeGroup;
  readonly made_at: string;
  readonly read_at: string | null;
  readonly push: 'none' | 'waiting' | 'accepted' | 'failed';
}

/** A page of notices, newest first. */
export interface Notices {
  readonly items: readonly Notice[];
  readonly unread: number;
  readonly next_cursor: string | null;
}

/** What somebody chooses. */
export interface NoticeSettingsBody {
  readonly about: readonly NoticeGroup[];
  readonly quiet: { readonly from: string; readonly until: string } | null;
  readonly not_today: boolean;
  readonly checkin_at: string | null;
}

/** The same as the server keeps it. */
export interface NoticeSettings extends NoticeSettingsBody {
  readonly not_today_until: string | null;
  readonly version: number;
}

/** A phone that is told. */
export interface PushSubscription {
  readonly subscription_id: string;
  readonly service: string;
  readonly this_device: boolean;
  readonly state: 'active' | 'ended';
  readonly ended_because: 'gone' | 'signed_out' | 'stopped' | 'replaced' | null;
  readonly made_at: string;
  readonly accepted_at: string | null;
  readonly trouble: 'unreachable' | 'refused' | 'busy' | null;
}

/** How far a try has come. */
export interface PushTest {
  readonly state: 'queued' | 'accepted' | 'failed';
  readonly reason: 'gone' | 'refused' | 'unreachable' | 'busy' | 'too_late' | 'ended' | null;
  readonly asked_at: string;
  readonly settled_at: string | null;
  readonly notice_id: string;
}
