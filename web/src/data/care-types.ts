/** What the server says about a supporter's own care and training, by the names of the screens. */
import type { Answer, Body } from '../api/types';

/** One to three: little, some, plenty. */
export type Third = 1 | 2 | 3;

type ToldLog = Answer<'list_my_selfcare_logs'>['items'][number];

/** What a supporter writes down for themselves; about a day, or about a talk (then its id is the talk's). */
export type SelfcareLog = Omit<ToldLog, 'energy' | 'sleep'> & {
  energy: Third | null;
  sleep: Third | null;
};

/** `light` かるい, `usual` ふつう, `heavy` おもい. */
export type Heaviness = NonNullable<SelfcareLog['heaviness']>;

/** A new log of a day; at least one thing of it is said. */
export type NewSelfcareLog = Body<'record_selfcare_log'>;

/** How it was after a talk. Nothing about the other person can be said. */
export type NewAftercare = Body<'record_aftercare'>;

/** What the server made of it. */
export type Aftercare = Answer<'record_aftercare'>;

/** What a supporter can still carry, with every reason. */
export type Capacity = Answer<'get_my_capacity'>;

/** Limits of one week and one day; `gap` in seconds. */
export type LimitSet = Capacity['facility'];

/** The name of a limit that has a number. */
export type LimitName = keyof LimitSet;

/** What changes of the own limits; null takes the facility's. */
export type LimitsPatch = Body<'update_my_limits'>;

/** A talk of a supporter with staff. */
export type Consultation = Answer<'list_consultations'>['items'][number];

/** What a talk with staff is about, when somebody asks for it. */
export type About = Exclude<Consultation['about'], 'checkpoint'>;

/** A supporter as staff see them: time against the guide, and what is due. Never what they wrote. */
export type SupporterCare = Answer<'get_load'>['items'][number];

/** The ledger of one person, and what it means for them. */
export type Trainings = Answer<'list_trainings'>;

/** A line of the ledger. */
export type Training = Trainings['items'][number];

/** What a training is. */
export type TrainingKind = Training['kind'];

/** How far somebody is on the way; `paused` comes from a rest without an end. */
export type Stage = Trainings['stage'] | SupporterCare['stage'];

/** A new line of the ledger. */
export type NewTraining = Body<'record_training'>;

/** What the facility wants before somebody is listed. */
export type ListingRule = Answer<'get_listing_rule'>;

/** Whether somebody is employed by the facility; for the papers at the end of a month. */
export type Employment = NonNullable<Trainings['employment']>;
