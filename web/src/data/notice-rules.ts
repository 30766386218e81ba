/** What notices lead to and who is asked about which: pure, because a tap that leads nowhere would be a promise broken. */
import type { Role } from '../api/types';
import type { Notice, NoticeGroup, NoticeSettings, NoticeSettingsBody, Phone } from './notice-types';

/** Kinds that belong together, and for whom they are. */
const GROUPS: readonly {
  readonly name: 'listening' | 'talking' | 'gathering' | 'day' | 'own' | 'working';
  readonly groups: readonly NoticeGroup[];
  readonly roles: readonly Role[];
}[] = [
  { name: 'listening', groups: ['talk_requests', 'availability_ending'], roles: ['supporter'] },
  { name: 'talking', groups: ['talk_answers'], roles: ['member', 'supporter'] },
  {
    name: 'gathering',
    groups: ['gathering_changes', 'gathering_reminders'],
    roles: ['member', 'supporter', 'staff', 'admin'],
  },
  { name: 'day', groups: ['checkin_time'], roles: ['member', 'supporter'] },
  { name: 'own', groups: ['looks'], roles: ['member', 'supporter', 'staff', 'admin'] },
  { name: 'working', groups: ['staff_requests'], roles: ['staff', 'admin'] },
];

/** Who is told of consultations and of concerns: those who are part of them. */
const ALSO: readonly {
  readonly into: (typeof GROUPS)[number]['name'];
  readonly group: NoticeGroup;
  readonly roles: readonly Role[];
}[] = [
  { into: 'listening', group: 'consultations', roles: ['supporter'] },
  { into: 'talking', group: 'concerns', roles: ['member', 'supporter'] },
  { into: 'listening', group: 'hellos', roles: ['supporter'] },
  { into: 'working', group: 'hellos', roles: ['staff', 'admin'] },
  { into: 'listening', group: 'shared_entries', roles: ['supporter'] },
  { into: 'working', group: 'shared_entries', roles: ['staff', 'admin'] },
  { into: 'working', group: 'consultations', roles: ['staff', 'admin'] },
  { into: 'working', group: 'concerns', roles: ['staff', 'admin'] },
];

/** A heading with its kinds. */
export interface Offered {
  readonly name: (typeof GROUPS)[number]['name'];
  readonly groups: readonly NoticeGroup[];
}

/** The kinds that fit somebody's roles, each once. */
export function offeredTo(roles: readonly Role[]): readonly Offered[] {
  const given = new Set<NoticeGroup>();
  const fits = (of: readonly Role[]) => of.some((role) => roles.includes(role));
  return GROUPS.filter((one) => fits(one.roles)).map(({ name, groups }) => {
    const also = ALSO.filter((one) => one.into === name && fits(one.roles)).map((one) => one.group);
    const fresh = [...groups, ...also].filter((group) => !given.has(group));
    for (const group of fresh) given.add(group);
    return { name, groups: fresh };
  });
}

/** What is known of whoever opens a notice. */
export interface Reader {
  readonly roles: readonly Role[];
  /** The newest own wish to talk. */
  readonly ownTalk: string | null;
}

/** The screen that a notice leads to. */
export function screenOf(
  { kind, subject_id, recurrence_id }: Pick<Notice, 'kind' | 'subject_id' | 'recurrence_id'>,
  reader: Reader,
): string {
  const staff = reader.roles.some((role) => role === 'staff' || role === 'admin');
  switch (kind) {
    case 'talk_asked':
    case 'talk_planned':
    case 'talk_let_go':
    case 'availability_ending':
      return '/support';
    case 'talk_reminder':
    case 'talk_over':
      // Half an hour is said to both: whoever listens has the talk on their own page.
      return reader.roles.includes('supporter') && subject_id !== reader.ownTalk
        ? '/support'
        : '/talk/waiting';
    case 'talk_found':
    case 'talk_with_staff':
    case 'talk_other_ways':
    case 'talk_followed_up':
      return '/talk/waiting';
    case 'staff_asked':
      return '/staff/talk';
    case 'consultation_asked':
      return '/staff/consultations';
    case 'consultation_offered':
      return '/support/consultation';
    case 'consultation_agreed':
      return staff ? '/staff/consultations' : '/support/consultation';
    case 'concern_raised':
      return '/staff/concerns';
    case 'handover_agreed':
      return '/staff/handovers';
    case 'handover_asked':
    case 'handover_closed':
      return '/talk/handovers';
    case 'hello_due':
      return staff ? '/staff/hellos' : '/comfort/hellos';
    case 'concern_closed':
      return '/talk/concerns';
    case 'gathering_changed':
    case 'gathering_cancelled':
    case 'seat_free':
    case 'gathering_soon':
      return subject_id && recurrence_id ? `/gathering/${subject_id}/${recurrence_id}` : '/plans';
    case 'watcher_needed':
      return subject_id && recurrence_id ? `/staff/lead/${subject_id}/${recurrence_id}` : '/plans';
    case 'gathering_proposed':
      return '/staff/calendar';
    case 'gathering_decided':
      return '/plans/propose';
    case 'entry_shown':
      return staff ? '/staff/shared' : '/sharing/shown';
    case 'entry_acknowledged':
      return '/sharing/seen';
    case 'proxy_entered':
      return '/sharing/paper';
    case 'break_glass_opened':
      return '/sharing/worry';
    case 'checkin_time':
      return '/';
    case 'looks_weekly':
      return '/own/looks';
    case 'test':
      return '/settings/notices';
  }
}

/** Notices by the day on which they came, in the order they came in. */
export function byDay<T extends { readonly made_at: string }>(
  notices: readonly T[],
  dayOf: (at: string) => string,
): readonly { readonly day: string; readonly notices: readonly T[] }[] {
  const days = new Map<string, T[]>();
  for (const one of notices) {
    const day = dayOf(one.made_at);
    days.set(day, [...(days.get(day) ?? []), one]);
  }
  return [...days].map(([day, found]) => ({ day, notices: found }));
}

/** What goes to the server of what it told. */
export const bodyOf = ({ about, quiet, not_today, checkin_at }: NoticeSettings): NoticeSettingsBody => ({
  ...{ about, quiet, not_today, checkin_at },
});

/** The settings with one kind more, or less. */
export const withGroup = <T extends NoticeSettingsBody>(now: T, group: NoticeGroup, on: boolean): T => ({
  ...now,
  about: on ? [...new Set([...now.about, group])] : now.about.filter((one) => one !== group),
});

/** When the day is written down, until somebody says another time. */
export const FIRST_TIME = '20:00';

/** The settings with the time of writing on or off; a time alone is told to nobody. */
export const withCheckin = <T extends NoticeSettingsBody>(now: T, at: string | null): T => ({
  ...withGroup(now, 'checkin_time', at !== null),
  checkin_at: at,
});

/** The way to a phone has ended, and nobody said that it should. */
export const endedAlone = (one: Phone): boolean => one.state === 'ended' && one.ended_because !== 'stopped';

/** Somebody stopped it, from there or from another phone. */
export const wasStopped = (one: Phone): boolean => one.state === 'ended' && one.ended_because === 'stopped';

/** Who carries a message to a phone, by a name people know; null when it is nobody known. */
export function carrierOf(service: string): 'google' | 'apple' | 'mozilla' | 'microsoft' | null {
  if (/(^|\.)googleapis\.com$/.test(service)) return 'google';
  if (/(^|\.)push\.apple\.com$/.test(service)) return 'apple';
  if (/(^|\.)mozilla\.com$/.test(service)) return 'mozilla';
  return /(^|\.)notify\.windows\.com$/.test(service) ? 'microsoft' : null;
}
