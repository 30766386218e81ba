/** What is said of a showing, and what becomes of it when it is stopped and shown again: pure, because a wrong sentence here breaks trust. */
import { addDays } from '../texts/calendar';
import type {
  Audience,
  Grant,
  Look,
  NewAudience,
  Openness,
  Paper,
  ShareRequest,
  Shows,
} from './sharing-types';

/** What can be shown of a diary, least first. */
export const DEPTHS: readonly Shows[] = ['mood', 'words', 'note', 'wins', 'comfort_plan'];

/** What can be shown of one entry. */
export const OF_ENTRY: readonly Shows[] = ['mood', 'words', 'note'];

/** For how many days something is shown when nobody says how long. */
export const USUAL_DAYS = 7;

/** The longest that something is shown, in days. */
export const MOST_DAYS = 180;

/** How an audience is called: a sentence and the names in it. */
export interface Who {
  readonly key:
    | 'whoPerson'
    | 'whoStaff'
    | 'whoStaffOne'
    | 'whoStaffSome'
    | 'whoGathering'
    | 'whoGatheringSome';
  readonly values: Readonly<Record<'name' | 'title', string>>;
}

/** 「もりさんたち職員」: one name stands for the others, who are all in the list below it. */
export function whoOf(to: Pick<Audience, 'kind' | 'people' | 'gathering_title'>): Who {
  const values = { name: to.people[0]?.nickname ?? '', title: to.gathering_title ?? '' };
  const many = to.people.length;
  switch (to.kind) {
    case 'person':
      return { key: 'whoPerson', values };
    case 'staff':
      return { key: many === 0 ? 'whoStaff' : many === 1 ? 'whoStaffOne' : 'whoStaffSome', values };
    case 'gathering':
      return { key: many === 0 ? 'whoGathering' : 'whoGatheringSome', values };
  }
}

/** What a showing is called: one entry has its own words, because nothing but it is seen. */
export const whatKey = (grant: { readonly shows: Shows; readonly checkin_id?: string | null }) =>
  grant.checkin_id ? (`one_${grant.shows}` as const) : (`all_${grant.shows}` as const);

/** What is shown now, and what was. */
export const split = (grants: readonly Grant[]) => ({
  live: grants.filter((one) => one.live),
  past: grants.filter((one) => !one.live),
});

/** The same showing once more, after it was stopped: to the same people, until the same day. */
export function againOf(grant: Grant, today: string): ShareRequest {
  const { kind, gathering_id } = grant.to;
  const earliest = addDays(today, -MOST_DAYS);
  return {
    shows: grant.shows,
    checkin_id: grant.checkin_id,
    from: grant.checkin_id ? null : ([grant.from, earliest].sort()[1] ?? null),
    until: grant.until < today ? null : grant.until,
    to: {
      kind,
      ...(kind === 'person' ? { person_id: grant.to.people[0]?.person_id ?? null } : {}),
      ...(kind === 'gathering' ? { gathering_id } : {}),
    },
  };
}

/** An audience as a step of the way: `staff`, `person:…`, `gathering:…`; null for what is none. */
export function audienceOf(part: string | undefined): NewAudience | null {
  const [kind, id] = (part ?? '').split(':');
  if (kind === 'staff') return { kind };
  if (kind === 'person' && id) return { kind, person_id: id };
  return kind === 'gathering' && id ? { kind, gathering_id: id } : null;
}

/** What a step of the way names, if it can be shown of this. */
export const showsOf = (part: string | undefined, entry: boolean): Shows | null =>
  (entry ? OF_ENTRY : DEPTHS).find((one) => one === part) ?? null;

/** Whether a day can be the last one. */
export const isLastDay = (day: string, today: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(day) && day >= today && day <= addDays(today, MOST_DAYS);

/** What waits for a nod, the oldest first. */
export const waiting = (papers: readonly Paper[]): readonly Paper[] =>
  papers.filter((one) => one.nodded_at === null).reverse();

/** The switches with one turned: notes are seen only together with how one felt. */
export function turned(now: Openness, part: 'checkins' | 'notes' | 'comfort_plan', on: boolean) {
  switch (part) {
    case 'checkins':
      return { checkins: on, notes: on && now.notes, comfort_plan: now.comfort_plan };
    case 'notes':
      return { checkins: on || now.checkins, notes: on, comfort_plan: now.comfort_plan };
    case 'comfort_plan':
      return { checkins: now.checkins, notes: now.notes, comfort_plan: on };
  }
}

/** The look in need that somebody has open for a person now. */
export const openLook = (
  looks: readonly Look[],
  by: string | undefined,
  person: string,
  now: number,
): Look | null =>
  looks.find(
    (one) =>
      one.person.person_id === person &&
      one.opened_by.person_id === by &&
      one.closed_at === null &&
      Date.parse(one.until) > now,
  ) ?? null;

/** How many minutes are left, never less than one while it is open. */
export const minutesLeft = (until: string, now: number): number =>
  Math.max(1, Math.ceil((Date.parse(until) - now) / 60_000));
