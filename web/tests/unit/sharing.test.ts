/** What is said of a showing, what is shown again after a stop, and what staff may see in need. */
import { describe, expect, it } from 'vitest';
import {
  againOf,
  audienceOf,
  isLastDay,
  minutesLeft,
  openLook,
  showsOf,
  split,
  turned,
  waiting,
  whatKey,
  whoOf,
} from '../../src/data/sharing-rules';
import type { Audience, Grant, Look, Openness, Paper, Shows } from '../../src/data/sharing-types';
import { stateText } from '../../src/screens/sharing/words';
import { plain } from '../../src/texts/ruby';

const TODAY = '2026-11-26';
const mori = { person_id: 'mori', nickname: 'もり' };
const kawa = { person_id: 'kawa', nickname: 'かわ' };
const staff = (...people: Audience['people']): Audience => ({
  ...{ kind: 'staff', gathering_id: null, gathering_title: null, people },
});
const grant = (more: Partial<Grant> = {}): Grant => ({
  ...{ share_grant_id: 'one', shows: 'mood', checkin_id: null, from: '2026-11-20', until: '2026-12-03' },
  ...{ to: staff(mori, kawa), live: true, created_at: '2026-11-20T01:00:00Z', ended_at: null },
  ...more,
});
const says = (more: Partial<Grant>) => plain(stateText(grant(more)));

describe('a showing', () => {
  it('says who can see what until when', () => {
    expect(says({})).toBe('もりさんたち職員が、12月3日まで、気分だけを見られます。');
    expect(says({ to: staff(mori) })).toBe('職員のもりさんが、12月3日まで、気分だけを見られます。');
    expect(says({ to: staff() })).toBe('職員が、12月3日まで、気分だけを見られます。');
    expect(says({ to: { ...staff(kawa), kind: 'person' }, shows: 'note' })).toBe(
      'かわさんが、12月3日まで、気分とことばとメモを見られます。',
    );
    const led: Audience = { ...staff(kawa), kind: 'gathering', gathering_id: 'g', gathering_title: 'お茶' };
    expect(says({ to: led, shows: 'wins' })).toBe(
      '「お茶」をひらくかわさんたちが、12月3日まで、できたことを見られます。',
    );
    expect(whoOf({ ...led, people: [] }).key).toBe('whoGathering');
  });

  it('of one entry never sounds like all of them', () => {
    const depths: Shows[] = ['mood', 'words', 'note'];
    for (const shows of depths) {
      expect(says({ shows, checkin_id: 'c' })).toContain('1つのきろく');
      expect(says({ shows })).not.toContain('1つのきろく');
    }
    expect(whatKey({ shows: 'words', checkin_id: null })).toBe('all_words');
  });

  it('that was stopped is shown again to the same people until the same day', () => {
    expect(againOf(grant(), TODAY)).toEqual({
      ...{ shows: 'mood', checkin_id: null, from: '2026-11-20', until: '2026-12-03', to: { kind: 'staff' } },
    });
    const one = grant({ checkin_id: 'c', shows: 'words', to: { ...staff(mori), kind: 'person' } });
    expect(againOf(one, TODAY)).toMatchObject({
      ...{ checkin_id: 'c', from: null, to: { kind: 'person', person_id: 'mori' } },
    });
    const led: Audience = { ...staff(), kind: 'gathering', gathering_id: 'g', gathering_title: 'お茶' };
    expect(againOf(grant({ to: led }), TODAY).to).toEqual({ kind: 'gathering', gathering_id: 'g' });
    // What the server would not take any more is not asked for.
    expect(againOf(grant({ from: '2026-01-01' }), TODAY).from).toBe('2026-05-30');
    expect(againOf(grant({ until: '2026-11-25' }), TODAY).until).toBeNull();
  });

  it('is live or over as the server says', () => {
    const { live, past } = split([grant(), grant({ share_grant_id: 'two', live: false })]);
    expect([live.length, past.length]).toEqual([1, 1]);
    expect(past[0]?.share_grant_id).toBe('two');
  });
});

describe('the way to a showing', () => {
  it('takes only what can be shown, and to whom', () => {
    expect(showsOf('note', true)).toBe('note');
    expect(showsOf('wins', true)).toBeNull();
    expect(showsOf('wins', false)).toBe('wins');
    expect(showsOf('everything', false)).toBeNull();
    expect(audienceOf('staff')).toEqual({ kind: 'staff' });
    expect(audienceOf('person:p')).toEqual({ kind: 'person', person_id: 'p' });
    expect(audienceOf('gathering:g')).toEqual({ kind: 'gathering', gathering_id: 'g' });
    for (const wrong of [undefined, '', 'person', 'person:', 'everybody', 'gathering:'])
      expect(audienceOf(wrong)).toBeNull();
  });

  it('ends on a day from today to the 180th', () => {
    expect(isLastDay(TODAY, TODAY)).toBe(true);
    expect(isLastDay('2027-05-25', TODAY)).toBe(true);
    expect(isLastDay('2027-05-26', TODAY)).toBe(false);
    expect(isLastDay('2026-11-25', TODAY)).toBe(false);
    expect(isLastDay('', TODAY)).toBe(false);
  });
});

describe('what staff see in need', () => {
  const open: Openness = { checkins: true, notes: true, comfort_plan: true, version: 3 };

  it('never has notes without the rest, and can be nothing at all', () => {
    expect(turned(open, 'checkins', false)).toEqual({ checkins: false, notes: false, comfort_plan: true });
    const closed = { ...open, checkins: false, notes: false };
    expect(turned(closed, 'notes', true)).toEqual({ checkins: true, notes: true, comfort_plan: true });
    expect(turned({ ...open, notes: false }, 'checkins', true).notes).toBe(false);
    expect(turned(closed, 'comfort_plan', false)).toEqual({
      ...{ checkins: false, notes: false, comfort_plan: false },
    });
  });

  it('is open for whoever opened it, for that person, until it ends', () => {
    const now = Date.parse('2026-11-26T01:00:00Z');
    const look: Look = {
      ...{ break_glass_id: 'b', person: kawa, opened_by: mori, reason: 'x', closed_at: null },
      ...{ opened_at: '2026-11-26T00:50:00Z', until: '2026-11-26T01:20:00Z' },
      ...{ reviewed_by: null, reviewed_at: null },
    };
    expect(openLook([look], 'mori', 'kawa', now)).toBe(look);
    expect(openLook([look], 'kawa', 'kawa', now)).toBeNull();
    expect(openLook([look], 'mori', 'mori', now)).toBeNull();
    expect(openLook([look], 'mori', 'kawa', Date.parse(look.until))).toBeNull();
    expect(openLook([{ ...look, closed_at: look.opened_at }], 'mori', 'kawa', now)).toBeNull();
    expect(minutesLeft(look.until, now)).toBe(20);
    expect(minutesLeft(look.until, Date.parse(look.until) - 1)).toBe(1);
  });
});

describe('a paper card', () => {
  it('waits for a nod, the oldest first', () => {
    const paper = (checkin_id: string, nodded_at: string | null): Paper => ({
      ...{ checkin_id, by: mori, at: '2026-11-26T01:00:00Z', nodded_at },
    });
    const found = waiting([paper('new', null), paper('done', '2026-11-26T02:00:00Z'), paper('old', null)]);
    expect(found.map((one) => one.checkin_id)).toEqual(['old', 'new']);
  });
});
