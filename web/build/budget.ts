import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { AREAS } from './areas.ts';
import { areaOf, isCatalog, isLanguage, readBuilt, readChunks, withImports } from './chunks.ts';
import { brotliFileSize, brotliSize } from './files.ts';

const KB = 1024;

/**
 * What an old phone on a slow line is asked to load, in bytes after brotli. The build fails above it.
 * Everybody loads the Japanese app; who reads another language loads one catalog more. An area comes when it is opened,
 * with its texts in the language of the reader, and has a line of its own (build/areas.ts).
 */
const LIMITS = {
  'first route JS': 20 * KB,
  'member app JS': 45 * KB,
  'one language more': 6 * KB,
  'first CSS': 4 * KB,
  'HTML with CSS': 14 * KB,
  // A twentieth of it is the list of files; the rest keeps them, and shows notices and where they lead.
  'service worker': 2.5 * KB,
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
        const most = (files: readonly string[]) => Math.max(0, ...files.map((file) => sum([file])));
        const entry = chunks.find((chunk) => chunk.isEntry)?.file ?? '';
        const languages = chunks.filter(isLanguage).map((chunk) => chunk.file);
        const html = readBuilt(dist, 'index.html');
        const styles = [...html.matchAll(/<style[^>]*>([\s\S]*?)<\/style>/g)]
          .map((match) => match[1])
          .join('');
        const worker = join(dist, 'sw.js');
        const rest = chunks.filter((chunk) => !areaOf(chunk) && !isLanguage(chunk));
        const rows = [
          ...Object.entries({
            'first route JS': sum(withImports(entry, chunks)),
            'member app JS': sum(rest.map((chunk) => chunk.file)),
            'one language more': most(languages),
            'first CSS': brotliSize(styles),
            'HTML with CSS': brotliSize(html),
            'service worker': existsSync(worker) ? brotliFileSize(worker) : 0,
          }).map(([name, size]) => ({ name, size, limit: LIMITS[name as keyof typeof LIMITS] })),
          ...AREAS.map((area) => {
            const own = chunks.filter((chunk) => areaOf(chunk) === area);
            const files = (catalog: boolean) =>
              own.filter((chunk) => isCatalog(chunk) === catalog).map((chunk) => chunk.file);
            return {
              name: `${area.name} JS`,
              size: sum(files(false)) + most(files(true)),
              limit: area.limit * KB,
            };
          }),
        ].map(({ name, size, limit }) => ({
          line: `${name.padEnd(17)} ${(size / KB).toFixed(2).padStart(6)} of ${limit / KB} KB`,
          over: size > limit,
        }));
        process.stdout.write(`\nweb budget (brotli)\n${rows.map((row) => `  ${row.line}`).join('\n')}\n`);
        const over = rows.filter((row) => row.over);
        if (over.length > 0)
          throw new Error(`above the web budget: ${over.map((row) => row.line).join('; ')}`);
      },
    },
  };
}
