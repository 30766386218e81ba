/** The wall at the door. */
import { describe, expect, it } from 'vitest';
import { momentOf } from '../../src/staff/wall/rules';

const word = (key: string) => (key === 'wlToday' ? 'きょう' : 'あした');

describe('an hour on the wall', () => {
  it.each([
    ['2026-11-22T13:00:00+09:00', '2026-11-22T15:00:00+09:00', 'きょう 13:00–15:00'],
    ['2026-11-22T15:30:00Z', '2026-11-22T16:00:00Z', 'あした 00:30–01:00'],
  ])('%s is said on the facility’s clock', (from, until, said) => {
    expect(momentOf({ from, until }, '2026-11-22', word)).toBe(said);
  });

  it('is a date from the day after tomorrow on', () => {
    const said = momentOf(
      { from: '2026-11-24T13:00:00+09:00', until: '2026-11-24T14:00:00+09:00' },
      '2026-11-22',
      word,
    );
    expect(said).toMatch(/24.*13:00–14:00$/);
  });
});
