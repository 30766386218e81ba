/** The calendar's shapes by the operation they come from, so that screens name things and not paths. */
import type { Answer, Body } from '../../api/types';

export type Gathering = Answer<'get_gathering'>;
export type NewGathering = Body<'create_gathering'>;
export type Occurrences = Answer<'list_occurrences'>;
export type Occurrence = Occurrences['items'][number];
export type OccurrenceDetail = Answer<'get_occurrence'>;
export type Change = NonNullable<Occurrence['change']>;
/** A holiday or a closing day, with its name. */
export type DayOff = Occurrences['days'][number];
/** What changes about one occurrence or all that follow; members that stay are left out. */
export type Patch = Body<'change_occurrence'>;
export type ClosingDays = Answer<'get_closing_days'>;
export type NewClosingDays = Body<'replace_closing_days'>;

export type Kind = Gathering['kind'];
export type Audience = Gathering['audience'];
export type State = Gathering['state'];
export type Repeats = NonNullable<Gathering['repeats']>;
export type Weekday = NonNullable<Repeats['weekday']>;
export type OnClosed = Gathering['on_holiday'];
export type Mode = NonNullable<OccurrenceDetail['mine']>['mode'];
export type Came = NonNullable<NonNullable<OccurrenceDetail['mine']>['attended']>;
/** Which occurrences a change is about; `all` is the whole gathering from today on. */
export type Scope = NonNullable<Patch['scope']> | 'all';

/** The part of a gathering that people write. */
export interface Plan {
  title: string;
  what_happens: string[];
  place: string | null;
  directions: string | null;
  online_link: string | null;
  starts_on: string;
  starts_at: string;
  minutes: number;
  repeats: Repeats | null;
  on_holiday: OnClosed;
  on_closing_day: OnClosed;
  capacity: number | null;
  host_id: string | null;
  watcher_id: string | null;
}

export type Participant = Answer<'list_participants'>['items'][number];
export type Signal = Answer<'list_signals'>['items'][number];
