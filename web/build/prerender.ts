import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, minifySync, type Plugin } from 'vite';
import { phrases } from './phrases.ts';

/**
 * Paints before any script: puts the Japanese shell into index.html, inlines the style sheet and boot.js, and writes csp.json
 * with the hashes of the two, which the server adds to its Content-Security-Policy.
 */
export function prerender(): Plugin {
  let root = '';
  return {
    name: 'engawa-prerender',
    apply: 'build',
    configResolved(config) {
      root = config.root;
    },
    closeBundle: {
      sequential: true,
      order: 'post',
      async handler() {
        const dist = join(root, 'dist');
        const page = join(dist, 'index.html');
        const link = /<link rel="stylesheet"[^>]*href="\/(assets\/[^"]+\.css)"[^>]*>/;
        const source = readFileSync(page, 'utf8');
        const href = link.exec(source)?.[1];
        if (!href) throw new Error('index.html has no style sheet to inline');
        const css = readFileSync(join(dist, href), 'utf8').trim();
        if (css.includes('</style')) throw new Error('the style sheet may not close its own element');
        const boot = minifySync('boot.js', readFileSync(join(dist, 'boot.js'), 'utf8')).code.trim();
        const script = '<script src="/boot.js"></script>';
        if (boot.includes('</script') || !source.includes(script))
          throw new Error('boot.js has no place in index.html');
        const shell = await renderShell(root);
        writeFileSync(
          page,
          source
            .replace(link, () => `<style>${css}</style>`)
            .replace(script, () => `<script>${boot}</script>`)
            .replace('<!--shell-->', () => shell),
        );
        rmSync(join(dist, href));
        rmSync(join(dist, 'boot.js'));
        const policy = { 'script-src': [hashOf(boot)], 'style-src': [hashOf(css)] };
        writeFileSync(join(dist, 'csp.json'), `${JSON.stringify(policy)}\n`);
      },
    },
  };
}

/** How a Content-Security-Policy names what stands inside a page. */
function hashOf(content: string): string {
  return `'sha256-${createHash('sha256').update(content).digest('base64')}'`;
}

async function renderShell(root: string): Promise<string> {
  const outDir = join(root, 'node_modules/.engawa-prerender');
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    plugins: [phrases()],
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    ssr: { noExternal: true },
    build: { ssr: join(root, 'src/ui/shell.tsx'), outDir, emptyOutDir: true },
  });
  const { renderShell: render } = (await import(
    `${pathToFileURL(join(outDir, 'shell.js')).href}?${Date.now()}`
  )) as { renderShell(): string };
  rmSync(outDir, { recursive: true, force: true });
  return render();
}
