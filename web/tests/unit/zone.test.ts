import { afterEach, describe, expect, it } from 'vitest';
import type { Me } from '../../src/api/types';
import { restUntil } from '../../src/data/care-rules';
import { me } from '../../src/data/person';
import { fromHouse, houseDay, houseTime } from '../../src/data/zone';
import { slotNow } from '../../src/screens/support/plan-rules';
import { momentText } from '../../src/screens/talk/words';
import { houseTimeText } from '../../src/texts/house-time';

const in_ = (time_zone: string) => {
  me.value = { time_zone } as Me;
};
const zone = process.env.TZ;

afterEach(() => {
  me.value = null;
  process.env.TZ = zone;
});

describe.each(['Asia/Tokyo', 'America/New_York', 'Pacific/Kiritimati'])('on a phone set to %s', (phone) => {
  it("times are those of the facility's clock", () => {
    process.env.TZ = phone;
    in_('Asia/Tokyo');
    expect(houseTime('2026-11-22T15:30:00Z')).toBe('2026-11-23T00:30');
    expect(houseDay('2026-11-22T14:59:59Z')).toBe('2026-11-22');
    expect(houseTimeText('2026-11-22T03:03:00Z')).toBe('12時3分');
    in_('Europe/London');
    expect(houseTime('2026-07-01T11:05:00Z')).toBe('2026-07-01T12:05');
  });

  it("hours that are typed are the facility's, and so is the end of its day", () => {
    process.env.TZ = phone;
    in_('Asia/Tokyo');
    expect(fromHouse('2026-11-24', '14:00')).toBe('2026-11-24T05:00:00.000Z');
    expect(fromHouse('2026-11-24', '')).toBe(null);
    expect(restUntil('day', Date.parse('2026-11-22T03:00:00Z'))).toBe('2026-11-22T15:00:00.000Z');
    in_('Europe/London');
    expect(fromHouse('2026-07-01', '14:00')).toBe('2026-07-01T13:00:00.000Z');
    expect(fromHouse('2026-03-29', '00:30')).toBe('2026-03-29T00:30:00.000Z');
    expect(fromHouse('2026-03-29', '12:00')).toBe('2026-03-29T11:00:00.000Z');
    expect(restUntil('day', Date.parse('2026-03-28T12:00:00Z'))).toBe('2026-03-29T00:00:00.000Z');
    expect(restUntil('day', Date.parse('2026-03-29T12:00:00Z'))).toBe('2026-03-29T23:00:00.000Z');
  });

  it('a time of today has no day, a time of another day has one', () => {
    process.env.TZ = phone;
    in_('Asia/Tokyo');
    const now = new Date().toISOString();
    expect(momentText(now)).not.toContain('月');
    expect(momentText('2026-01-05T07:00:00Z')).toContain('午後4時');
    expect(momentText('2026-01-05T07:00:00Z')).toContain('1月5日');
  });

  it("a week that was planned begins on the facility's clock", () => {
    process.env.TZ = phone;
    in_('Asia/Tokyo');
    const slot = {
      weekday: 'mo' as const,
      starts_at: '00:15',
      ends_at: '01:00',
      modes: ['phone' as const],
      style: 'listen' as const,
    };
    // Still Sunday in London and New York.
    const found = slotNow([slot], Date.parse('2026-11-22T15:30:20Z'));
    expect(found?.until).toEqual(new Date('2026-11-22T16:00:00Z'));
    expect(slotNow([slot], Date.parse('2026-11-22T15:14:59Z'))).toBeNull();
  });
});

it('a copy of before the zone was told is read in Japan', () => {
  expect(houseTime('2026-11-22T03:00:00Z')).toBe('2026-11-22T12:00');
});
