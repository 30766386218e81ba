/** Ids, dates and platforms. */
import { describe, expect, it } from 'vitest';
import { localDate, moment, monthRange } from '../../src/data/dates';
import { newId } from '../../src/data/ids';
import { platformOf } from '../../src/install';

describe('ids', () => {
  it('are UUID version 7, different, and sorted as they were made, even when the clock goes back', () => {
    const ids = Array.from({ length: 10_000 }, (_, i) => newId(1_800_000_000_000 - (i % 7)));
    expect(
      ids.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)),
    ).toBe(true);
    expect(new Set(ids).size).toBe(ids.length);
    expect([...ids].sort()).toEqual(ids);
    expect(Number.parseInt(newId(1_900_000_000_000).replace('-', '').slice(0, 12), 16)).toBe(
      1_900_000_000_000,
    );
  });
});

describe('dates', () => {
  it('are those of the phone', () => {
    const at = new Date(2026, 10, 3, 23, 59, 58, 7);
    expect(localDate(at)).toBe('2026-11-03');
    expect(moment(at)).toMatch(/^2026-11-03T23:59:58\.007[+-]\d\d:\d\d$/);
    expect(Date.parse(moment(at))).toBe(at.getTime());
  });

  it('know how long a month is', () => {
    expect(monthRange('2028-02')).toEqual({ from: '2028-02-01', to: '2028-02-29' });
    expect(monthRange('2026-12').to).toBe('2026-12-31');
  });
});

describe('installing', () => {
  it.each([
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 16_4 like Mac OS X) AppleWebKit/605 Safari/604', 5, 'ios'],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605 Safari/605', 5, 'ios'],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605 Safari/605', 0, 'desktop'],
    ['Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/157 Mobile Safari/537.36', 5, 'android'],
    ['Mozilla/5.0 (Linux; Android 14; K) SamsungBrowser/30.0 Chrome/130 Mobile', 5, 'samsung'],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148 Line/14.1', 5, 'in-app'],
    ['Mozilla/5.0 (Linux; Android 14; Pixel; wv) Chrome/130 Mobile', 5, 'in-app'],
  ])('%s', (agent, touch, platform) => {
    expect(platformOf(agent, touch)).toBe(platform);
  });
});
