import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Plugin } from 'vite';
import { isStaffFile, readChunks } from './chunks.ts';
import { filesBelow } from './files.ts';

/** Not kept by the worker: itself, build facts, and what browsers ask for on their own. */
const LEFT_OUT = new Set(['sw.js', 'csp.json', 'robots.txt', 'index.html']);

/** Writes dist/sw.js from src/sw.ts, with the list of files to keep and a version made from their content. */
export function serviceWorker(): Plugin {
  let root = '';
  return {
    name: 'engawa-service-worker',
    apply: 'build',
    configResolved(config) {
      root = config.root;
    },
    closeBundle: {
      sequential: true,
      order: 'post',
      async handler() {
        const source = join(root, 'src/sw.ts');
        if (!existsSync(source)) return;
        const dist = join(root, 'dist');
        const kept = filesBelow(dist).filter((file) => !LEFT_OUT.has(file));
        const chunks = readChunks(dist);
        const hash = createHash('sha256');
        for (const file of [...kept, 'index.html']) hash.update(file).update(readFileSync(join(dist, file)));
        const facts = {
          version: hash.digest('hex').slice(0, 12),
          precache: ['/', ...kept.filter((file) => !isStaffFile(file, chunks)).map((file) => `/${file}`)],
          onDemand: kept.filter((file) => isStaffFile(file, chunks)).map((file) => `/${file}`),
        };
        const result = await build({
          configFile: false,
          root,
          logLevel: 'warn',
          define: { __BUILD__: JSON.stringify(facts) },
          build: {
            write: false,
            target: ['chrome110', 'safari16.4', 'firefox115'],
            lib: { entry: source, formats: ['iife'], name: 'sw', fileName: () => 'sw.js' },
          },
        });
        const output = Array.isArray(result) ? result[0] : result;
        if (!output || !('output' in output)) throw new Error('the service worker was not built');
        writeFileSync(join(dist, 'sw.js'), output.output[0].code);
      },
    },
  };
}
