/** What protects the helper: limits in steps, rests, files, times, and logs that are never lost. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  canAddTakeHome,
  fullness,
  mayAsk,
  ownLimit,
  restOffer,
  restUntil,
  standing,
  stepped,
  weekOf,
} from '../../src/data/care-rules';
import type { Capacity, Consultation } from '../../src/data/care-types';
import { localDate } from '../../src/data/dates';
import {
  fileProblem,
  hoursOf,
  LARGEST_FILE,
  missingOf,
  shownStage,
  trainingOf,
  wrongInTraining,
} from '../../src/data/training-rules';
import { fromHouse, houseTime } from '../../src/data/zone';
import { LESSONS, PHRASES } from '../../src/screens/cards/content';
import { firstTimes, timesOf } from '../../src/staff/care/times';
import { cards } from '../../src/texts/ja/cards';
import { anna, FakeApi } from './sim/api';
import { closeTabs, Phone, soon, type Tab } from './sim/phone';

const NOW = Date.parse('2026-11-20T23:57:30+09:00');
const HOUR = 3_600_000;
const house = { talks_a_day: 2, minutes_a_week: 120, gap: 1800 };

const nothing = { talks_a_day: null, minutes_a_week: null, gap: null };
const capacity = (more: Partial<Capacity>): Capacity => ({
  ...{ limit: null, advice: [], listen_only: false, first_talks_left: 0, talks_today: 1 },
  ...{ minutes_this_week: 45, facility: house, own: { ...nothing, listen_only: false }, now: house },
  ...{ resting: false, resting_until: null, without_aftercare: [], shows_spare: false, version: 1, ...more },
});

describe("the facility's clock", () => {
  it('is shown and read wherever the phone is', () => {
    expect(houseTime('2026-11-20T15:30:00Z')).toBe('2026-11-21T00:30');
    expect(fromHouse('2026-11-21', '00:30')).toBe('2026-11-20T15:30:00.000Z');
    expect(fromHouse('', '00:30')).toBeNull();
    expect(fromHouse('2026-11-21', '')).toBeNull();
    expect(fromHouse('2026-13-21', '10:00')).toBeNull();
  });
});

describe('a rest', () => {
  it('lasts until the day of the facility ends, and never shorter than the server takes', () => {
    expect(restUntil('open', NOW)).toBeNull();
    expect(restUntil('hours', NOW)).toBe(new Date(NOW + 2 * HOUR).toISOString());
    expect(restUntil('week', NOW)).toBe(new Date(NOW + 168 * HOUR).toISOString());
    const noon = Date.parse('2026-11-20T12:00:00+09:00');
    expect(restUntil('day', noon)).toBe('2026-11-20T15:00:00.000Z');
    expect(Date.parse(restUntil('day', NOW) ?? '') - NOW).toBeGreaterThanOrEqual(5 * 60_000);
  });

  it('is offered after a heavy talk, with or without an answer of the server, and not to somebody who rests', () => {
    expect(restOffer({ heaviness: 'usual' }, null, NOW)).toBeNull();
    expect(restOffer({ heaviness: 'heavy' }, null, NOW)?.until).toBe(new Date(NOW + 2 * HOUR).toISOString());
    const until = '2026-11-20T18:00:00.000Z';
    const heavy = { kind: 'heavy_talk' as const, rest_until: until };
    expect(restOffer({}, capacity({ advice: [heavy] }), NOW)).toEqual({ why: 'heavy_talk', until });
    expect(restOffer({ heaviness: 'heavy' }, capacity({}), NOW)).toBeNull();
    const resting = capacity({ advice: [heavy], resting: true });
    expect(restOffer({ heaviness: 'heavy' }, resting, NOW)).toBeNull();
  });
});

describe('an own limit', () => {
  it("goes down in steps and never beyond the facility's", () => {
    expect(stepped('talks_a_day', 2, house, true)).toBe(1);
    expect(stepped('talks_a_day', 1, house, true)).toBe(1);
    expect(stepped('talks_a_day', 2, house, false)).toBe(2);
    expect(stepped('minutes_a_week', 120, house, true)).toBe(105);
    expect(stepped('minutes_a_week', 110, house, false)).toBe(120);
    expect(stepped('minutes_a_week', 15, house, true)).toBe(15);
  });

  it('is gentler when the rest between talks is longer', () => {
    expect(stepped('gap', 1800, house, true)).toBe(2400);
    expect(stepped('gap', 2400, house, false)).toBe(1800);
    expect(stepped('gap', 1800, house, false)).toBe(1800);
    expect(stepped('gap', 4 * 3600, house, true)).toBe(4 * 3600);
  });

  it("is none where it is the facility's own number", () => {
    expect(ownLimit('talks_a_day', 2, house)).toBeNull();
    expect(ownLimit('talks_a_day', 1, house)).toBe(1);
  });

  it('has a word for the week, from room to enough', () => {
    const words = [0, 95, 96, 119, 120, 149, 150, 999].map((minutes) => fullness(minutes, 120));
    expect(words).toEqual(['room', 'room', 'near', 'near', 'guide', 'guide', 'full', 'full']);
  });
});

describe('the word for the own week', () => {
  it('is enough when the server says so, with an own guide earlier than with the one of the facility', () => {
    const limit = { kind: 'week_full' as const, until: null };
    expect(weekOf(capacity({ minutes_this_week: 60, now: { ...house, minutes_a_week: 60 }, limit }))).toBe(
      'full',
    );
    expect(weekOf(capacity({ minutes_this_week: 125, limit }))).toBe('full');
    expect(weekOf(capacity({ minutes_this_week: 150 })), 'never enough before the server asks no more').toBe(
      'guide',
    );
    expect(weekOf(capacity({ minutes_this_week: 20 }))).toBe('room');
  });
});

const consultation = (more: Partial<Consultation>): Consultation => ({
  ...{ consultation_id: 'c', supporter: { person_id: 'p', nickname: 'そら' }, about: 'talk' as const },
  ...{ state: 'asked' as const, asked_at: '2026-11-20T00:00:00Z', due_on: '2026-11-27', overdue: false },
  ...{ times: [], month: null, words: null, agreed_at: null, with: null, held: null, take_home: null },
  ...{ version: 1, ...more },
});

describe('a consultation', () => {
  const later = new Date(NOW + HOUR).toISOString();
  const before = new Date(NOW - HOUR).toISOString();
  it.each<[string, Partial<Consultation>, ReturnType<typeof standing>]>([
    ['waits', {}, 'asked'],
    ['waits too long', { overdue: true }, 'late'],
    ['has times', { state: 'offered', times: [before, later] }, 'offered'],
    ['has only times that have passed', { state: 'offered', times: [before] }, 'asked'],
    ['is agreed', { state: 'agreed', agreed_at: later }, 'agreed'],
    ['should have been', { state: 'agreed', agreed_at: before }, 'met'],
    ['was held', { state: 'closed', held: true }, 'held'],
    ['was not needed', { state: 'closed', held: false }, 'not_held'],
  ])('%s', (_, more, word) => {
    expect(standing(consultation(more), NOW)).toBe(word);
  });

  it('is one at a time, besides those at fixed months', () => {
    expect(mayAsk([])).toBe(true);
    expect(mayAsk([consultation({})])).toBe(false);
    expect(mayAsk([consultation({ state: 'closed' }), consultation({ about: 'checkpoint' })])).toBe(true);
  });

  it('takes words home for thirty days after it was held', () => {
    const held = { state: 'closed' as const, held: true, agreed_at: before };
    expect(canAddTakeHome(consultation(held), NOW)).toBe(true);
    expect(canAddTakeHome(consultation({ ...held, take_home: 'a' }), NOW)).toBe(false);
    expect(canAddTakeHome(consultation({ ...held, held: false }), NOW)).toBe(false);
    expect(canAddTakeHome(consultation(held), NOW + 31 * 24 * HOUR)).toBe(false);
  });
});

describe('times that staff offer', () => {
  it('begin with the next working day', () => {
    expect(firstTimes(new Date('2026-11-20T03:00:00Z'))).toMatchObject({
      day1: '2026-11-23',
      time1: '14:00',
    });
    expect(firstTimes(new Date('2026-11-23T03:00:00Z')).day1).toBe('2026-11-24');
  });

  it('are to come, different, and complete; empty rows are none', () => {
    const rows = {
      day1: '2026-11-24',
      time1: '14:00',
      day2: '',
      time2: '',
      day3: '2026-11-24',
      time3: '14:00',
    };
    expect(timesOf(rows, [1, 2], NOW)).toEqual({ times: ['2026-11-24T05:00:00.000Z'], wrong: {} });
    expect(timesOf(rows, [1, 2, 3], NOW).wrong).toEqual({ day3: 'scTimeTwice' });
    expect(timesOf({ ...rows, day1: '2026-11-20' }, [1], NOW).wrong).toEqual({ day1: 'scTimePast' });
    expect(timesOf({ ...rows, time1: '' }, [1], NOW).wrong).toEqual({ day1: 'scNeedTime' });
  });
});

describe('a certificate', () => {
  const bytes = (...parts: (number | string)[]): Uint8Array =>
    Uint8Array.from(
      parts.flatMap((part) =>
        typeof part === 'number' ? [part] : [...part].map((one) => one.charCodeAt(0)),
      ),
    );
  it.each<[string, Uint8Array, number, ReturnType<typeof fileProblem>]>([
    ['JPEG', bytes(0xff, 0xd8, 0xff, 0xe0), 900, null],
    ['PNG', bytes(0x89, 'PNG'), 900, null],
    ['WebP', bytes('RIFF', 1, 2, 3, 4, 'WEBP'), 900, null],
    ['PDF', bytes('%PDF-1.7'), LARGEST_FILE, null],
    ['a larger PDF', bytes('%PDF-1.7'), LARGEST_FILE + 1, 'fileLarge'],
    ['nothing', bytes(), 0, 'fileEmpty'],
    ['a page with the name of a picture', bytes('<html>'), 900, 'fileKind'],
    ['a sound in a RIFF', bytes('RIFF', 1, 2, 3, 4, 'WAVE'), 900, 'fileKind'],
  ])('%s', (_, begin, size, answer) => {
    expect(fileProblem(begin, size)).toBe(answer);
  });
});

describe('a training', () => {
  const form = {
    kind: 'basic' as const,
    title: ' 基礎 ',
    held_on: '2026-11-01',
    hours: '１２．５',
    expires_on: '',
  };

  it('has hours in halves, however they are typed', () => {
    expect(['12', '0.5', '１２．５', '1,5', '200'].map(hoursOf)).toEqual([12, 0.5, 12.5, 1.5, 200]);
    expect(['', '0.3', '-1', '200.5', 'a'].map(hoursOf)).toEqual([null, null, null, null, null]);
  });

  it('says beside which field what is missing', () => {
    expect(wrongInTraining(form, '2026-11-20')).toEqual({});
    expect(trainingOf(form)).toEqual({ ...form, title: '基礎', hours: 12.5, expires_on: null });
    expect(wrongInTraining({ ...form, title: ' ', held_on: '', hours: 'x' }, '2026-11-20')).toEqual({
      ...{ title: 'needTitle', held_on: 'needDay', hours: 'needHoursOk' },
    });
    expect(wrongInTraining({ ...form, held_on: '2026-11-21' }, '2026-11-20').held_on).toBe('dayAhead');
    expect(wrongInTraining({ ...form, expires_on: '2026-11-01' }, '2026-11-20').expires_on).toBe(
      'expiresAfter',
    );
  });

  it('leads to a stage that knows of a rest without an end', () => {
    const rests = (resting: boolean, resting_until: string | null) => ({ resting, resting_until });
    expect(shownStage('supporter', null)).toBe('supporter');
    expect(shownStage('supporter', rests(true, null))).toBe('paused');
    expect(shownStage('supporter', rests(true, '2026-11-20T10:00:00Z'))).toBe('supporter');
    expect(shownStage('trainee', rests(true, null))).toBe('trainee');
  });

  it('that is missing keeps its hours', () => {
    const needed = [
      { kind: 'basic' as const, hours: 12 },
      { kind: 'visit' as const, hours: 0 },
    ];
    expect(missingOf({ needed }, ['visit'])).toEqual([{ kind: 'visit', hours: 0 }]);
  });
});

describe('the cards', () => {
  it('have every text they point at, at least eight phrases and six lessons that explain each choice', () => {
    const known = Object.keys(cards);
    expect(PHRASES.length).toBeGreaterThanOrEqual(8);
    expect(LESSONS.length).toBeGreaterThanOrEqual(6);
    const wanted = [
      ...PHRASES.flatMap(({ id }) => [id, `${id}When`, `${id}Why`]),
      ...LESSONS.flatMap(({ id, choices }) => [
        ...[id, `${id}Scene`],
        ...choices.flatMap((choice) => [`${id}${choice}`, `${id}${choice}Why`]),
      ]),
    ];
    expect(known.filter((key) => /^[bl]\d/.test(key)).sort()).toEqual([...wanted].sort());
    for (const one of [...PHRASES, ...LESSONS]) expect(one.after.length).toBeGreaterThan(0);
    for (const { choices } of LESSONS) expect([2, 3]).toContain(choices.length);
  });
});

describe('a log', () => {
  const today = localDate();
  let api: FakeApi;
  let tab: Tab;
  vi.setConfig({ testTimeout: 30_000 });
  beforeEach(async () => {
    api = new FakeApi();
    api.cookie = anna;
    tab = await new Phone(api).openTab();
    await tab.session.start();
  });
  afterEach(closeTabs);
  const onServer = () => [...api.model.things.keys()].filter((path) => path.startsWith('/selfcare_logs/'));

  it('is there at once without a network, and arrives once', async () => {
    api.down = true;
    const id = await tab.care.saveLog({ energy: 2, kind_thing: 'お茶' });
    const [before] = await tab.care.logsBetween(today, today);
    expect(before).toMatchObject({
      log_id: id,
      about: 'day',
      energy: 2,
      kind_thing: 'お茶',
      sync: 'waiting',
    });
    api.down = false;
    dispatchEvent(new Event('online'));
    await soon(() => tab.data.unsent.value === 0);
    expect(onServer()).toEqual([`/selfcare_logs/${id}`]);
    expect((await tab.care.logsBetween(today, today))[0]?.sync).toBe('saved');
  });

  it('that was deleted comes back within ten seconds', async () => {
    const id = await tab.care.saveLog({ sleep: 3 });
    await soon(() => tab.data.unsent.value === 0);
    await tab.care.removeLog(id);
    expect(await tab.care.logsBetween(today, today)).toEqual([]);
    expect(await tab.care.undoRemoveLog(id)).toBe(true);
    expect((await tab.care.logsBetween(today, today)).length).toBe(1);
  });

  it('that the server does not take lies in the tray with its words', async () => {
    await tab.care.saveLog({ note: 'a!', kind_thing: 'お茶' });
    await soon(() => tab.data.tray.value.length === 1);
    expect(tab.data.tray.value[0]).toMatchObject({ kind: 'selfcare_logs', text: 'a!\nお茶' });
  });

  it('of a talk: the last word counts, is among the logs at once, and its talk asks no more', async () => {
    api.down = true;
    await tab.care.saveAftercare('t1', { heaviness: 'usual' }, 'after/t1');
    await tab.care.saveAftercare('t1', { heaviness: 'heavy', energy: 1 }, 'after/t1');
    expect(tab.data.unsent.value).toBe(1);
    expect(await tab.care.aftercareOf('t1')).toBeNull();
    const [waiting] = await tab.care.logsBetween(today, today);
    expect(waiting).toMatchObject({ log_id: 't1', about: 'talk', heaviness: 'heavy', sync: 'waiting' });
    expect(await tab.care.doneTalks()).toEqual(['t1']);
    api.down = false;
    dispatchEvent(new Event('online'));
    await soon(() => tab.data.unsent.value === 0);
    expect(api.log.filter((line) => line === 'put /talks/t1/aftercare').length).toBeGreaterThan(0);
    expect(api.answers.get('/talks/t1/aftercare')).toMatchObject({ heaviness: 'heavy', energy: 1 });
    const answer = await tab.care.aftercareOf('t1');
    expect(answer?.capacity.advice.map(({ kind }) => kind)).toEqual(['heavy_talk']);
    expect((await tab.care.logsBetween(today, today))[0]).toMatchObject({ log_id: 't1', sync: 'saved' });
  });
});
