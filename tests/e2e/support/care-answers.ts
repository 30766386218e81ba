/** Answers about a supporter's own care that no server has to be brought to first. */
import { at, id, named } from './talk-answers.ts';

const LIMITS = { talks_a_day: 2, minutes_a_week: 120, gap: 1800 };

/** A day before or after today, on the facility's calendar. */
export const day = (days: number) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Tokyo' }).format(new Date(Date.now() + days * 86_400_000));

/** A moment on a day of the facility. */
export const on = (days: number, time: string) => new Date(`${day(days)}T${time}:00+09:00`).toISOString();

export const capacity = (more: object = {}) => ({
  ...{ limit: null, advice: [], listen_only: false, first_talks_left: 0, talks_today: 1, minutes_this_week: 45 },
  ...{ facility: LIMITS, own: { talks_a_day: null, minutes_a_week: null, gap: null, listen_only: false } },
  ...{ now: LIMITS, resting: false, resting_until: null, without_aftercare: [], shows_spare: false, version: 1, ...more },
});

export const log = (n: number, more: object = {}) => ({
  ...{ log_id: id(n), about: 'day', heaviness: null, boundary_kept: null, energy: 2, sleep: 3, own_time: true },
  ...{ kind_thing: null, received: null, note: null, occurred_at: at(-n * 600), local_date: day(0) },
  ...{ received_at: at(-n * 600), version: 1, ...more },
});

export const consultation = (n: number, more: object = {}) => ({
  ...{ consultation_id: id(n), supporter: named(1, 'そら'), about: 'talk', month: null, words: null, state: 'asked' },
  ...{ asked_at: at(-60), due_on: day(5), overdue: false, times: [], agreed_at: null, with: null, held: null },
  ...{ take_home: null, version: 1, ...more },
});

export const training = (n: number, more: object = {}) => ({
  ...{ training_id: id(n), kind: 'basic', title: 'ピアサポート基礎研修', held_on: '2025-12-05', hours: 12 },
  ...{ expires_on: null, expiry: 'fine', certificate: null, recorded_at: at(-9000), by_staff: false, ...more },
});

export const ledger = (more: object = {}) => ({
  ...{ items: [], rule: { needed: [] }, stage: 'supporter', met: true, missing: [], employment: null, version: 1 },
  ...more,
});

/** A ledger with everything that can stand in one. */
export const fullLedger = ledger({
  items: [
    training(1, { certificate: { media_type: 'application/pdf', bytes: 80_000 }, by_staff: true }),
    training(2, { kind: 'follow_up', title: 'フォローアップ研修', hours: 6, expires_on: day(25), expiry: 'in_30' }),
    training(3, { kind: 'visit', title: 'ほっとスペースひなたの見学', hours: 1.5, expires_on: day(-3), expiry: 'over' }),
  ],
  rule: {
    needed: [
      { kind: 'basic', hours: 12 },
      { kind: 'advanced', hours: 6 },
      { kind: 'visit', hours: 0 },
    ],
  },
  stage: 'trainee',
  met: false,
  missing: ['advanced', 'visit'],
});

export const load = {
  items: [
    {
      ...{ ...named(2, 'けい'), minutes_this_week: 0, minutes_a_week: 60, stage: 'trainee', spare: null },
      ...{ consultation: null, trainings_due: [] },
    },
    {
      ...{ ...named(1, 'そら'), minutes_this_week: 130, minutes_a_week: 120, stage: 'supporter', spare: 'little' },
      consultation: { due_on: day(-1), overdue: true, state: 'asked' },
      trainings_due: [{ kind: 'follow_up', expires_on: day(25) }],
    },
    {
      ...{ ...named(3, 'ゆず'), minutes_this_week: 40, minutes_a_week: 120, stage: 'paused', spare: 'resting' },
      ...{ consultation: { due_on: day(4), overdue: false, state: 'offered' }, trainings_due: [] },
    },
  ],
};

/** Both months that the last thirty days lie in, with these logs in the later one. */
export function logs(...items: object[]): Record<string, unknown> {
  const months = [...new Set([day(-30), day(0)].map((one) => one.slice(0, 7)))];
  return Object.fromEntries(
    months.map((month) => {
      const [year, index] = month.split('-').map(Number);
      const last = new Date(Date.UTC(year ?? 1970, index ?? 1, 0)).getUTCDate();
      const query = `from=${month}-01&to=${month}-${last}&limit=100`;
      const mine = day(0).startsWith(month) ? items : [];
      return [`GET /selfcare_logs?${query}`, { items: mine, next_cursor: null }];
    }),
  );
}
