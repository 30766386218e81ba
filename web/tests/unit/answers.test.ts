/**
 * Answers about a gathering under random schedules: lost requests, lost answers, doubles, killed tabs, server errors, and a
 * person who changes their mind while it is being sent. At the end nothing waits and the server holds the last word, once.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flush } from '../../src/data/flush';
import { reduce } from '../../src/data/journey';
import type { Draft } from '../../src/data/outbox';
import { problem, silence } from './sim/server';
import { MemoryDisk } from './sim/world';

const schedules = Number(process.env.SCHEDULES ?? 10_000) / 5;
const place = '/gatherings/g/occurrences/2026-11-25/participation';
const echo = { gathering_id: 'g', recurrence_id: '2026-11-25' };

class Killed extends Error {}

async function live(tape: readonly number[], reducer: typeof reduce) {
  const disk = new MemoryDisk(reducer);
  const wishes: string[] = [];
  const told: string[] = [];
  let [position, now] = [0, 1_000_000];
  const choose = (options: number) => (tape[position++] ?? 0) % options;

  async function wish(): Promise<void> {
    const withdraw = choose(3) === 2;
    wishes.push(withdraw ? `none ${wishes.length}` : `talk ${wishes.length}`);
    const body = withdraw ? {} : { mode: wishes[wishes.length - 1] };
    const entry: Draft = {
      ...{ id: `e${wishes.length}`, person: 'p', kind: 'participations', object: place, base: null, at: now },
      ...{ action: withdraw ? 'remove' : 'replace', body },
    };
    await disk.apply({ type: 'add', entry });
  }
  function arrive(method: string, body: unknown) {
    told.push(method === 'delete' ? 'none' : String((body as { mode: string }).mode));
    return method === 'delete'
      ? { ...silence, ok: true, status: 204 }
      : { ...silence, ok: true, status: 200, value: { ...echo, ...(body as object) } };
  }
  const tab = () => {
    let dead = false;
    const mayDie = () => {
      if (dead || choose(20) === 19) {
        dead = true;
        throw new Killed();
      }
    };
    return {
      apply: async (...happening: Parameters<typeof disk.apply>) => {
        mayDie();
        const entries = await disk.apply(...happening);
        mayDie();
        return entries;
      },
      send: async (
        method: string,
        _path: string,
        { body, etag }: { body?: unknown; etag?: string | null },
      ) => {
        expect([method, etag ?? null]).toEqual([method === 'delete' ? 'delete' : 'put', null]);
        if (choose(4) === 3) await wish();
        const fate = choose(9);
        if (fate === 4) return silence;
        if (fate === 6) return problem(500, 'internal');
        if (fate === 7) return problem(401, 'session-ended');
        const reply = arrive(method, body);
        if (fate === 8) arrive(method, body);
        mayDie();
        return fate === 5 ? silence : reply;
      },
      now: () => now,
      random: () => choose(100) / 100,
    };
  };
  const round = () => flush(tab()).catch((error) => (error instanceof Killed ? null : Promise.reject(error)));
  while (position < tape.length) {
    if (choose(2) === 0) await wish();
    if (choose(3) > 0) await round();
    now += choose(2) * 120_000;
  }
  for (let n = 0; n < 50; n++) {
    await round();
    now += 600_000;
  }
  const left = await disk.apply({ type: 'begin', now });
  return { left, told, wishes };
}

const tape = fc.array(fc.nat({ max: 0x7fff }), { minLength: 10, maxLength: 120, size: 'max' });

function judge(reducer: typeof reduce, numRuns: number, endOnFailure = false): Promise<void> {
  const property = fc.asyncProperty(tape, async (numbers) => {
    const { left, told, wishes } = await live(numbers, reducer);
    expect(left).toEqual([]);
    const last = wishes[wishes.length - 1];
    if (last !== undefined)
      expect(told[told.length - 1] ?? 'none').toBe(last.startsWith('none') ? 'none' : last);
    const order = told.filter((word) => word !== 'none').map((word) => Number(word.split(' ')[1]));
    expect(order).toEqual([...order].sort((a, b) => a - b));
  });
  return fc.assert(property, { numRuns, endOnFailure });
}

describe('answers under random schedules', () => {
  it(`end as the last word, in order, with nothing waiting (${schedules} schedules)`, async () => {
    await judge(reduce, schedules);
  }, 300_000);

  it('and the guard sees it when an answer given while another is on its way is let go', async () => {
    const seeded: typeof reduce = (entries, happening) =>
      happening.type === 'add' && entries.some((e) => e.state === 'sending')
        ? entries
        : reduce(entries, happening);
    await expect(judge(seeded, 2_000, true)).rejects.toThrow(/Property failed/);
  }, 120_000);
});
