import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closingIn, closingText, rowsIn, textOfRows } from '../../src/staff/calendar/closing-text';
import {
  checkGathering,
  emptyPlan,
  fillFor,
  gatheringIn,
  type PlanText,
  patchIn,
  planIn,
  textOfPlan,
} from '../../src/staff/calendar/plan';
import {
  coming,
  type DaysOff,
  dayNumber,
  dayOf,
  endsAt,
  isDay,
  noDaysOff,
  plusYears,
  ruleDays,
  WEEKDAYS,
  weekdayOf,
} from '../../src/staff/calendar/rule';
import { planWords, wholeSentence } from '../../src/staff/calendar/say';
import type { Plan, Repeats } from '../../src/staff/calendar/types';

const first = (startsOn: string, repeats: Repeats | null, most = 3): string[] => {
  const found: string[] = [];
  for (const day of ruleDays(startsOn, repeats)) if (found.push(day) >= most) break;
  return found;
};

/** 建国記念の日 is the one that hits a second Thursday; the facility is closed at weekends and over the new year. */
const daysOff: DaysOff = {
  on(date) {
    if (date === '2027-02-11') return { date, kind: 'holiday', name: '建国記念の日', provisional: false };
    if (date === '2026-11-23') return { date, kind: 'holiday', name: '勤労感謝の日', provisional: false };
    if (date >= '2026-12-29' && date <= '2027-01-03')
      return { date, kind: 'closing', name: '年末年始', provisional: false };
    return null;
  },
  closed: ['sa', 'su'],
};

const written: PlanText = {
  ...emptyPlan,
  kind: 'meeting',
  audience: 'everyone',
  title: '第2木曜の会',
  starts_on: '2026-12-10',
  starts_at: '14:00',
  minutes: '60',
  every: 'month',
};

const weekday = fc.constantFrom(...WEEKDAYS);
const day = fc.integer({ min: dayNumber('2025-01-01'), max: dayNumber('2028-12-31') }).map(dayOf);
const bounds = fc.oneof(
  fc.constant({}),
  fc.integer({ min: 1, max: 260 }).map((count) => ({ count })),
  day.map((until) => ({ until })),
);
const interval = fc.integer({ min: 1, max: 12 });
const repeats: fc.Arbitrary<Repeats> = fc
  .oneof(
    fc.record({
      every: fc.constant('week' as const),
      interval,
      weekdays: fc
        .uniqueArray(weekday, { minLength: 1 })
        .map((days) => WEEKDAYS.filter((one) => days.includes(one))),
    }),
    fc.record({
      every: fc.constant('month' as const),
      interval,
      nth: fc.constantFrom(1, 2, 3, 4, 5, -1),
      weekday,
    }),
    fc.record({ every: fc.constant('month_day' as const), interval, day: fc.integer({ min: 1, max: 31 }) }),
  )
  .chain((rule) => bounds.map((bound) => ({ ...rule, ...bound })));

describe('the days of a rule', () => {
  it.each<[string, string, Repeats | null, string[]]>([
    ['once', '2026-12-10', null, ['2026-12-10']],
    [
      'every week from a day that is not its weekday',
      '2026-11-24',
      { every: 'week', interval: 1, weekdays: ['mo', 'th'] },
      ['2026-11-26', '2026-11-30', '2026-12-03'],
    ],
    [
      'every second week, counted from its first day',
      '2026-11-25',
      { every: 'week', interval: 2, weekdays: ['tu'] },
      ['2026-12-01', '2026-12-15', '2026-12-29'],
    ],
    [
      'the second Thursday',
      '2026-12-10',
      { every: 'month', interval: 1, nth: 2, weekday: 'th' },
      ['2026-12-10', '2027-01-14', '2027-02-11'],
    ],
    [
      'the last Friday',
      '2026-11-30',
      { every: 'month', interval: 1, nth: -1, weekday: 'fr' },
      ['2026-12-25', '2027-01-29', '2027-02-26'],
    ],
    [
      'a fifth Monday leaves months out',
      '2026-11-01',
      { every: 'month', interval: 1, nth: 5, weekday: 'mo' },
      ['2026-11-30', '2027-03-29', '2027-05-31'],
    ],
    [
      'the 31st leaves short months out',
      '2026-11-01',
      { every: 'month_day', interval: 1, day: 31 },
      ['2026-12-31', '2027-01-31', '2027-03-31'],
    ],
    [
      'so many times',
      '2026-12-10',
      { every: 'month', interval: 1, nth: 2, weekday: 'th', count: 2 },
      ['2026-12-10', '2027-01-14'],
    ],
    [
      'nothing before its end',
      '2026-12-11',
      { every: 'month_day', interval: 1, day: 10, until: '2026-12-31' },
      [],
    ],
  ])('%s', (_, startsOn, rule, expected) => {
    expect(first(startsOn, rule)).toEqual(expected);
  });

  it('are in order, never before the first day, and of the right weekday', () => {
    fc.assert(
      fc.property(day, repeats, (startsOn, rule) => {
        const days = first(startsOn, rule, 20);
        expect(days).toEqual([...days].sort());
        expect(new Set(days).size).toBe(days.length);
        for (const one of days) {
          expect(isDay(one)).toBe(true);
          expect(one >= startsOn).toBe(true);
          if (rule.until) expect(one <= rule.until).toBe(true);
          if (rule.every === 'week') expect(rule.weekdays).toContain(weekdayOf(one));
          if (rule.every === 'month') expect(weekdayOf(one)).toBe(rule.weekday);
          if (rule.every === 'month_day') expect(Number(one.slice(8))).toBe(rule.day);
        }
        if (rule.count) expect(days.length).toBeLessThanOrEqual(rule.count);
      }),
    );
  });
});

describe('coming days', () => {
  const rule: Repeats = { every: 'month', interval: 1, nth: 2, weekday: 'th' };
  const shape = {
    starts_on: '2026-12-10',
    repeats: rule,
    on_holiday: 'skip',
    on_closing_day: 'skip',
  } as const;

  it('say which are left out, and go on to the next that is held', () => {
    const days = coming(shape, daysOff, '2026-11-22');
    expect(days.map(({ on, held }) => [on, held])).toEqual([
      ['2026-12-10', '2026-12-10'],
      ['2027-01-14', '2027-01-14'],
      ['2027-02-11', null],
      ['2027-03-11', '2027-03-11'],
    ]);
  });

  it('move over holidays, closings and closed weekdays to the next open day', () => {
    const closing = {
      ...shape,
      starts_on: '2026-12-29',
      repeats: null,
      on_closing_day: 'next_open_day',
    } as const;
    expect(coming(closing, daysOff, '2026-11-22')[0]?.held).toBe('2027-01-04');
  });

  it('leave a closed weekday alone: who plans for a Saturday means it', () => {
    const saturday = { ...shape, starts_on: '2026-12-12', repeats: null } as const;
    expect(coming(saturday, daysOff, '2026-11-22')[0]?.held).toBe('2026-12-12');
  });
});

describe('the sentence', () => {
  it('says what will be made and what the next days are', () => {
    expect(wholeSentence(planIn(written), daysOff, '2026-11-22')).toBe(
      '毎月第2木曜 14:00–15:00です。祝日は休みます。事業所の休みの日は休みます。' +
        '次は12月10日、1月14日、3月11日です。2月11日は建国記念の日のため休みです。',
    );
  });

  it('says where a day moves to', () => {
    const training: PlanText = {
      ...written,
      starts_on: '2026-11-23',
      nth: '4',
      weekday: 'mo',
      on_holiday: 'next_open_day',
      end: 'count',
      count: '2',
    };
    expect(wholeSentence(planIn(training), daysOff, '2026-11-22')).toBe(
      '毎月第4月曜 14:00–15:00です。全部で2回です。祝日は次の開所日にします。事業所の休みの日は休みます。' +
        '次は12月28日です。11月23日は勤労感謝の日のため11月24日にします。',
    );
  });

  it('says of a single day when it is one off, and when it is over', () => {
    const once: PlanText = { ...written, every: 'none' };
    expect(wholeSentence(planIn(once), daysOff, '2026-11-22')).toBe(
      '12月10日(木) 14:00–15:00、1回だけです。',
    );
    const holiday = planIn({ ...once, starts_on: '2027-02-11' });
    expect(wholeSentence(holiday, daysOff, '2026-11-22')).toContain(
      'この日は建国記念の日です。それでも開きます。',
    );
    expect(wholeSentence(planIn(once), noDaysOff, '2027-01-01')).toContain('もうすぎています');
  });

  it('has words for every rule', () => {
    fc.assert(
      fc.property(repeats, (rule) => {
        const said = planWords({ ...planIn(written), repeats: rule });
        expect(said).not.toMatch(/undefined|NaN|\{/);
      }),
    );
  });
});

describe('a form', () => {
  it('is filled by its kind, but what was changed by hand stays', () => {
    expect(fillFor(emptyPlan, 'meeting')).toMatchObject({
      minutes: '60',
      capacity: '12',
      audience: 'everyone',
    });
    // The supporters look back together every month, unless somebody wants it otherwise.
    expect(fillFor(emptyPlan, 'consultation')).toMatchObject({ audience: 'supporters', every: 'month' });
    const weekly: PlanText = { ...emptyPlan, ...fillFor(emptyPlan, 'meeting'), every: 'week' };
    expect(fillFor(weekly, 'consultation').every).toBeUndefined();
    const changed: PlanText = { ...emptyPlan, ...fillFor(emptyPlan, 'meeting'), minutes: '75' };
    const fresh = fillFor(changed, 'one_to_one');
    expect(fresh).toMatchObject({ kind: 'one_to_one', capacity: '2', audience: 'named' });
    expect(fresh).not.toHaveProperty('minutes');
  });

  it('takes the weekday, its place and the day of the month from the first day, until somebody chooses', () => {
    expect(planIn(written).repeats).toEqual({ every: 'month', interval: 1, nth: 2, weekday: 'th' });
    expect(planIn({ ...written, nth: '-1', weekday: 'fr' }).repeats).toMatchObject({
      nth: -1,
      weekday: 'fr',
    });
    expect(planIn({ ...written, every: 'month_day' }).repeats).toMatchObject({ day: 10 });
    expect(planIn({ ...written, every: 'week' }).repeats).toMatchObject({ weekdays: ['th'] });
  });

  it('sends what is written, and a single day whatever day it is', () => {
    const text: PlanText = {
      ...written,
      every: 'none',
      steps: ' あいさつ \n\nお茶\n',
      capacity: '１２',
      place: '  ',
    };
    expect(gatheringIn(text)).toMatchObject({
      what_happens: ['あいさつ', 'お茶'],
      capacity: 12,
      place: null,
      repeats: null,
      on_holiday: 'hold',
      on_closing_day: 'hold',
    });
    const pair: PlanText = { ...text, kind: 'one_to_one', audience: 'named', person_1: 'a', person_2: 'b' };
    expect(gatheringIn(pair)).toMatchObject({ kind: 'one_to_one', audience: 'named', people: ['a', 'b'] });
  });

  it('says at the field what cannot be', () => {
    const wrong = (text: Partial<PlanText>) => Object.keys(checkGathering({ ...written, ...text }));
    expect(wrong({})).toEqual([]);
    expect(wrong({ title: ' ' })).toEqual(['title']);
    expect(wrong({ starts_on: '2026-02-30' })).toEqual(['starts_on']);
    expect(wrong({ starts_at: '' })).toEqual(['starts_at']);
    for (const minutes of ['', '0', '4', '-30', '1441', '１時間'])
      expect(wrong({ minutes })).toEqual(['minutes']);
    expect(wrong({ minutes: '９０' })).toEqual([]);
    expect(wrong({ online_link: 'javascript:alert(1)' })).toEqual(['online_link']);
    expect(wrong({ end: 'until', until: '2076-12-10' })).toEqual(['until']);
    expect(wrong({ end: 'until', until: plusYears('2026-12-10', 5) })).toEqual([]);
    expect(wrong({ end: 'until', until: '2026-12-09' })).toEqual(['until']);
    expect(wrong({ nth: '1', end: 'until', until: '2026-12-31' })).toEqual(['until']);
    expect(wrong({ end: 'count', count: '261' })).toEqual(['count']);
    expect(wrong({ every: 'weeks', interval: '13' })).toEqual(['interval']);
    expect(wrong({ every: 'month_day', day: '32' })).toEqual(['day']);
    expect(wrong({ kind: 'one_to_one', audience: 'named', person_1: 'a', person_2: 'a' })).toEqual([
      'person_2',
    ]);
  });

  it('shows a plan and gives the same plan back', () => {
    const text = fc.string({ minLength: 1 }).map((raw) => raw.trim() || 'x');
    const plan: fc.Arbitrary<Plan> = fc.record({
      title: text,
      what_happens: fc.array(
        text.map((line) => line.replace(/\s+/g, ' ')),
        { maxLength: 12 },
      ),
      place: fc.option(text),
      directions: fc.option(text),
      online_link: fc.constant(null),
      starts_on: day,
      starts_at: fc.constantFrom('00:00', '09:30', '23:59'),
      minutes: fc.integer({ min: 5, max: 1440 }),
      repeats,
      on_holiday: fc.constantFrom('hold', 'skip', 'next_open_day'),
      on_closing_day: fc.constantFrom('hold', 'skip', 'next_open_day'),
      capacity: fc.option(fc.integer({ min: 1, max: 500 })),
      host_id: fc.option(fc.uuid()),
      watcher_id: fc.option(fc.uuid()),
    });
    fc.assert(
      fc.property(plan, (one) => {
        expect(planIn(textOfPlan(one))).toEqual(one);
      }),
    );
  });
});

describe('a change', () => {
  it('sends only what is different', () => {
    expect(patchIn(written, written)).toEqual({});
    expect(patchIn(written, { ...written, place: '屋上', starts_at: '15:00' })).toEqual({
      place: '屋上',
      starts_at: '15:00',
    });
    expect(patchIn({ ...written, place: '屋上' }, written)).toEqual({ place: null });
    expect(Object.keys(patchIn(written, { ...written, every: 'week' }))).toEqual(['repeats']);
  });
});

describe('an end', () => {
  it('follows from minutes and passes midnight', () => {
    expect(endsAt('14:00', 90)).toBe('15:30');
    expect(endsAt('23:30', 60)).toBe('00:30');
    expect(endsAt('00:00', 1440)).toBe('00:00');
  });
});

describe('closing days', () => {
  it('are one text of a form and come back as they were', () => {
    const closing = {
      closed_weekdays: ['sa' as const, 'su' as const],
      days: [
        { from: '2026-12-29', to: '2027-01-03', name: '年末年始' },
        { from: '', to: '', name: '' },
      ],
    };
    expect(closingIn(closingText(closing))).toEqual(closing);
    expect(rowsIn('')).toEqual([]);
    expect(rowsIn(textOfRows([{ from: '', to: '', name: 'a\tb\nc' }]))).toEqual([
      { from: '', to: '', name: 'a b c' },
    ]);
  });
});
