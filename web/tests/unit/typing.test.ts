/** What was typed last is there again although the disk never got it, for its own form and until it is saved, dropped or wiped. */
import 'fake-indexeddb/auto';
import { beforeEach, expect, it, vi } from 'vitest';
import { draft, dropDraft, keepDraft } from '../../src/data/drafts';
import { reduce } from '../../src/data/journey';
import { apply, wipe } from '../../src/data/store';
import { held, hold } from '../../src/data/typing';

beforeEach(() => {
  const items = new Map<string, string>();
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
    clear: () => items.clear(),
  });
});

it('is there again when the page went before the disk had it', async () => {
  await keepDraft('x', { words: 'あ' });
  hold('nobody/x', { words: 'あい' });

  expect(await draft('x')).toEqual({ words: 'あい' });
  expect(await draft('y')).toBeUndefined();
  await vi.waitFor(() => expect(held('nobody/x')).toBeFalsy());
  expect(await draft('x')).toEqual({ words: 'あい' });
});

it('is let go of as soon as the disk has it, and not before the newest', async () => {
  const first = hold('nobody/x', 'あ');
  const second = hold('nobody/x', 'あい');
  first();
  expect(held('nobody/x')).toBe('あい');
  second();
  expect(held('nobody/x')).toBeFalsy();
});

it('does not come back when it was dropped, saved or wiped', async () => {
  const entry = { id: '1', object: 'checkins/1', kind: 'checkins', action: 'create', body: {}, at: 0 };
  for (const done of [
    () => dropDraft('x'),
    () => apply('p', { type: 'add', entry } as never, reduce, undefined, 'nobody/x'),
    () => wipe('p', true),
  ]) {
    await keepDraft('x', 'あ');
    hold('nobody/x', 'あい');
    await done();
    expect(await draft('x')).toBeUndefined();
  }
});

it('costs nothing where a tab may keep nothing', async () => {
  vi.stubGlobal('sessionStorage', undefined);
  await keepDraft('x', 'あ');
  expect(await draft('x')).toBe('あ');
  await dropDraft('x');
});
