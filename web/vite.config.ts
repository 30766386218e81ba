import { defineConfig } from 'vitest/config';
import { budget } from './build/budget.ts';
import { rememberChunks } from './build/chunks.ts';
import { phrases } from './build/phrases.ts';
import { prerender } from './build/prerender.ts';
import { serviceWorker } from './build/sw-plugin.ts';
import { systemDark } from './build/system-dark.ts';

/** Where `npm run dev` finds the server. */
const api = process.env.ENGAWA_API ?? 'http://127.0.0.1:8080';

export default defineConfig(({ mode }) => ({
  plugins: [
    ...(mode === 'test' ? [] : [phrases()]),
    systemDark(),
    rememberChunks(),
    prerender(),
    serviceWorker(),
    budget(),
  ],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    target: ['chrome110', 'safari16.4', 'firefox115'],
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
  server: { proxy: { '/api': api } },
  test: { include: ['tests/unit/**/*.test.ts', 'src/**/*.test.ts'], environment: 'node' },
}));
