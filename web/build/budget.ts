import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import {
  isCalendar,
  isLanguage,
  isStaffFile,
  memberFiles,
  readBuilt,
  readChunks,
  withImports,
} from './chunks.ts';
import { brotliFileSize, brotliSize, filesBelow } from './files.ts';

const KB = 1024;

/**
 * What an old phone on a slow line is asked to load, in bytes after brotli. The build fails above it.
 * Everybody loads the Japanese app; who reads another language loads one catalog more. The calendar comes when it is
 * looked at, or after home was painted, and is counted apart.
 */
const LIMITS = {
  'first route JS': 20 * KB,
  'member app JS': 45 * KB,
  'calendar JS': 14 * KB,
  'one language more': 8 * KB,
  'staff JS': 40 * KB,
  'first CSS': 4 * KB,
  'HTML with CSS': 14 * KB,
  'service worker': 2 * KB,
} as const;

/** Measures the build and fails it when something grew above its limit. */
export function budget(): Plugin {
  let root = '';
  return {
    name: 'engawa-budget',
    apply: 'build',
    configResolved(config) {
      root = config.root;
    },
    closeBundle: {
      sequential: true,
      order: 'post',
      handler() {
        const dist = join(root, 'dist');
        const chunks = readChunks(dist);
        const sum = (files: Iterable<string>) =>
          [...files].reduce((total, file) => total + brotliFileSize(join(dist, file)), 0);
        const js = (files: Iterable<string>) => [...files].filter((file) => file.endsWith('.js'));
        const member = js(memberFiles(chunks));
        const languages = chunks.filter(isLanguage).map((chunk) => chunk.file);
        const entry = chunks.find((chunk) => chunk.isEntry)?.file ?? '';
        const calendar = chunks.filter(isCalendar).map((chunk) => chunk.file);
        const html = readBuilt(dist, 'index.html');
        const styles = [...html.matchAll(/<style[^>]*>([\s\S]*?)<\/style>/g)]
          .map((match) => match[1])
          .join('');
        const all = filesBelow(dist);
        const worker = join(dist, 'sw.js');
        const sizes: Record<keyof typeof LIMITS, number> = {
          'first route JS': sum(withImports(entry, chunks)),
          'member app JS': sum(member.filter((file) => ![...languages, ...calendar].includes(file))),
          'calendar JS': sum(calendar),
          'one language more': Math.max(...languages.map((file) => sum([file]))),
          'staff JS': sum(js(all.filter((file) => isStaffFile(file, chunks)))),
          'first CSS': brotliSize(styles),
          'HTML with CSS': brotliSize(html),
          'service worker': existsSync(worker) ? brotliFileSize(worker) : 0,
        };
        const rows = (Object.keys(LIMITS) as (keyof typeof LIMITS)[]).map((name) => ({
          line: `${name.padEnd(16)} ${(sizes[name] / KB).toFixed(2).padStart(6)} of ${LIMITS[name] / KB} KB`,
          over: sizes[name] > LIMITS[name],
        }));
        process.stdout.write(`\nweb budget (brotli)\n${rows.map((row) => `  ${row.line}`).join('\n')}\n`);
        const over = rows.filter((row) => row.over);
        if (over.length > 0)
          throw new Error(`above the web budget: ${over.map((row) => row.line).join('; ')}`);
      },
    },
  };
}
