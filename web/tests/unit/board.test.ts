/** What a row of the board says and does, and who was first. */
import { describe, expect, it } from 'vitest';
import {
  askOf,
  asOfIn,
  type Dashboard,
  firstOf,
  type Item,
  leavingOf,
  placeOf,
  rowsOf,
  sinceOf,
} from '../../src/staff/board/rows';

const NOW = Date.parse('2026-11-22T12:00:00+09:00');
const mori = { person_id: 'q', nickname: 'もり' };
const kawa = { person_id: 'r', nickname: 'かわ' };
const row = (over: Partial<Item>): Item => ({
  item_id: 'x',
  kind: 'talk_request',
  since: '2026-11-22T11:00:00+09:00',
  person: { person_id: 'p', nickname: 'はる' },
  subject_id: 't',
  count: 1,
  overdue: false,
  with: null,
  closed_here: false,
  ...over,
});
const board = (items: Item[], closed: Partial<Dashboard['closed'][number]>[] = []): Dashboard => ({
  items,
  more: 0,
  closed: closed.map((one) => ({
    item_id: 'x',
    kind: 'training_due',
    person: null,
    by: mori,
    at: '2026-11-22T11:59:00+09:00',
    ...one,
  })),
  as_of: '2026-11-22T12:00:00+09:00',
});

describe('a row of the board', () => {
  it('says since when, in the unit that a person would use', () => {
    const said = (since: string, kind: Item['kind'] = 'hello') => {
      const { k, words } = sinceOf({ kind, since }, NOW);
      return [k, words?.n];
    };
    expect(said('2026-11-22T11:59:40+09:00')).toEqual(['bdNow', undefined]);
    expect(said('2026-11-22T11:15:00+09:00')).toEqual(['bdMinutes', 45]);
    expect(said('2026-11-22T01:00:00+09:00')).toEqual(['bdHours', 11]);
    expect(said('2026-11-21T12:00:00+09:00')).toEqual(['bdYesterday', 1]);
    expect(said('2026-11-20T13:00:00+09:00')).toEqual(['bdDays', 2]);
    expect(said('2026-11-19T12:00:00+09:00')).toEqual(['bdDays', 3]);
  });

  it('counts no hours of what began with a day, and tells the end of what has one', () => {
    const said = (kind: Item['kind'], since: string) => sinceOf({ kind, since }, NOW);
    expect(said('supporter_at_cap', '2026-11-22T00:00:00+09:00').k).toBe('bdToday');
    expect(said('supporter_at_cap', '2026-11-16T00:00:00+09:00')).toEqual({ k: 'bdDays', words: { n: 6 } });
    expect(said('idle_device', '2026-08-20T15:00:00+09:00')).toEqual({ k: 'bdLastUsed', words: { n: 94 } });
    expect(said('training_due', '2026-12-01T00:00:00+09:00')).toEqual({
      k: 'bdUntil',
      words: { d: '12月1日' },
    });
  });

  it('has one button: to go there, to go on with it, to have finished, to have seen it, or to open it', () => {
    expect(askOf(row({}), 'q')).toBe('go');
    expect(askOf(row({ with: mori }), 'q')).toBe('finish');
    expect(askOf(row({ with: mori }), 'r')).toBe('open');
    expect(askOf(row({ kind: 'handover' }), 'q')).toBe('take');
    expect(askOf(row({ kind: 'handover', with: mori }), 'q')).toBe('open');
    expect(askOf(row({ kind: 'training_due', closed_here: true }), 'q')).toBe('see');
    expect(askOf(row({ kind: 'idle_device', closed_here: true }), 'q')).toBe('stop');
    expect(askOf(row({ kind: 'shared_entries' }), 'q')).toBe('open');
  });

  it('leads to the very thing, so that one tap more is enough', () => {
    expect(placeOf(row({ kind: 'shared_entries', subject_id: null }))).toBe('#/staff/shared/next/p');
    expect(placeOf(row({ kind: 'concern' }))).toBe('#/staff/concerns/t');
    expect(placeOf(row({ kind: 'consultation' }))).toBe('#/staff/consultations/t');
    expect(placeOf(row({ kind: 'training_due' }))).toBe('#/staff/care/p');
    expect(placeOf(row({ kind: 'help_to_verify', person: null }))).toBe('#/staff/help');
    expect(placeOf(row({ kind: 'idle_device' }))).toBe('#/staff/people/p');
  });
});

describe('two of the staff at one board', () => {
  const seen = row({ item_id: 'a', kind: 'training_due', closed_here: true });
  const other = row({ item_id: 'b', kind: 'hello' });

  it('says by whom, where a row stood that somebody else has closed', () => {
    const before = board([seen, other]);
    const after = board([other], [{ item_id: 'a', by: kawa }]);
    const leaving = leavingOf(before, after, 'q');
    expect(leaving).toEqual([{ item: seen, place: 0, by: 'かわ' }]);
    expect(rowsOf(after.items, leaving)).toEqual([leaving[0], other]);
  });

  it('says nothing of what one closed oneself, of what was done elsewhere, and at the first look', () => {
    const before = board([seen, other]);
    expect(leavingOf(before, board([other], [{ item_id: 'a', by: mori }]), 'q')).toEqual([]);
    expect(leavingOf(before, board([seen]), 'q')).toEqual([]);
    expect(leavingOf(null, board([], [{ item_id: 'a', by: kawa }]), 'q')).toEqual([]);
  });

  it('does not show twice what has come back', () => {
    const leaving = [{ item: seen, place: 0, by: 'かわ' }];
    expect(rowsOf([seen, other], leaving)).toEqual([seen, other]);
    expect(rowsOf([], leaving)).toEqual(leaving);
  });

  it('reads who was first from the board: who goes, who closed it, or only that it is over', () => {
    expect(firstOf(board([row({ with: kawa })]), row({}), 'q')).toEqual({
      k: 'bdFirstGo',
      words: { name: 'かわ' },
    });
    expect(firstOf(board([], [{ item_id: 'a', by: kawa }]), seen, 'q')).toEqual({
      k: 'bdFirst',
      words: { name: 'かわ' },
    });
    // Cancelled by whoever asked; or it was oneself, at another desk; or the board could not be read.
    expect(firstOf(board([]), row({}), 'q').k).toBe('bdOver');
    expect(firstOf(board([row({ with: mori })]), row({}), 'q').k).toBe('bdOver');
    expect(firstOf(null, row({}), 'q').k).toBe('bdOver');
  });
});

describe('the time of a board', () => {
  it('has its day when that is not today', () => {
    expect(asOfIn('2026-11-22T00:01:00+09:00', NOW)).toEqual({ day: null });
    expect(asOfIn('2026-11-21T23:59:00+09:00', NOW)).toEqual({ day: '2026-11-21' });
  });
});
