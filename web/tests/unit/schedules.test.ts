/**
 * Nothing written is lost or doubled: random schedules of lost requests, lost answers, doubles, late arrivals, killed tabs,
 * server errors, expired tokens and a person who keeps writing, against a model server.
 * `SCHEDULES` sets how many (10,000 by default); a failing one is shrunk and printed. The worlds are the same each time, so
 * that a change is judged and not the dice; `SEED=any` looks for new ones.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flush, type Port } from '../../src/data/flush';
import { reduce } from '../../src/data/journey';
import type { Entry } from '../../src/data/outbox';
import { MemoryDisk, type Rules, World } from './sim/world';

const schedules = Number(process.env.SCHEDULES ?? 10_000);
const seed = process.env.SEED === 'any' ? undefined : Number(process.env.SEED ?? 20_261_122);
const tape = fc.array(fc.nat({ max: 0x7fff }), { minLength: 20, maxLength: 250, size: 'max' });

/** Runs random worlds and judges the end of each. */
function always(
  runs: number,
  judge: (world: World, left: readonly Entry[]) => void,
  rules: Rules = {},
  reducer: typeof reduce = reduce,
  run: typeof flush = flush,
  endOnFailure = false,
): Promise<void> {
  const property = fc.asyncProperty(tape, async (numbers) => {
    const world = new World(new MemoryDisk(reducer), numbers, rules, run);
    judge(world, await world.live());
  });
  return fc.assert(property, { numRuns: runs, endOnFailure, ...(seed === undefined ? {} : { seed }) });
}

/** Everything written exists exactly once with its last words; what was deleted is gone; nothing waits. */
function exactlyOnce(world: World, left: readonly Entry[]): void {
  expect(left).toEqual([]);
  const kept = Object.fromEntries([...world.server.things].map(([path, { value }]) => [path, value]));
  expect(kept).toEqual(Object.fromEntries(world.expected));
  for (const count of world.server.creates.values()) expect(count).toBe(1);
  for (const notes of world.server.notes.values()) {
    const numbers = notes.map((note) => Number.parseInt(note, 10));
    expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
  }
}

/** With changes elsewhere: what is not on the server lies in the tray with its text, and no change elsewhere was passed over. */
function nothingLost(world: World, left: readonly Entry[]): void {
  for (const entry of left) expect(entry.state === 'attention' && entry.theirs !== null).toBe(true);
  for (const [path, body] of world.expected) {
    const arrived = world.server.notes.get(path)?.includes(String(body.note)) ?? false;
    const inTray = left.some((e) => e.object === path && e.body.note === body.note);
    expect(arrived || inTray).toBe(true);
  }
  for (const notes of world.server.notes.values()) {
    const theirs = notes.findIndex((note) => note.startsWith('elsewhere'));
    if (theirs >= 0) expect(notes.slice(theirs).every((note) => note.startsWith('elsewhere'))).toBe(true);
  }
}

describe('outbox under random schedules', () => {
  it(`keeps everything exactly once and in order (${schedules} schedules)`, async () => {
    const mishaps = new Map<string, number>();
    await always(schedules, (world, left) => {
      exactlyOnce(world, left);
      for (const [name, count] of world.mishaps) mishaps.set(name, (mishaps.get(name) ?? 0) + count);
    });
    for (const name of [
      'request lost',
      'answer lost',
      'doubled',
      'arrives late',
      '500',
      '503',
      '429',
      'token over',
      'killed',
    ]) {
      expect(mishaps.get(name) ?? 0, name).toBeGreaterThan(schedules / 20);
    }
    if (process.env.FIGURES) process.stdout.write(`${JSON.stringify(Object.fromEntries(mishaps))}\n`);
  }, 600_000);

  it('loses no text when another phone changes the same things', async () => {
    await always(schedules / 5, nothingLost, { elsewhere: true });
  }, 600_000);

  it('loses nothing where two tabs send at the same time', async () => {
    await always(schedules / 5, nothingLost, { noLocks: true });
  }, 600_000);
});

describe('the guard sees seeded bugs', () => {
  const caught = (
    reducer: typeof reduce,
    run: typeof flush = flush,
    judge = exactlyOnce,
    rules: Rules = {},
  ): Promise<void> =>
    expect(always(2_000, judge, rules, reducer, run, true)).rejects.toThrow(/Property failed/);

  it('an entry removed before the acknowledgement', async () => {
    await caught((entries, happening) =>
      happening.type === 'later' ? entries.filter((e) => e.id !== happening.id) : reduce(entries, happening),
    );
  }, 120_000);

  it('an edit merged into a create that may already have left', async () => {
    await caught((entries, happening) =>
      happening.type === 'add'
        ? reduce(
            entries.map((e) => ({ ...e, reached: false })),
            happening,
          )
        : reduce(entries, happening),
    );
  }, 120_000);

  it('a sender that died never taken up again', async () => {
    await caught((entries, happening) =>
      happening.type === 'begin'
        ? reduce(
            entries.filter((e) => e.state !== 'sending'),
            happening,
          )
        : reduce(entries, happening),
    );
  }, 120_000);

  it('an edit sent again without asking whether it arrived', async () => {
    const rash: typeof flush = (port: Port) =>
      flush({
        ...port,
        send: (method, path, sending) =>
          method === 'get' ? Promise.resolve({ ...lost }) : port.send(method, path, sending),
      });
    await caught(reduce, rash);
  }, 120_000);

  it('an edit that takes the newest ETag and so writes over a change made elsewhere', async () => {
    const rude: typeof flush = (port) =>
      flush({
        ...port,
        send: async (method, path, sending) => {
          const etag = method === 'patch' ? (await port.send('get', path, {})).etag : sending.etag;
          return port.send(method, path, { ...sending, etag });
        },
      });
    await caught(reduce, rude, nothingLost, { elsewhere: true });
  }, 120_000);
});

const lost = {
  ...{ ok: false, status: 404, value: undefined, etag: null, retryAfter: null },
  problem: { type: 'not-found', title: '', status: 404 },
};
