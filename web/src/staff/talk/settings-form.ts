import type { Settings } from './api';

/** The settings as a form holds them: text. */
export type Form = Readonly<Record<Name, string>>;
export type Name =
  | 'place'
  | 'phone'
  | 'topics'
  | 'days'
  | 'hoursFrom'
  | 'hoursTo'
  | 'quietFrom'
  | 'quietTo'
  | 'lunchFrom'
  | 'lunchTo'
  | Count;
export type Count =
  | 'offer'
  | 'search'
  | 'staff'
  | 'talks_a_day'
  | 'minutes_a_week'
  | 'gap'
  | 'first_talks'
  | 'attempts';

/** What each number may be, in the unit of the form. */
export const RANGES: Readonly<Record<Count, readonly [low: number, high: number]>> = {
  offer: [1, 15],
  search: [1, 30],
  staff: [1, 30],
  talks_a_day: [1, 4],
  minutes_a_week: [15, 240],
  gap: [10, 120],
  first_talks: [0, 20],
  attempts: [1, 10],
};

const minutes = (seconds: number): string => String(Math.round(seconds / 60));

/** The days of the week as the server names them, Monday first. */
export const DAYS = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'] as const;

/** Staff hours that are the same on each of their days; null when the form could not show them without a loss. */
export function sameHours(
  hours: Settings['staff_hours'],
): { days: string[]; from: string; to: string } | null {
  const [first] = hours;
  const days = hours.map((one) => one.weekday);
  const same = hours.every((one) => one.starts_at === first?.starts_at && one.ends_at === first?.ends_at);
  if (!same || new Set(days).size !== days.length) return null;
  return { days, from: first?.starts_at ?? '09:00', to: first?.ends_at ?? '16:00' };
}

/** The form of the settings as they are. */
export function formOf({ version: _, ...s }: Settings): Form {
  return {
    place: s.staff_place,
    phone: s.phone,
    topics: s.topics.map((topic) => topic.label).join('\n'),
    days: sameHours(s.staff_hours)?.days.join() ?? '',
    hoursFrom: sameHours(s.staff_hours)?.from ?? '',
    hoursTo: sameHours(s.staff_hours)?.to ?? '',
    quietFrom: s.quiet_hours.starts_at,
    quietTo: s.quiet_hours.ends_at,
    lunchFrom: s.lunch.starts_at,
    lunchTo: s.lunch.ends_at,
    offer: minutes(s.timers.offer),
    search: minutes(s.timers.search),
    staff: minutes(s.timers.staff),
    talks_a_day: String(s.caps.talks_a_day),
    minutes_a_week: String(s.caps.minutes_a_week),
    gap: minutes(s.caps.gap),
    first_talks: String(s.caps.first_talks),
    attempts: String(s.attempts_a_day),
  };
}

/** Topics from lines. One that keeps its words keeps its id, so that what people chose stays chosen. */
export function topicsOf(text: string, before: Settings['topics'], newId: () => string): Settings['topics'] {
  const labels = [...new Set(text.split('\n').map((line) => line.trim()))].filter(Boolean);
  return labels.map((label) => before.find((topic) => topic.label === label) ?? { topic_id: newId(), label });
}

/** The fields that cannot be taken. */
export function wrongIn(form: Form): Partial<Record<Name, number | true>> {
  const wrong: Partial<Record<Name, number | true>> = {};
  for (const [name, [low, high]] of Object.entries(RANGES) as [Count, readonly [number, number]][]) {
    const value = Number(form[name]);
    if (form[name].trim() === '' || !Number.isInteger(value) || value < low || value > high)
      wrong[name] = high;
  }
  if (form.days && form.hoursTo <= form.hoursFrom) wrong.hoursTo = true;
  const lines = form.topics.split('\n').map((line) => line.trim());
  if (lines.filter(Boolean).length > 24 || lines.some((line) => [...line].length > 20)) wrong.topics = true;
  return wrong;
}

/** The settings that the form says; what it does not show stays. */
export function settingsOf(form: Form, before: Settings, newId: () => string): Omit<Settings, 'version'> {
  const { version: _, ...rest } = before;
  // A value that the person did not touch keeps its seconds.
  const seconds = (text: string, was: number) => (text === minutes(was) ? was : Number(text) * 60);
  return {
    ...rest,
    staff_place: form.place.trim(),
    phone: form.phone.trim(),
    staff_hours: sameHours(before.staff_hours)
      ? DAYS.filter((day) => form.days.split(',').includes(day)).map((weekday) => ({
          weekday,
          starts_at: form.hoursFrom,
          ends_at: form.hoursTo,
        }))
      : before.staff_hours,
    topics: topicsOf(form.topics, before.topics, newId),
    quiet_hours: { starts_at: form.quietFrom, ends_at: form.quietTo },
    lunch: { starts_at: form.lunchFrom, ends_at: form.lunchTo },
    timers: {
      ...before.timers,
      offer: seconds(form.offer, before.timers.offer),
      search: seconds(form.search, before.timers.search),
      staff: seconds(form.staff, before.timers.staff),
    },
    caps: {
      talks_a_day: Number(form.talks_a_day),
      minutes_a_week: Number(form.minutes_a_week),
      gap: seconds(form.gap, before.caps.gap),
      first_talks: Number(form.first_talks),
    },
    attempts_a_day: Number(form.attempts),
  };
}
