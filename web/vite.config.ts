import { defineConfig } from 'vitest/config';
import { AREAS, scriptOf } from './build/areas.ts';
import { budget } from './build/budget.ts';
import { catalogs } from './build/catalogs.ts';
import { rememberChunks } from './build/chunks.ts';
import { lightPreload } from './build/light-preload.ts';
import { noRuntime } from './build/no-runtime.ts';
import { phrases } from './build/phrases.ts';
import { prerender } from './build/prerender.ts';
import { serviceWorker } from './build/sw-plugin.ts';
import { systemDark } from './build/system-dark.ts';

/** Where `npm run dev` finds the server. */
const api = process.env.ENGAWA_API ?? 'http://127.0.0.1:8080';

const lazily = AREAS.map((area) => `${area.files}|src/texts/ja/${area.texts}\\.`).join('|');

/**
 * Few files rather than many: one for the first route, one for who is here and the door (joining, settings), one for what a
 * member opens from there, and one for each area. They compress better together, and a first visit asks for six things at most.
 */
const chunks = [
  { name: 'app', tags: ['$initial' as const] },
  {
    name: 'door',
    test: /src\/(session|install\.|register-sw|sw-|screens\/(join|welcome|settings|look-fields|language|install|code|home-(cards|notices|talk)|win-card)|data\/(asking|changes|copies|stream|unread)\.|texts\/(area|ja\/(join|settings)))/,
  },
  {
    name: 'plans',
    test: /src\/(data\/(gatherings|participations|months)|screens\/(next-gathering|gathering-(row|words))|texts\/ja\/plans|ui\/css\/gatherings)/,
  },
  {
    name: 'member',
    test: new RegExp(
      `^(?!.*(${lazily})).*src/(?:(screens|ui)/(?!help)|texts/ja/(writing|lookback|places|problems))`,
    ),
  },
  ...AREAS.map((area) => ({ name: area.name, test: scriptOf(area) })),
];

export default defineConfig(({ mode }) => ({
  plugins: [
    ...(mode === 'test' ? [] : [phrases()]),
    catalogs(),
    systemDark(),
    lightPreload(),
    noRuntime(),
    rememberChunks(),
    prerender(),
    serviceWorker(),
    budget(),
  ],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    target: ['chrome110', 'safari16.4', 'firefox115'],
    // Newer than the scripts' target: nothing in our sheet needs lowering, and lowering writes colours twice.
    cssTarget: ['chrome123', 'safari17.5', 'firefox120'],
    modulePreload: false,
    rolldownOptions: {
      output: { codeSplitting: { groups: chunks } },
    },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
  server: { proxy: { '/api': api } },
  test: { include: ['tests/unit/**/*.test.ts', 'src/**/*.test.ts'], environment: 'node' },
}));
