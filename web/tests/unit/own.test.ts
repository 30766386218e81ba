import { describe, expect, it } from 'vitest';
import { callTheNameless, nameTheNameless } from '../../src/api/names';
import { screenOf } from '../../src/data/notice-rules';
import { goesOf, staysOf } from '../../src/screens/own/rules';
import { read, written } from '../../src/staff/trail/kept';
import { fill } from '../../src/texts';

describe('what goes and what stays', () => {
  it('is summed by what people call it, and nothing is a line of its own', () => {
    const found = [
      { what: 'checkins', count: 12 },
      { what: 'deleted_checkins', count: 3 },
      { what: 'own_words', count: 1 },
      { what: 'own_questions', count: 1 },
      { what: 'wins', count: 0 },
      { what: 'me', count: 1 },
    ];
    expect(goesOf(found)).toEqual([
      { kind: 'p_me', count: 1 },
      { kind: 'p_checkins', count: 12 },
      { kind: 'p_lists', count: 2 },
    ]);
  });

  it('says of a talk that it stays, from both sides', () => {
    const found = [
      { what: 'talks_asked_for', count: 2 },
      { what: 'talks_held', count: 5 },
      { what: 'participations', count: 4 },
    ];
    expect(staysOf(found)).toEqual([
      { kind: 's_gatherings', count: 4 },
      { kind: 's_talks', count: 7 },
    ]);
  });
});

describe('a kept number', () => {
  const head = { seq: 1234, hash: 'ab'.repeat(32), at: '2026-11-22T09:00:00.000+09:00' };

  it('is read as it was written, also by a program that ends lines otherwise', () => {
    expect(read(written(head))).toEqual({ seq: 1234, hash: head.hash });
    expect(read(written(head).replaceAll('\n', '\r\n'))).toEqual({ seq: 1234, hash: head.hash });
  });

  it('is nothing else', () => {
    for (const text of [
      '',
      'seq 1',
      `seq x\nhash ${head.hash}`,
      `seq 1\nhash ${head.hash.slice(1)}`,
      `seq 1\nhash ${'Z'.repeat(64)}`,
    ])
      expect(read(text)).toBeNull();
  });
});

it('the notice of the week leads to who looked', () => {
  const notice = { kind: 'looks_weekly', subject_id: null, recurrence_id: null } as const;
  expect(screenOf(notice, { roles: ['member'], ownTalk: null })).toBe('/own/looks');
});

it('whoever was erased is called so, wherever they stand, and without さん', () => {
  const answer = {
    items: [{ by: { person_id: 'x', nickname: '' } }, { by: { person_id: 'y', nickname: 'けい' } }],
    nickname: '',
  };
  callTheNameless(() => '（退会した人）\u2060');
  nameTheNameless(answer);
  const [gone, kei] = answer.items.map((one) => fill('{name}さんが見ました。', { name: one.by.nickname }));
  expect(gone?.replace('\u2060', '')).toBe('（退会した人）が見ました。');
  expect(kei).toBe('けいさんが見ました。');
  expect(answer.nickname, 'nobody').toBe('');
});
