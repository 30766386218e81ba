/** The calendar on the phone: answers laid over the server's copy, marks of what was seen, and what comes next. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { commonTag, isNews, monthAfter, type Occurrence } from '../../src/data/gatherings';
import { reduce } from '../../src/data/journey';
import { type Detail, newest } from '../../src/data/occurrence';
import type { Draft, Entry, Happening } from '../../src/data/outbox';
import { withWaiting } from '../../src/data/participations';
import { judge } from '../../src/data/verdict';
import { comingUp } from '../../src/screens/next-gathering';
import { anna, FakeApi } from './sim/api';
import { closeTabs, Phone, soon, type Tab } from './sim/phone';
import { problem, silence } from './sim/server';

vi.mock('../../src/ui/css/gatherings.css', () => ({}));
vi.setConfig({ testTimeout: 30_000 });

const place = '/gatherings/g1/occurrences/2026-11-25';
const object = `${place}/participation`;
const said = (id: string, action: Draft['action'], body: object = {}): Happening => ({
  type: 'add',
  entry: {
    ...{ id, person: 'p', kind: 'participations', object, action, body: { ...body }, base: null, at: 0 },
  },
});
const run = (...happenings: Happening[]): readonly Entry[] =>
  happenings.reduce(reduce, [] as readonly Entry[]);
const talk = { mode: 'talk', shown: false } as const;
const listen = { mode: 'listen', shown: false } as const;

describe('an answer that waits', () => {
  it('is what the person sees, without a seat that nobody gave', () => {
    const lane = run(said('a', 'replace', listen));
    expect(withWaiting(null, lane)).toMatchObject({ mode: 'listen', seat: null, sync: 'waiting' });
    expect(withWaiting({ mode: 'talk', seat: 'seat' }, lane)).toMatchObject({ mode: 'listen', seat: 'seat' });
  });

  it('taken back is no answer at all', () => {
    const part = withWaiting({ mode: 'talk', shown: true, seat: 'seat' }, run(said('a', 'remove')));
    expect(part).toMatchObject({ mode: null, shown: false, seat: null, sync: 'waiting' });
  });

  it('that the server did not take changes nothing but is told', () => {
    const [entry] = run(said('a', 'replace', talk));
    const lane = entry ? [{ ...entry, state: 'attention' as const }] : [];
    expect(withWaiting({ mode: 'listen' }, lane)).toMatchObject({ mode: 'listen', sync: 'attention' });
  });

  it('keeps the own mark apart from the way to take part', () => {
    const mark = {
      type: 'add',
      entry: { ...draftOf('m'), kind: 'attendances', body: { attended: 'partly' } },
    };
    expect(withWaiting({ mode: 'listen' }, run(mark as Happening))).toMatchObject({
      ...{ mode: 'listen', attended: 'partly', sync: 'waiting' },
    });
  });
});

const draftOf = (id: string): Draft => (said(id, 'replace') as Extract<Happening, { type: 'add' }>).entry;

describe('of several answers the last counts', () => {
  it('so what has not left gives way', () => {
    const left = run(said('a', 'replace', talk), said('b', 'remove'), said('c', 'replace', listen));
    expect(left.map((e) => [e.id, e.body])).toEqual([['c', listen]]);
    expect(
      run(said('a', 'remove'), said('b', 'replace', talk), said('c', 'remove')).map((e) => e.id),
    ).toEqual(['c']);
  });

  it('and what is on its way stays in front', () => {
    const left = run(said('a', 'replace', talk), { type: 'send', id: 'a' }, said('b', 'replace', listen));
    expect(left.map((e) => [e.id, e.state])).toEqual([
      ['a', 'sending'],
      ['b', 'queued'],
    ]);
  });

  it('and a refused one is let go by a new one', () => {
    const refusal = {
      type: 'refused',
      id: 'a',
      problem: problem(409, 'occurrence-cancelled').problem,
    } as const;
    const left = run(said('a', 'replace', talk), { type: 'send', id: 'a' }, refusal, said('b', 'remove'));
    expect(left.map((e) => e.id)).toEqual(['b']);
  });

  it.each([
    ['names the occurrence', { gathering_id: 'g1', recurrence_id: '2026-11-25' }, 'done'],
    ['names another day', { gathering_id: 'g1', recurrence_id: '2026-12-02' }, 'later'],
    ['names another gathering', { gathering_id: 'g2', recurrence_id: '2026-11-25' }, 'later'],
  ])('an answer of the server that %s', (_, value, is) => {
    const [entry] = run(said('a', 'replace', talk));
    expect(entry && judge(entry, { ...silence, ok: true, status: 200, value }).is).toBe(is);
  });

  it.each([
    [409, 'occurrence-cancelled'],
    [404, 'not-found'],
  ])('%s goes to the tray', (status, type) => {
    const [entry] = run(said('a', 'replace', talk));
    expect(entry && judge(entry, problem(status, type)).is).toBe('refused');
  });
});

describe('months are known by an ETag', () => {
  const of = 'from=2026-11-01&to=2027-01-31';
  it('when they came by one answer for the same days', () => {
    expect(
      commonTag(
        [
          { of, etag: '"a"' },
          { of, etag: '"a"' },
        ],
        of,
      ),
    ).toBe('"a"');
  });
  it.each([
    [
      'one of them came later',
      [
        { of, etag: '"a"' },
        { of, etag: '"b"' },
      ],
    ],
    [
      'one of them came alone',
      [
        { of, etag: '"a"' },
        { of: 'from=2026-12-01&to=2026-12-31', etag: '"a"' },
      ],
    ],
    ['they are from an app that knew no ETag', [{}, {}]],
    ['there are none', []],
  ])('and not when %s', (_, slices) => {
    expect(commonTag(slices, of)).toBeNull();
  });
});

const one = (more: Partial<Occurrence>): Occurrence => ({
  ...{ gathering_id: 'g1', recurrence_id: '2026-11-25', kind: 'meeting', title: 'おしゃべり会' },
  ...{ starts_at: '2026-11-25T14:00:00+09:00', ends_at: '2026-11-25T15:00:00+09:00', place: null },
  ...{ online: false, state: 'planned', repeats: true, change: null },
  ...more,
});
const change = {
  ...{ kind: 'changed', reason: '工事です。', changed_at: '2026-11-20T10:00:00+09:00', fields: ['place'] },
  before: { starts_at: null, ends_at: null, place: null, title: null },
} as NonNullable<Occurrence['change']>;
const now = Date.parse('2026-11-22T00:00:00+09:00');

describe('a change', () => {
  const key = place;
  it('is news until it was seen, and again after the next one', () => {
    expect(isNews(one({}), {}, now)).toBe(false);
    expect(isNews(one({ change }), {}, now)).toBe(true);
    expect(isNews(one({ change }), { [key]: change.changed_at }, now)).toBe(false);
    const again = { ...change, changed_at: '2026-11-21T10:00:00+09:00' };
    expect(isNews(one({ change: again }), { [key]: change.changed_at }, now)).toBe(true);
  });

  it('of what is over is no news', () => {
    expect(isNews(one({ change }), {}, Date.parse('2026-11-26T00:00:00+09:00'))).toBe(false);
  });
});

describe('what comes next', () => {
  const next = (...items: Occurrence[]) =>
    comingUp({ items, days: [], asOf: now }, now).map((o) => o.recurrence_id);
  it('is the first that takes place, after what was called off before it', () => {
    const off = one({ state: 'cancelled' });
    const later = one({ recurrence_id: '2026-12-02', ...hours('2026-12-02') });
    const past = one({ recurrence_id: '2026-11-18', ...hours('2026-11-18') });
    expect(next(past, off, later)).toEqual(['2026-11-25', '2026-12-02']);
    expect(next(past, later, off)).toEqual(['2026-11-25', '2026-12-02']);
    expect(next(past)).toEqual([]);
  });
});

const hours = (day: string) => ({ starts_at: `${day}T14:00:00+09:00`, ends_at: `${day}T15:00:00+09:00` });

it('months go over the year', () => {
  expect([monthAfter('2026-11', 2), monthAfter('2027-01', -1), monthAfter('2026-12', 0)]).toEqual([
    ...['2027-01', '2026-12', '2026-12'],
  ]);
});

describe('on a phone', () => {
  let api: FakeApi;
  let tab: Tab;
  let parts: typeof import('../../src/data/participations');

  beforeEach(async () => {
    vi.useRealTimers();
    api = new FakeApi();
    api.cookie = anna;
    tab = await new Phone(api).openTab();
    parts = await import('../../src/data/participations');
    await tab.session.start();
  });
  afterEach(closeTabs);

  it('answers given offline are seen at once and arrive once, with the last word', async () => {
    await soon(() => api.log.length > 0);
    api.down = true;
    await parts.takePart(place, 'talk', false);
    await parts.withdraw(place);
    await parts.takePart(place, 'listen', true);
    expect(await parts.myPart('g1', '2026-11-25')).toMatchObject({
      mode: 'listen',
      shown: true,
      sync: 'waiting',
    });
    expect(tab.data.unsent.value).toBe(1);
    api.down = false;
    api.log.length = 0;
    dispatchEvent(new Event('online'));
    await soon(() => tab.data.unsent.value === 0);
    expect(api.log.filter((line) => line.endsWith('/participation'))).toEqual([`put ${object}`]);
    expect(api.answers.get(object)).toEqual({ mode: 'listen', shown: true });
    expect(await parts.myPart('g1', '2026-11-25')).toMatchObject({
      mode: 'listen',
      shown: true,
      sync: 'saved',
    });
  });

  it('the calendar is told in years at most, and what has not changed is not told again', async () => {
    const { calendar } = await import('../../src/data/gatherings');
    const { growStale } = await import('../../src/data/freshness');
    api.occurrences = ['2026-11-25', '2027-12-20'];
    const days = async () => (await calendar('2026-11', 14)).items.map((one) => one.recurrence_id);
    expect(await days()).toEqual(['2026-11-25', '2027-12-20']);
    expect(api.told).toEqual([200, 200]);
    const { asOf } = await calendar('2026-11', 14);

    growStale();
    await days();
    await soon(() => api.told.length === 4);
    expect(api.told.slice(2)).toEqual([304, 304]);
    await soon(async () => ((await calendar('2026-11', 14)).asOf ?? 0) > (asOf ?? 0));

    api.occurrences.push('2026-12-02');
    growStale();
    await days();
    await soon(async () => (await days()).includes('2026-12-02'));
    expect(api.told.slice(4)).toEqual([200, 304]);
  });

  it('a cancelled gathering is told in the tray, with kind words', async () => {
    api.cancelled = true;
    await parts.takePart(place, 'talk', false);
    await soon(() => tab.data.tray.value.length === 1);
    expect(tab.data.tray.value[0]?.problem.type).toBe('occurrence-cancelled');
    expect(await parts.myPart('g1', '2026-11-25')).toMatchObject({ mode: null, sync: 'attention' });
  });

  it('the own mark and three words stay after they were sent', async () => {
    await parts.markAttended(place, 'partly');
    await parts.reflect(place, ['could_listen']);
    await soon(() => tab.data.unsent.value === 0);
    expect(await parts.myPart('g1', '2026-11-25')).toMatchObject({ attended: 'partly', sync: 'saved' });
    expect(await parts.reflection(place, null, null)).toEqual(['could_listen']);
    expect(api.answers.get(`${place}/attendance/${anna}`)).toEqual({ attended: 'partly' });
  });
});

describe('what is known of an occurrence', () => {
  const line = (state: 'planned' | 'cancelled') => ({ title: '会', state }) as Occurrence;
  const page = (state: 'planned' | 'cancelled') => ({ ...line(state), what_happens: ['する'] }) as Detail;

  it('is the page, and over it the line of a calendar that came later', () => {
    const both = newest({ asOf: 1, value: page('planned') }, { asOf: 2, one: line('cancelled') });
    expect(both.line?.state).toBe('cancelled');
    expect(both.detail?.state).toBe('cancelled');
    expect(both.detail?.what_happens).toEqual(['する']);
    const older = newest({ asOf: 2, value: page('cancelled') }, { asOf: 1, one: line('planned') });
    expect(older.line?.state).toBe('cancelled');
  });

  it('is only the line while the page was never opened, and nothing when it is gone', () => {
    expect(newest(undefined, { asOf: 1, one: line('planned') })).toMatchObject({ detail: null, gone: false });
    expect(newest(undefined, { asOf: 1, one: line('planned') }).line?.title).toBe('会');
    const gone = newest({ asOf: 2, value: null }, { asOf: 1, one: line('planned') });
    expect(gone).toMatchObject({ line: null, gone: true });
    const back = newest({ asOf: 1, value: null }, { asOf: 2, one: line('planned') });
    expect(back).toMatchObject({ gone: false });
    expect(back.line?.title).toBe('会');
  });
});
