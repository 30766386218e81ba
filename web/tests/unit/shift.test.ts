/** A row of days that is shifted as a whole, and a month that hangs on the wall. */
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { forTheWall, weeksOf } from '../../src/staff/calendar/paper';
import { emptyPlan, type PlanText, planIn } from '../../src/staff/calendar/plan';
import { dayNumber, dayOf, leftOf, ruleDays, WEEKDAYS } from '../../src/staff/calendar/rule';
import { shifted } from '../../src/staff/calendar/shift';
import type { Gathering, Occurrence, Repeats } from '../../src/staff/calendar/types';

vi.mock('../../src/staff/calendar/paper.css', () => ({}));

const first = (startsOn: string, repeats: Repeats | null, most = 3): string[] => {
  const found: string[] = [];
  for (const day of ruleDays(startsOn, repeats)) if (found.push(day) >= most) break;
  return found;
};

const written: PlanText = {
  ...emptyPlan,
  ...{ kind: 'meeting', audience: 'everyone', title: '第2木曜の会' },
  ...{ starts_on: '2026-12-10', starts_at: '14:00', minutes: '60', every: 'month' },
};

const weekday = fc.constantFrom(...WEEKDAYS);
const day = fc.integer({ min: dayNumber('2025-01-01'), max: dayNumber('2028-12-31') }).map(dayOf);

describe('all days that follow are shifted', () => {
  const days = (text: PlanText, most = 4) => first(text.starts_on, planIn(text).repeats, most);
  const moved = (text: PlanText, to: string) => ({ ...text, ...shifted(text, to) });

  it('by days: every later one goes along', () => {
    const thursdays = { ...written, every: 'week', weekdays: 'th' };
    expect(days(moved(thursdays, '2026-12-11'))).toEqual([
      '2026-12-11',
      '2026-12-18',
      '2026-12-25',
      '2027-01-01',
    ]);
    expect(days(moved(thursdays, '2026-12-08'))[1]).toBe('2026-12-15');
    expect(days(moved({ ...written, every: 'month_day' }, '2026-12-12'))[1]).toBe('2027-01-12');
  });

  it('the second Thursday becomes the second Friday, and the last stays the last', () => {
    expect(days(moved(written, '2026-12-11'))).toEqual([
      '2026-12-11',
      '2027-01-08',
      '2027-02-12',
      '2027-03-12',
    ]);
    const last = { ...written, nth: '-1', starts_on: '2026-12-31' };
    expect(days(moved(last, '2026-12-30'))[1]).toBe('2027-01-27');
    expect(shifted(last, '2027-01-01')?.nth).toBe('1');
  });

  it('with the last day of the row', () => {
    const row = { ...written, every: 'week', weekdays: 'th', end: 'until', until: '2026-12-24' };
    expect(days(moved(row, '2026-12-11'))).toEqual(['2026-12-11', '2026-12-18', '2026-12-25']);
  });

  it('unless days of one week would fall into two', () => {
    const pair = { ...written, starts_on: '2026-12-07', weekdays: 'mo su' };
    expect(shifted({ ...pair, every: 'weeks', interval: '2' }, '2026-12-08')).toBeNull();
    expect(days(moved({ ...pair, every: 'week' }, '2026-12-08'))).toEqual([
      ...['2026-12-08', '2026-12-14', '2026-12-15', '2026-12-21'],
    ]);
  });

  it('weekly ones always by the same number of days', () => {
    fc.assert(
      fc.property(
        day,
        fc.uniqueArray(weekday, { minLength: 1, maxLength: 7 }),
        fc.integer({ min: -20, max: 20 }),
        (from, weekdays, by) => {
          const before = { ...written, every: 'week', weekdays: weekdays.join(' ') };
          const start = first(from, planIn({ ...before, starts_on: from }).repeats, 1)[0] ?? from;
          const text = { ...before, starts_on: start };
          const shift = (date: string) => dayOf(dayNumber(date) + by);
          expect(days(moved(text, shift(start)), 9)).toEqual(days(text, 9).map(shift));
        },
      ),
    );
  });

  it('and a row that ends after some times keeps what is left of it', () => {
    const rule: Repeats = { every: 'week', interval: 1, weekdays: ['th'], count: 5 };
    expect(leftOf(rule, '2026-12-03', '2026-12-17').count).toBe(3);
    expect(leftOf({ ...rule, count: null }, '2026-12-03', '2026-12-17').count).toBeNull();
  });
});

describe('the sheet for the wall', () => {
  it('has every day of the month once, in weeks that begin with Sunday', () => {
    const weeks = weeksOf('2026-11');
    expect(weeks[0]?.[0]).toBe('2026-11-01');
    expect(weeks.flat().filter(Boolean)).toHaveLength(30);
    expect(weeksOf('2026-12')[0]).toEqual([
      null,
      null,
      ...['01', '02', '03', '04', '05'].map((n) => `2026-12-${n}`),
    ]);
  });

  it('shows what is for everybody, and nothing that only some may know of', () => {
    const item = (id: string) =>
      ({ gathering_id: id, starts_at: `2026-12-0${id}T10:00:00+09:00` }) as Occurrence;
    const of = (gathering_id: string, audience: Gathering['audience']) => ({ gathering_id, audience });
    const shown = forTheWall(
      [item('3'), item('2'), item('1'), item('4')],
      [of('1', 'everyone'), of('2', 'supporters'), of('3', 'everyone'), of('4', 'named')],
    );
    expect(shown.map((one) => one.gathering_id)).toEqual(['1', '3']);
  });
});
