import type { FieldErrors, FieldRule } from '../form';
import { isDay, nthOf, plusYears, ruleDays, WEEKDAYS, weekdayOf } from './rule';
import type { Audience, Gathering, Kind, NewGathering, OnClosed, Plan, Repeats, Weekday } from './types';
import { type StaffKey, w } from './words';

/** Everything a plan form holds, as the texts of its fields. */
export const FIELDS = [
  'kind',
  'audience',
  'person_1',
  'person_2',
  'title',
  'steps',
  'place',
  'directions',
  'online_link',
  'starts_on',
  'starts_at',
  'minutes',
  'every',
  'interval',
  'weekdays',
  'nth',
  'weekday',
  'day',
  'end',
  'until',
  'count',
  'on_holiday',
  'on_closing_day',
  'capacity',
  'host_id',
  'watcher_id',
] as const;
export type PlanField = (typeof FIELDS)[number];
export type PlanText = Record<PlanField, string>;

export const KINDS: readonly Kind[] = [
  'meeting',
  'exchange',
  'work_team',
  'training',
  'consultation',
  'one_to_one',
  'open_event',
];
/** How a form asks for repeating: every week and every few weeks are two answers to a person and one rule. */
export const EVERY = ['none', 'week', 'weeks', 'month', 'month_day'] as const;
export type Every = (typeof EVERY)[number];
export const ENDS = ['none', 'until', 'count'] as const;
export const ON_CLOSED: readonly OnClosed[] = ['hold', 'skip', 'next_open_day'];
export const NTH: readonly number[] = [1, 2, 3, 4, 5, -1];

const LONGEST_YEARS = 5;
const MOST_STEPS = 12;
const MOST_TIMES = 260;

interface Defaults {
  readonly minutes: string;
  readonly capacity: string;
  readonly audience: Audience;
  readonly every: Every;
}
const DEFAULTS: Readonly<Record<Kind, Defaults>> = {
  meeting: { minutes: '60', capacity: '12', audience: 'everyone', every: 'none' },
  exchange: { minutes: '90', capacity: '', audience: 'everyone', every: 'none' },
  work_team: { minutes: '120', capacity: '', audience: 'everyone', every: 'none' },
  training: { minutes: '120', capacity: '', audience: 'everyone', every: 'none' },
  consultation: { minutes: '60', capacity: '', audience: 'supporters', every: 'month' },
  one_to_one: { minutes: '30', capacity: '2', audience: 'named', every: 'none' },
  open_event: { minutes: '120', capacity: '', audience: 'everyone', every: 'none' },
};

/** What choosing a kind sets. */
export const defaultsOf = (kind: Kind): Defaults => DEFAULTS[kind];

const kindOf = (text: PlanText): Kind => KINDS.find((kind) => kind === text.kind) ?? 'meeting';

/** The fields that a newly chosen kind fills; what somebody has already changed by hand stays. */
export function fillFor(text: PlanText, kind: Kind): Partial<PlanText> {
  const before = text.kind === '' ? null : DEFAULTS[kindOf(text)];
  const after = DEFAULTS[kind];
  const fresh: Partial<PlanText> = { kind, audience: after.audience };
  for (const field of ['minutes', 'capacity', 'every'] as const) {
    if (text[field] === (before ?? emptyPlan)[field]) Object.assign(fresh, { [field]: after[field] });
  }
  return fresh;
}

/** An empty form. */
export const emptyPlan: PlanText = {
  ...(Object.fromEntries(FIELDS.map((field) => [field, ''])) as PlanText),
  every: 'none',
  interval: '1',
  end: 'none',
  count: '6',
  on_holiday: 'skip',
  on_closing_day: 'skip',
};

function ruleText(repeats: Repeats | null): Partial<PlanText> {
  if (!repeats) return { every: 'none' };
  const shared: Partial<PlanText> = {
    interval: String(repeats.interval ?? 1),
    end: repeats.until ? 'until' : repeats.count ? 'count' : 'none',
    until: repeats.until ?? '',
    count: repeats.count ? String(repeats.count) : emptyPlan.count,
  };
  if (repeats.every === 'week')
    return {
      ...shared,
      every: (repeats.interval ?? 1) === 1 ? 'week' : 'weeks',
      weekdays: (repeats.weekdays ?? []).join(' '),
    };
  if (repeats.every === 'month')
    return { ...shared, every: 'month', nth: String(repeats.nth), weekday: repeats.weekday ?? '' };
  return { ...shared, every: 'month_day', day: String(repeats.day) };
}

/** The texts of a plan that is already there. */
export function textOfPlan(plan: Plan): PlanText {
  return {
    ...emptyPlan,
    ...ruleText(plan.repeats),
    title: plan.title,
    steps: plan.what_happens.join('\n'),
    place: plan.place ?? '',
    directions: plan.directions ?? '',
    online_link: plan.online_link ?? '',
    starts_on: plan.starts_on,
    starts_at: plan.starts_at.slice(0, 5),
    minutes: String(plan.minutes),
    on_holiday: plan.on_holiday,
    on_closing_day: plan.on_closing_day,
    capacity: plan.capacity === null ? '' : String(plan.capacity),
    host_id: plan.host_id ?? '',
    watcher_id: plan.watcher_id ?? '',
  };
}

/** The plan of a gathering that is there. */
export const planOf = ({ host, watcher, ...rest }: Gathering): Plan => ({
  ...rest,
  host_id: host?.person_id ?? null,
  watcher_id: watcher?.person_id ?? null,
});

/** A form that starts from an earlier gathering: everything but its days. */
export function textLike(gathering: Gathering, startsOn: string): PlanText {
  const bounded = { end: 'none', until: '' };
  return {
    ...textOfPlan(planOf(gathering)),
    ...bounded,
    kind: gathering.kind,
    audience: gathering.audience,
    person_1: gathering.people[0]?.person_id ?? '',
    person_2: gathering.people[1]?.person_id ?? '',
    starts_on: startsOn,
  };
}

/** Full-width digits are taken as meant; anything else becomes NaN. */
export function numberIn(text: string): number {
  const tidy = text.normalize('NFKC').trim();
  return /^\d{1,6}$/.test(tidy) ? Number(tidy) : Number.NaN;
}

/** The rows of the steps field, as they are being written. */
export const stepsIn = (text: string): string[] => text.split('\n');

/** Days of the week in a rule: chosen ones, or the one of the first day. */
export function weekdaysIn(text: PlanText): Weekday[] {
  const chosen = text.weekdays.split(' ');
  const found = WEEKDAYS.filter((weekday) => chosen.includes(weekday));
  return found.length > 0 || !isDay(text.starts_on) ? found : [weekdayOf(text.starts_on)];
}

/** The weekday of a monthly rule: the chosen one, or the one of the first day. */
export const weekdayIn = (text: PlanText): Weekday =>
  WEEKDAYS.find((one) => one === text.weekday) ?? (isDay(text.starts_on) ? weekdayOf(text.starts_on) : 'mo');

/** The first, second … or last of a monthly rule. */
export const nthIn = (text: PlanText): number =>
  NTH.find((one) => String(one) === text.nth) ?? (isDay(text.starts_on) ? nthOf(text.starts_on) : 1);

/** The day of the month of a rule. */
export const dayIn = (text: PlanText): string =>
  text.day !== '' || !isDay(text.starts_on) ? text.day : String(Number(text.starts_on.slice(8)));

/** The rule behind the fields; null when it does not repeat. */
export function repeatsIn(text: PlanText): Repeats | null {
  const bounds =
    text.end === 'until' && text.until !== ''
      ? { until: text.until }
      : text.end === 'count'
        ? { count: numberIn(text.count) }
        : {};
  const interval = numberIn(text.interval);
  if (text.every === 'week') return { every: 'week', interval: 1, weekdays: weekdaysIn(text), ...bounds };
  if (text.every === 'weeks') return { every: 'week', interval, weekdays: weekdaysIn(text), ...bounds };
  if (text.every === 'month')
    return { every: 'month', interval, nth: nthIn(text), weekday: weekdayIn(text), ...bounds };
  if (text.every === 'month_day')
    return { every: 'month_day', interval, day: numberIn(dayIn(text)), ...bounds };
  return null;
}

const orNull = (text: string): string | null => text.trim() || null;
const oneOf = (text: string): OnClosed => ON_CLOSED.find((one) => one === text) ?? 'skip';

/** What the fields say, as the server wants it. Who names a single day means that day, holiday or not. */
export function planIn(text: PlanText): Plan {
  const repeats = repeatsIn(text);
  return {
    title: text.title.trim(),
    what_happens: stepsIn(text.steps)
      .map((step) => step.trim())
      .filter(Boolean),
    place: orNull(text.place),
    directions: orNull(text.directions),
    online_link: orNull(text.online_link),
    starts_on: text.starts_on,
    starts_at: text.starts_at,
    minutes: numberIn(text.minutes),
    repeats,
    on_holiday: repeats ? oneOf(text.on_holiday) : 'hold',
    on_closing_day: repeats ? oneOf(text.on_closing_day) : 'hold',
    capacity: text.capacity.trim() === '' ? null : numberIn(text.capacity),
    host_id: orNull(text.host_id),
    watcher_id: orNull(text.watcher_id),
  };
}

/** A whole new gathering. */
export function gatheringIn(text: PlanText): NewGathering {
  const named = text.audience === 'named';
  return {
    kind: kindOf(text),
    audience: named ? 'named' : text.audience === 'supporters' ? 'supporters' : 'everyone',
    ...(named ? { people: [text.person_1, text.person_2] } : {}),
    ...planIn(text),
  };
}

/** The members of a plan that another text changes; the others are left out. */
export function patchIn(before: PlanText, after: PlanText): Partial<Plan> {
  const [was, is] = [planIn(before), planIn(after)];
  const changed = Object.entries(is).filter(
    ([member, value]) => JSON.stringify(value) !== JSON.stringify(was[member as keyof Plan]),
  );
  return Object.fromEntries(changed);
}

const FORMATS: Readonly<Partial<Record<PlanField, StaffKey>>> = {
  online_link: 'fUrl',
  starts_on: 'calBadDay',
  starts_at: 'calBadTime',
  minutes: 'calBadMinutes',
  capacity: 'calBadCapacity',
  host_id: 'calBadPerson',
  watcher_id: 'calBadPerson',
  interval: 'calBadInterval',
  weekdays: 'calBadWeekdays',
  day: 'calBadMonthDay',
  until: 'calBadUntil',
  count: 'calBadCount',
};
const PEOPLE: FieldRule = { field: 'person_2', format: 'calBadPair' };

/** Which sentence stands at which field when the server points at a member. */
export const RULES: Readonly<Record<string, FieldRule>> = {
  ...Object.fromEntries(
    FIELDS.flatMap((field) => {
      const rule: FieldRule = { field, format: FORMATS[field] };
      return [
        [`/${field}`, rule],
        [`/repeats/${field}`, rule],
      ];
    }),
  ),
  ...Object.fromEntries(
    [...Array(MOST_STEPS).keys()].map((step) => [`/what_happens/${step}`, { field: 'steps' }]),
  ),
  '/what_happens': { field: 'steps', format: 'calBadSteps' },
  '/repeats': { field: 'every' },
  '/people': PEOPLE,
  '/reason': { field: 'reason' },
};

const within = (text: string, least: number, most: number): boolean => {
  const number = numberIn(text);
  return number >= least && number <= most;
};

type Found = Record<string, string | undefined>;

function checkRule(text: PlanText, found: Found): void {
  if (text.every === 'none') return;
  if (text.every !== 'week' && !within(text.interval, text.every === 'weeks' ? 2 : 1, 12))
    found.interval = w('calBadInterval');
  if (text.every === 'month_day' && !within(dayIn(text), 1, 31)) found.day = w('calBadMonthDay');
  if (text.end === 'count' && !within(text.count, 1, MOST_TIMES)) found.count = w('calBadCount');
  if (text.end === 'until') {
    if (!isDay(text.until)) found.until = w('calBadDay');
    else if (text.until < text.starts_on || text.until > plusYears(text.starts_on, LONGEST_YEARS))
      found.until = w('calBadUntil');
  }
  if (found.interval || found.day || found.count || found.until || found.starts_on) return;
  if (ruleDays(text.starts_on, repeatsIn(text)).next().done) found.until = w('calBadUntilNone');
}

/** What is missing or cannot be, before anything is sent. */
export function checkPlan(text: PlanText): FieldErrors {
  const found: Found = {};
  if (text.title.trim() === '') found.title = w('fRequired');
  if (!isDay(text.starts_on)) found.starts_on = w('calBadDay');
  if (!/^\d\d:\d\d$/.test(text.starts_at)) found.starts_at = w('calBadTime');
  if (!within(text.minutes, 5, 1440)) found.minutes = w('calBadMinutes');
  if (text.capacity.trim() !== '' && !within(text.capacity, 1, 500)) found.capacity = w('calBadCapacity');
  if (text.online_link.trim() !== '' && !/^https:\/\/\S+$/.test(text.online_link.trim()))
    found.online_link = w('fUrl');
  if (planIn(text).what_happens.length > MOST_STEPS) found.steps = w('calBadSteps');
  checkRule(text, found);
  return found;
}

/** The same for a new gathering, which also has a kind and people. */
export function checkGathering(text: PlanText): FieldErrors {
  const found: Found = { ...checkPlan(text) };
  if (text.kind === '') found.kind = w('calPickKind');
  if (text.audience === 'named') {
    if (text.person_1 === '') found.person_1 = w('calBadPerson');
    if (text.person_2 === '' || text.person_1 === text.person_2) found.person_2 = w('calBadPair');
  }
  return found;
}
