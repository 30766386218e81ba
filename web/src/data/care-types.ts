/** What the server says about a supporter's own care and training. One place, so that the screens need not know where it comes from. */

/** `light` かるい, `usual` ふつう, `heavy` おもい. */
export type Heaviness = 'light' | 'usual' | 'heavy';

/** One to three: little, some, plenty. */
export type Third = 1 | 2 | 3;

/** What a supporter writes down for themselves; about a day, or about a talk (then its id is the talk's). */
export interface SelfcareLog {
  log_id: string;
  about: 'day' | 'talk';
  heaviness?: Heaviness | null;
  boundary_kept?: boolean | null;
  energy?: Third | null;
  sleep?: Third | null;
  own_time?: boolean | null;
  kind_thing?: string | null;
  received?: string | null;
  note?: string | null;
  occurred_at: string;
  local_date: string;
  received_at: string;
  version: number;
}

/** A new log of a day; at least one thing of it is said. */
export type NewSelfcareLog = Partial<
  Pick<SelfcareLog, 'energy' | 'sleep' | 'own_time' | 'kind_thing' | 'received' | 'note'>
> &
  Pick<SelfcareLog, 'occurred_at' | 'local_date'>;

/** How it was after a talk. Nothing about the other person can be said. */
export interface NewAftercare {
  heaviness?: Heaviness | null;
  energy?: Third | null;
  boundary_kept?: boolean | null;
  wants_consultation?: boolean;
  occurred_at: string;
  local_date: string;
}

/** What the server made of it. */
export interface Aftercare {
  log: SelfcareLog;
  capacity: Capacity;
  consultation?: Consultation | null;
}

/** Why somebody is not asked now. */
export type LimitKind =
  | 'talking'
  | 'gap'
  | 'resting'
  | 'quiet'
  | 'lunch'
  | 'day_full'
  | 'week_full'
  | 'pledge'
  | 'heavy'
  | 'training';

/** A soft word with its reason, and what one tap would set. */
export interface Advice {
  kind: 'heavy_talk' | 'low_energy' | 'week_guide' | 'consultation_due';
  rest_until?: string | null;
}

/** Limits of one week and one day; `gap` in seconds. */
export interface LimitSet {
  talks_a_day: number;
  minutes_a_week: number;
  gap: number;
}

/** The name of a limit that has a number. */
export type LimitName = keyof LimitSet;

/** What a supporter can still carry, with every reason. */
export interface Capacity {
  limit?: { kind: LimitKind; until?: string | null } | null;
  advice: readonly Advice[];
  listen_only: boolean;
  first_talks_left: number;
  talks_today: number;
  minutes_this_week: number;
  facility: LimitSet;
  own: { [K in LimitName]?: number | null } & { listen_only: boolean };
  now: LimitSet;
  /** Whether they rest, and until when; null until they come back. */
  resting?: boolean;
  resting_until?: string | null;
  shows_spare: boolean;
  version: number;
}

/** What changes of the own limits; null takes the facility's. */
export type LimitsPatch = { [K in LimitName]?: number | null } & {
  listen_only?: boolean;
  shows_spare?: boolean;
};

/** A person, as others meet them. */
export interface Named {
  person_id: string;
  nickname: string;
}

/** What a talk with staff is about. */
export type About = 'talk' | 'boundary' | 'myself' | 'other';

/** A talk of a supporter with staff. */
export interface Consultation {
  consultation_id: string;
  supporter: Named;
  about: About | 'checkpoint';
  month?: number | null;
  words?: string | null;
  state: 'asked' | 'offered' | 'agreed' | 'closed';
  asked_at: string;
  due_on: string;
  overdue: boolean;
  times: readonly string[];
  agreed_at?: string | null;
  with?: Named | null;
  held?: boolean | null;
  take_home?: string | null;
  version: number;
}

/** How far somebody is on the way. */
export type Stage = 'member' | 'trainee' | 'supporter' | 'paused';

/** What a training is. */
export type TrainingKind = 'basic' | 'advanced' | 'follow_up' | 'in_house' | 'visit' | 'external';

/** A line of the ledger. */
export interface Training {
  training_id: string;
  kind: TrainingKind;
  title: string;
  held_on: string;
  hours: number;
  expires_on?: string | null;
  expiry?: 'fine' | 'in_90' | 'in_60' | 'in_30' | 'over' | null;
  certificate?: { media_type: string; bytes: number } | null;
  recorded_at: string;
  by_staff: boolean;
}

/** A new line of the ledger. */
export type NewTraining = Pick<Training, 'kind' | 'title' | 'held_on' | 'hours' | 'expires_on'>;

/** What the facility wants before somebody is listed. */
export interface ListingRule {
  needed: readonly { kind: TrainingKind; hours: number }[];
  version: number;
}

/** Whether somebody is employed by the facility; for the papers at the end of a month. */
export type Employment = 'employed' | 'not_employed';

/** The ledger of one person, and what it means for them. */
export interface Trainings {
  items: readonly Training[];
  rule: Pick<ListingRule, 'needed'>;
  stage: Stage;
  met: boolean;
  missing: readonly TrainingKind[];
  employment?: Employment | null;
  version: number;
}

/** A supporter as staff see them: time against the guide, and what is due. Never what they wrote. */
export interface SupporterCare extends Named {
  minutes_this_week: number;
  minutes_a_week: number;
  stage: Exclude<Stage, 'member'>;
  /** Null unless they agreed to show it. */
  spare?: 'free' | 'little' | 'resting' | null;
  consultation?: Pick<Consultation, 'due_on' | 'overdue' | 'state'> | null;
  trainings_due: readonly { kind: TrainingKind; expires_on: string }[];
}
