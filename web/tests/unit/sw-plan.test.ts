/** What the service worker keeps, fetches and throws away. */
import { describe, expect, it } from 'vitest';
import { answerFor, difference, outdated } from '../../src/sw-plan';

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
