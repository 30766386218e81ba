/** How the days that somebody shows stand in a picture. */
import { describe, expect, it } from 'vitest';
import { marksOf, mondaysOf, partsOf, type TrendDay } from '../../src/staff/shared/trend-rules';

const day = (local_date: string, ...moods: number[]): TrendDay => ({ local_date, moods });
const TODAY = '2026-11-22';

describe('a trend as far as it is shown', () => {
  it('goes four weeks at a time, the newest first, and never before the first day that is shown', () => {
    const parts = partsOf({ from: '2026-10-01', days: [day('2026-10-05', 3), day('2026-11-20', 4)] }, TODAY);
    expect(parts.map(({ from, to, days }) => [from, to, days.length])).toEqual([
      ['2026-10-26', '2026-11-22', 1],
      ['2026-10-01', '2026-10-25', 1],
    ]);
  });

  it('holds every day once, whatever was shown: 13 weeks are at most five parts', () => {
    const from = '2026-08-23';
    const days = Array.from({ length: 92 }, (_, at) =>
      day(new Date(Date.parse(from) + at * 86_400_000).toISOString().slice(0, 10), 3),
    );
    const parts = partsOf({ from, days }, TODAY);
    expect(parts.flatMap((part) => part.days)).toHaveLength(92);
    expect(parts).toHaveLength(4);
  });

  it('is one part when it is shown from today on, and none when it begins tomorrow', () => {
    expect(partsOf({ from: TODAY, days: [] }, TODAY)).toHaveLength(1);
    expect(partsOf({ from: '2026-11-23', days: [] }, TODAY)).toHaveLength(0);
  });

  it('names no Monday before the first day that is shown', () => {
    const [part] = partsOf({ from: '2026-11-10', days: [] }, TODAY);
    if (!part) throw new Error('a part');
    expect(mondaysOf(part)).toEqual([{ day: 21, date: '2026-11-16' }]);
  });

  it('joins a day with the very next one, and leaves a gap a gap', () => {
    const [part] = partsOf(
      {
        from: '2026-10-26',
        days: [day('2026-11-01', 2, 4), day('2026-11-02', 3), day('2026-11-04', 5)],
      },
      TODAY,
    );
    if (!part) throw new Error('a part');
    const { marks, lines } = marksOf(part);
    expect(marks).toEqual([
      { day: 6, mood: 2 },
      { day: 6, mood: 4 },
      { day: 7, mood: 3 },
      { day: 9, mood: 5 },
    ]);
    expect(lines).toEqual([
      [
        { day: 6, mood: 4 },
        { day: 7, mood: 3 },
      ],
    ]);
    expect(mondaysOf(part).map(({ date }) => date)).toEqual([
      '2026-10-26',
      '2026-11-02',
      '2026-11-09',
      '2026-11-16',
    ]);
  });
});
