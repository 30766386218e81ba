import { describe, expect, it } from 'vitest';
import { offline } from '../../src/api/problem';
import type { TalkRequest } from '../../src/data/asking';
import {
  type Asking,
  asking,
  HEARD_WITHIN,
  lookAgainIn,
  shown,
  type TalkNow,
} from '../../src/data/talk-rules';
import { type Slot, slotNow, slotProblem, waysOf, withPlaces } from '../../src/screens/support/plan-rules';
import type { Settings } from '../../src/staff/talk/api';
import { formOf, settingsOf, wrongIn } from '../../src/staff/talk/settings-form';

const NOON = Date.parse('2026-11-20T12:00:00+09:00');
const at = (minutes: number): string => new Date(NOON + minutes * 60_000).toISOString();

const person = (nickname: string, until: number) => ({
  person_id: nickname,
  nickname,
  words: '',
  style: 'talk' as const,
  modes: ['in_person' as const],
  topics: [],
  shared_topics: [],
  talked_before: false,
  until: at(until),
});

const copy: TalkNow = {
  as_of: at(0),
  fresh_until: at(20),
  rungs: [
    { kind: 'now', supporters: [person('そら', 20), person('ゆず', 60)] },
    {
      kind: 'soon',
      supporters: [
        {
          person_id: 'けい',
          nickname: 'けい',
          style: 'listen',
          modes: ['phone'],
          from: at(10),
          until: at(40),
        },
      ],
    },
    { kind: 'staff', here: true, until: at(30), from: null, place: '事務所', phone: '06-0000-0000' },
    { kind: 'helplines', resources: [] },
  ],
};

describe('an old copy of the ladder', () => {
  it('shows whoever still listens, in the order of the server', () => {
    expect(shown(copy, NOON).now.map((one) => one.nickname)).toEqual(['そら', 'ゆず']);
  });

  it('shows nobody whose time has passed, to the very moment', () => {
    const later = shown(copy, NOON + 20 * 60_000);
    expect(later.now.map((one) => one.nickname)).toEqual(['ゆず']);
    expect(shown(copy, NOON + 60 * 60_000).now).toEqual([]);
  });

  it('keeps a plan until its end and no longer', () => {
    expect(shown(copy, NOON + 39 * 60_000).soon).toHaveLength(1);
    expect(shown(copy, NOON + 40 * 60_000).soon).toHaveLength(0);
  });

  it('does not say that staff are there when their hours have ended since', () => {
    expect(shown(copy, NOON).staff).toMatchObject({ here: true, until: at(30) });
    expect(shown(copy, NOON + 31 * 60_000).staff).toEqual({
      here: false,
      until: null,
      from: null,
      place: '事務所',
      phone: '06-0000-0000',
    });
  });

  it('does not say that staff are away when their hours have begun since', () => {
    const closed: TalkNow = {
      ...copy,
      rungs: [{ kind: 'staff', here: false, until: null, from: at(15), place: '', phone: '' }],
    };
    expect(shown(closed, NOON).staff?.from).toBe(at(15));
    expect(shown(closed, NOON + 16 * 60_000).staff).toMatchObject({ here: false, from: null });
  });

  it('says its own time, and without a copy says nothing about anybody', () => {
    expect(shown(copy, NOON + 60_000).asOf).toBe(at(0));
    expect(shown(null, NOON)).toMatchObject({ now: [], soon: [], later: [], staff: null, asOf: null });
  });

  it('is asked for again when it says so, at least every minute, never in a storm', () => {
    expect(lookAgainIn(copy, NOON)).toBe(60_000);
    expect(lookAgainIn(copy, NOON + 20 * 60_000 - 9_000)).toBe(9_000);
    expect(lookAgainIn(copy, NOON + 60 * 60_000)).toBe(5_000);
    expect(lookAgainIn({ ...copy, fresh_until: '?' }, NOON)).toBe(5_000);
  });
});

describe('saying that one would like to talk', () => {
  const send = { type: 'send', body: 'a', key: 'k1', at: NOON, online: true } as const;
  const yes = { ok: true, status: 201, value: { talk_request_id: 'r' }, problem: offline };
  const silence = { ok: false, status: 0, value: undefined, problem: offline };
  const writing: Asking = { step: 'writing' };
  const sending = asking(writing, send);

  it('is known to be kept only when the server says so', () => {
    expect(sending).toMatchObject({ step: 'sending', key: 'k1' });
    const kept = asking(sending, { type: 'answer', key: 'k1', reply: yes });
    expect(kept).toEqual({ step: 'kept', request: { talk_request_id: 'r' } as TalkRequest });
  });

  it('is said to be unheard after ten seconds, not before', () => {
    expect(asking(sending, { type: 'tick', at: NOON + HEARD_WITHIN - 1 }).step).toBe('sending');
    expect(asking(sending, { type: 'tick', at: NOON + HEARD_WITHIN }).step).toBe('unheard');
    expect(HEARD_WITHIN).toBe(10_000);
  });

  it('is said to be unheard at once without a network, and when the server cannot', () => {
    expect(asking(writing, { ...send, online: false }).step).toBe('unheard');
    expect(asking(sending, { type: 'answer', key: 'k1', reply: silence }).step).toBe('unheard');
    expect(asking(sending, { type: 'answer', key: 'k1', reply: { ...silence, status: 503 } }).step).toBe(
      'unheard',
    );
  });

  it('is one wish when the same is sent again, and another one when it was changed', () => {
    const unheard = asking(sending, { type: 'tick', at: NOON + HEARD_WITHIN });
    expect(asking(unheard, { ...send, key: 'k2', at: NOON + 20_000 })).toMatchObject({
      step: 'sending',
      key: 'k1',
    });
    expect(asking(unheard, { ...send, body: 'b', key: 'k2' })).toMatchObject({ step: 'sending', key: 'k2' });
  });

  it('takes a late answer, and none that belongs to another wish', () => {
    const unheard = asking(sending, { type: 'tick', at: NOON + HEARD_WITHIN });
    expect(asking(unheard, { type: 'answer', key: 'k1', reply: yes }).step).toBe('kept');
    expect(asking(unheard, { type: 'answer', key: 'old', reply: yes }).step).toBe('unheard');
  });

  it('never sends twice at once, and starts anew after a refusal', () => {
    expect(asking(sending, { ...send, key: 'k2' })).toBe(sending);
    const problem = { type: 'asked-enough', title: '', status: 409 };
    const refused = asking(sending, {
      type: 'answer',
      key: 'k1',
      reply: { ...silence, status: 409, problem },
    });
    expect(refused).toEqual({ step: 'refused', problem });
    expect(asking(refused, { type: 'change' })).toEqual(writing);
    expect(asking(refused, { ...send, key: 'k3' })).toMatchObject({ step: 'sending', key: 'k3' });
  });
});

describe('a planned week', () => {
  const slot: Slot = {
    weekday: 'fr',
    starts_at: '13:00',
    ends_at: '15:00',
    modes: ['in_person'],
    style: 'talk',
  };

  it('offers its stretch from the first minute until five minutes before the end', () => {
    const friday = (time: string) => slotNow([slot], Date.parse(`2026-11-20T${time}:00+09:00`));
    expect(friday('12:59')).toBeNull();
    expect(friday('13:00')?.until).toEqual(new Date('2026-11-20T15:00:00+09:00'));
    expect(friday('14:54')).not.toBeNull();
    expect(friday('14:55')).toBeNull();
    expect(slotNow([slot], Date.parse('2026-11-21T13:30:00+09:00'))).toBeNull();
  });

  it('has stretches of at most four hours that do not overlap', () => {
    expect(slotProblem([], slot)).toBeNull();
    expect(slotProblem([], { ...slot, ends_at: '13:00' })).toBe('planTimes');
    expect(slotProblem([], { ...slot, ends_at: '17:01' })).toBe('planTimes');
    expect(slotProblem([], { ...slot, ends_at: '' })).toBe('planTimes');
    expect(slotProblem([slot], { ...slot, starts_at: '14:59', ends_at: '16:00' })).toBe('planOverlap');
    expect(slotProblem([slot], { ...slot, starts_at: '15:00', ends_at: '16:00' })).toBeNull();
    expect(slotProblem([slot], { ...slot, weekday: 'mo' })).toBeNull();
  });
});

describe('the settings of a facility, as a form', () => {
  const hours = (weekday: 'mo' | 'tu', ends_at = '16:00') => ({ weekday, starts_at: '09:00', ends_at });
  const settings: Settings = {
    topics: [{ topic_id: 'sleep', label: '眠れない夜のこと' }],
    staff_hours: [hours('mo'), hours('tu')],
    staff_place: '事務所',
    phone: '',
    quiet_hours: { starts_at: '21:00', ends_at: '08:00' },
    lunch: { starts_at: '12:00', ends_at: '13:00' },
    timers: { offer: 90, search: 600, staff: 300, no_show: 300, soft_end: 1800, hard_end: 3600 },
    caps: { talks_a_day: 2, minutes_a_week: 120, gap: 1800, first_talks: 5 },
    attempts_a_day: 3,
    version: 4,
  };
  const { version: _, ...kept } = settings;

  it('comes back as it was when nothing is changed, to the second', () => {
    expect(settingsOf(formOf(settings), settings, () => 'new')).toEqual(kept);
  });

  it('keeps the id of a topic that keeps its words', () => {
    const form = { ...formOf(settings), topics: 'はたらくこと\n\n眠れない夜のこと\n' };
    expect(settingsOf(form, settings, () => 'new').topics).toEqual([
      { topic_id: 'new', label: 'はたらくこと' },
      { topic_id: 'sleep', label: '眠れない夜のこと' },
    ]);
  });

  it('leaves hours that differ from day to day as they are', () => {
    const differ = { ...settings, staff_hours: [hours('mo'), hours('tu', '12:00')] };
    expect(settingsOf(formOf(differ), differ, () => 'new').staff_hours).toEqual(differ.staff_hours);
  });

  it('says which numbers cannot be', () => {
    expect(wrongIn(formOf(settings))).toEqual({});
    expect(
      wrongIn({ ...formOf(settings), search: '31', gap: '', talks_a_day: '1.5', hoursTo: '08:00' }),
    ).toEqual({
      search: 30,
      gap: 120,
      talks_a_day: 4,
      hoursTo: true,
    });
  });
});

describe('where a planned hour is', () => {
  const slot: Slot = {
    weekday: 'fr',
    starts_at: '13:00',
    ends_at: '15:00',
    modes: ['in_person', 'online'],
    style: 'listen',
    place: ' 2階 ',
    link: null,
  };

  it('keeps the place and the room that its ways need', () => {
    expect(withPlaces(slot)).toMatchObject({ place: '2階', link: null });
    const phone = withPlaces({ ...slot, modes: ['phone'], link: 'https://room.example' });
    expect(phone).toMatchObject({ place: null, link: null });
    expect(withPlaces({ ...slot, place: '  ' }).place).toBeNull();
  });

  it('is taken over by the tap that begins it, without a way that cannot be gone', () => {
    expect(waysOf(slot).modes).toEqual(['in_person']);
    const room = { ...slot, link: 'https://room.example' };
    expect(waysOf(room)).toEqual({ modes: slot.modes, place: slot.place, link: room.link });
    expect(waysOf({ ...slot, modes: ['online'] }).modes).toEqual(['online']);
  });
});
