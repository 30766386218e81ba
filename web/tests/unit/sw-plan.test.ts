/** What the service worker keeps, fetches and throws away. */
import { describe, expect, it } from 'vitest';
import { answerFor, difference, outdated, patiently, stepFor } from '../../src/sw-plan';

describe('a new build', () => {
  it('takes unchanged hashed files from the phone and fetches the rest', () => {
    const files = ['/', '/boot.js', '/assets/app-1.js', '/assets/help-2.js'];
    const have = new Set(['/', '/boot.js', '/assets/app-0.js', '/assets/help-2.js']);
    expect(difference(files, have)).toEqual({
      reuse: ['/assets/help-2.js'],
      load: ['/', '/boot.js', '/assets/app-1.js'],
    });
  });

  it('leaves the build before it for open tabs, and clears older ones and those that never became active', () => {
    const names = ['engawa-1', 'engawa-2', 'engawa-3', 'engawa-4', 'active-build'];
    expect(outdated(names, 'engawa-4', 'engawa-2')).toEqual(['engawa-1', 'engawa-3']);
    expect(outdated(['engawa-1'], 'engawa-1', null)).toEqual([]);
  });
});

describe('a request', () => {
  const origin = 'https://engawa.example';
  const files = new Set(['/', '/boot.js', '/icons/192.png']);
  const ask = (path: string, mode = 'cors', method = 'GET'): string =>
    answerFor({ url: new URL(path, origin).href, mode, method }, origin, files);

  it('for the app gets the shell, whatever the fragment', () => {
    expect(ask('/', 'navigate')).toBe('shell');
    expect(ask('/?source=home#/help', 'navigate')).toBe('shell');
  });

  it('for a file of this or an older build is answered from the phone', () => {
    expect(ask('/boot.js')).toBe('file');
    expect(ask('/assets/old-9.js')).toBe('file');
  });

  it('for the API, its documents, other hosts or writing goes to the network', () => {
    expect(ask('/api/v1/me')).toBe('network');
    expect(ask('/api/docs', 'navigate')).toBe('network');
    expect(ask('https://other.example/assets/a.js')).toBe('network');
    expect(ask('/', 'navigate', 'POST')).toBe('network');
  });
});

describe('a file that gets lost on its way', () => {
  const losing = (times: number) => {
    let asked = 0;
    return async () => {
      asked += 1;
      if (asked <= times) throw new Error('lost');
      return asked;
    };
  };

  it('is asked for again after a pause, and not once it is there', async () => {
    const waited: number[] = [];
    const wait = async (pause: number) => waited.push(pause);
    expect(await patiently(losing(0), wait, [1, 4])).toBe(1);
    expect(await patiently(losing(2), wait, [1, 4])).toBe(3);
    expect(waited).toEqual([1, 4]);
  });

  it('is given up after the last pause, so that the old build stays', async () => {
    await expect(patiently(losing(3), async () => undefined, [1, 4])).rejects.toThrow('lost');
  });
});

describe('a page', () => {
  const nothing = { installing: null, waiting: null, active: null };

  it('brings the worker in when there is none, also when its installation came to nothing', () => {
    expect(stepFor(null, false)).toBe('register');
    expect(stepFor(nothing, false)).toBe('register');
    expect(stepFor({ ...nothing, installing: {} }, false)).toBe('none');
  });

  it('that the worker passed over asks it to take hold, and only then', () => {
    expect(stepFor({ ...nothing, active: {} }, false)).toBe('claim');
    expect(stepFor({ ...nothing, active: {} }, true)).toBe('none');
    expect(stepFor({ ...nothing, active: {}, waiting: {} }, true)).toBe('none');
  });
});
