/** The rules of the outbox one by one, where a schedule would only say that something is wrong. */
import { describe, expect, it } from 'vitest';
import { backOff } from '../../src/data/flush';
import { next, reduce } from '../../src/data/journey';
import { blend, type Draft, type Entry, type Happening, longestWait } from '../../src/data/outbox';

const draft = (id: string, object: string, action: Draft['action'], more: Partial<Draft> = {}): Draft => ({
  ...{ id, person: 'p', kind: 'checkins', object, action, body: {}, base: null, at: 0 },
  ...more,
});
const run = (...happenings: Happening[]): readonly Entry[] =>
  happenings.reduce(reduce, [] as readonly Entry[]);
const add = (...args: Parameters<typeof draft>): Happening => ({ type: 'add', entry: draft(...args) });
const problem = { type: 'invalid-body', title: '', status: 422 };
const base = { etag: '"7"', version: 7 };

describe('lanes', () => {
  it('sends the oldest first and lets other objects pass a waiting one', () => {
    const entries = run(add('a', '/1', 'create'), add('b', '/2', 'create'), {
      type: 'later',
      ...{ id: 'a', until: 5_000, firm: false },
    });
    expect(next(entries, 0).entry?.id).toBe('b');
    expect(next(entries, 5_000).entry?.id).toBe('a');
  });

  it('lets other objects pass one that needs attention', () => {
    const entries = run(add('a', '/1', 'create'), add('b', '/2', 'create'), {
      type: 'refused',
      id: 'a',
      problem,
    });
    expect(next(entries, 0).entry?.id).toBe('b');
  });

  it('does not wait for ever when the clock is set back', () => {
    const entries = run(add('a', '/1', 'create'), {
      type: 'later',
      id: 'a',
      until: 10 * longestWait,
      firm: true,
    });
    expect(next(entries, 0).entry?.id).toBe('a');
  });

  it('shortens a wait when the network is back, but not what the server asked for', () => {
    const soft = run(
      add('a', '/1', 'create'),
      { type: 'later', id: 'a', until: 9_000, firm: false },
      { type: 'hurry' },
    );
    const firm = run(
      add('a', '/1', 'create'),
      { type: 'later', id: 'a', until: 9_000, firm: true },
      { type: 'hurry' },
    );
    expect(next(soft, 0).entry?.id).toBe('a');
    expect(next(firm, 0)).toEqual({ entry: null, wake: 9_000 });
  });
});

describe('edits', () => {
  it('join a create that never left the phone', () => {
    const entries = run(
      add('a', '/1', 'create', { body: { mood: 1 } }),
      add('b', '/1', 'edit', { body: { mood: 2 } }),
    );
    expect(entries.map((e) => e.body)).toEqual([{ mood: 2 }]);
  });

  it('never join a create in flight, and build on its acknowledgement', () => {
    const sending = run(add('a', '/1', 'create'), { type: 'send', id: 'a' }, add('b', '/1', 'edit'));
    expect(sending).toHaveLength(2);
    expect(reduce(sending, { type: 'done', id: 'a', base })).toMatchObject([{ id: 'b', base }]);
  });

  it('are not taken for sent when an answer is about the words before them', () => {
    const grown = run(
      add('a', '/1', 'create', { body: { note: 'long' } }),
      { type: 'send', id: 'a' },
      { type: 'refused', id: 'a', problem, sent: { note: 'long' } },
      add('b', '/1', 'edit', { body: { note: 'short' } }),
      { type: 'send', id: 'a' },
    );
    const late = { type: 'refused', id: 'a', problem, sent: { note: 'long' } } as const;
    const done = { type: 'done', id: 'a', base, sent: { note: 'long' } } as const;
    for (const answer of [late, done]) {
      expect(reduce(grown, answer)).toMatchObject([{ id: 'a', body: { note: 'short' }, state: 'queued' }]);
    }
    expect(reduce(grown, { ...done, sent: { note: 'short' } })).toEqual([]);
  });

  it('correct a refused entry, which is then tried again', () => {
    const refused = run(add('a', '/1', 'create', { body: { note: 'long' } }), {
      type: 'refused',
      id: 'a',
      problem,
    });
    expect(reduce(refused, add('b', '/1', 'edit', { body: { note: 'short' } }))).toMatchObject([
      { id: 'a', state: 'queued', body: { note: 'short' } },
    ]);
  });

  it('written while the refusal was on its way correct it too', () => {
    const entries = run(
      add('a', '/1', 'create', { body: { note: 'long', mood: 1 } }),
      { type: 'send', id: 'a' },
      add('b', '/1', 'edit', { body: { note: 'short' } }),
      { type: 'refused', id: 'a', problem },
    );
    expect(entries).toMatchObject([{ id: 'a', state: 'queued', body: { note: 'short', mood: 1 } }]);
  });

  it('stay in the tray while two versions wait for a decision', () => {
    const entries = run(
      add('a', '/1', 'edit', { body: { note: 'mine' } }),
      { type: 'conflict', id: 'a', problem, value: { note: 'theirs' }, base },
      add('b', '/1', 'edit', { body: { note: 'mine, longer' } }),
    );
    expect(entries).toMatchObject([{ state: 'attention', body: { note: 'mine, longer' } }]);
  });

  it('merge like RFC 7396', () => {
    expect(blend({ items: { a: 1, b: 2 }, note: 'x' }, { items: { a: null }, note: null }, false)).toEqual({
      ...{ items: { b: 2 }, note: null },
    });
    expect(blend({ items: { b: 2 } }, { items: { a: null } }, true)).toEqual({ items: { a: null, b: 2 } });
  });
});

describe('deletes', () => {
  const held = { notBefore: 10_000 };

  it('are held back, together with everything before them, and may be undone until then', () => {
    const entries = run(add('a', '/1', 'create'), add('b', '/1', 'remove', held));
    expect(next(entries, 0)).toEqual({ entry: null, wake: 10_000 });
    expect(reduce(entries, { type: 'undo', object: '/1', now: 9_999 })).toHaveLength(1);
    expect(reduce(entries, { type: 'undo', object: '/1', now: 10_000 })).toHaveLength(2);
  });

  it('once undone leave nothing between a refused text and its correction, written in a second window', () => {
    const entries = run(
      add('a', '/1', 'create', { body: { note: 'too long' } }),
      { type: 'send', id: 'a' },
      { type: 'refused', id: 'a', problem },
      add('b', '/1', 'remove', held),
      add('c', '/1', 'edit', { body: { note: 'short' } }),
      { type: 'undo', object: '/1', now: 9_999 },
    );
    expect(entries).toMatchObject([{ id: 'a', action: 'create', state: 'queued', body: { note: 'short' } }]);
    expect(next(entries, 0).entry?.id).toBe('a');
  });

  it('take a create that never left along, without a word to the server', () => {
    const entries = run(add('a', '/1', 'create'), add('b', '/1', 'remove', held), {
      type: 'begin',
      now: 10_000,
    });
    expect(entries).toEqual([]);
  });

  it('wait for a create that may have arrived', () => {
    const entries = run(
      add('a', '/1', 'create'),
      { type: 'send', id: 'a' },
      add('b', '/1', 'edit'),
      add('c', '/1', 'remove', held),
      { type: 'begin', now: 10_000 },
    );
    expect(entries.map((e) => e.id)).toEqual(['a', 'c']);
  });

  it('wake the flusher behind a refused entry', () => {
    const entries = run(
      add('a', '/1', 'edit'),
      { type: 'refused', id: 'a', problem },
      add('b', '/1', 'remove', held),
    );
    expect(next(entries, 0).wake).toBe(10_000);
    expect(next(reduce(entries, { type: 'begin', now: 10_000 }), 10_000).entry?.id).toBe('b');
  });
});

describe('an outbox read again', () => {
  it('takes up what a dead tab had in flight', () => {
    expect(run(add('a', '/1', 'create'), { type: 'send', id: 'a' }, { type: 'begin', now: 0 })).toMatchObject(
      [{ state: 'queued', reached: true, tries: 1 }],
    );
  });

  it('keeps untouched entries as they are, so that only changes are written', () => {
    const entries = run(add('a', '/1', 'create'), add('b', '/2', 'create'));
    expect(reduce(entries, { type: 'send', id: 'a' })[1]).toBe(entries[1]);
    expect(reduce(entries, { type: 'begin', now: 0 })[0]).toBe(entries[0]);
  });
});

it('backs off with full jitter under a ceiling', () => {
  expect([0, 1, 3].map((tries) => backOff(tries, 1))).toEqual([1_000, 2_000, 8_000]);
  expect(backOff(40, 1)).toBe(300_000);
  expect(backOff(5, 0.5)).toBe(16_000);
});
