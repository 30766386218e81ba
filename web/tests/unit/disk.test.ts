/** The same schedules on a real IndexedDB, closed behind the app's back now and then. Fewer, because each step is a transaction. */
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { closeDatabase } from '../../src/data/idb';
import { reduce } from '../../src/data/journey';
import { apply, entriesOf, rowAt } from '../../src/data/store';
import { type Disk, World } from './sim/world';

const schedules = Number(process.env.DISK_SCHEDULES ?? 150);

it(`keeps everything exactly once in IndexedDB (${schedules} schedules)`, async () => {
  const tape = fc.array(fc.nat({ max: 0x7fff }), { minLength: 20, maxLength: 120, size: 'max' });
  await fc.assert(
    fc.asyncProperty(tape, async (numbers) => {
      vi.stubGlobal('indexedDB', new IDBFactory());
      await closeDatabase();
      let steps = 0;
      const disk: Disk = {
        apply: async (happening, copy) => {
          steps += 1;
          if (steps % 17 === 0) await closeDatabase();
          return apply('p', happening, reduce, copy);
        },
      };
      const world = new World(disk, numbers);
      expect(await world.live()).toEqual([]);
      expect(await entriesOf('p')).toEqual([]);
      const kept = Object.fromEntries([...world.server.things].map(([path, { value }]) => [path, value]));
      expect(kept).toEqual(Object.fromEntries(world.expected));
      for (const path of world.server.things.keys()) {
        expect((await rowAt(path))?.value).toMatchObject(world.expected.get(path) ?? {});
      }
    }),
    { numRuns: schedules },
  );
}, 300_000);
