import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { AREAS, type Area, catalogOf, scriptOf } from './areas.ts';

/** One script of the build: what it loads with it, what it may load later, which of our files are inside. */
export interface Chunk {
  readonly file: string;
  readonly imports: readonly string[];
  readonly dynamicImports: readonly string[];
  readonly css: readonly string[];
  readonly modules: readonly string[];
  readonly isEntry: boolean;
}

let remembered: Chunk[] = [];

/** Remembers the chunks of this build for the service worker and the budget. */
export function rememberChunks(): Plugin {
  return {
    name: 'engawa-chunks',
    apply: 'build',
    generateBundle(_options, bundle) {
      remembered = Object.values(bundle)
        .filter((item) => item.type === 'chunk')
        .map((chunk) => ({
          file: chunk.fileName,
          imports: chunk.imports.filter((file) => file in bundle),
          dynamicImports: chunk.dynamicImports,
          css: [...(chunk.viteMetadata?.importedCss ?? [])],
          modules: chunk.moduleIds.map((id) => id.replace(/^.*\/web\//, '')),
          isEntry: chunk.isEntry,
        }));
    },
  };
}

/** The chunks of the last build. */
export function readChunks(dist: string): readonly Chunk[] {
  if (remembered.length === 0) throw new Error(`no chunks known for ${dist}`);
  return remembered;
}

/** Files loaded with `file` before it runs, itself included. */
export function withImports(file: string, chunks: readonly Chunk[], seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const next of chunks.find((chunk) => chunk.file === file)?.imports ?? [])
    withImports(next, chunks, seen);
  return seen;
}

/** Everything a member can ever load: reached from the entry without passing through a staff chunk. */
export function memberFiles(chunks: readonly Chunk[]): Set<string> {
  const seen = new Set<string>();
  const visit = (file: string) => {
    const chunk = chunks.find((other) => other.file === file);
    if (!chunk || seen.has(file) || isStaffChunk(chunk)) return;
    seen.add(file);
    for (const css of chunk.css) seen.add(css);
    for (const next of [...chunk.imports, ...chunk.dynamicImports]) visit(next);
  };
  for (const chunk of chunks) if (chunk.isEntry) visit(chunk.file);
  return seen;
}

/** True for the catalog of a language other than Japanese. */
export function isLanguage(chunk: Chunk): boolean {
  return chunk.modules.some((id) => /src\/texts\/(easy|en)\/app\.ts$/.test(id));
}

/** The area that a script belongs to: its own, or one of its languages. */
export function areaOf(chunk: Chunk): Area | undefined {
  const holds = (what: RegExp) => chunk.modules.some((id) => what.test(id));
  return AREAS.find((area) => holds(catalogOf(area))) ?? AREAS.find((area) => holds(scriptOf(area)));
}

/** True for a language of an area. */
export function isCatalog(chunk: Chunk): boolean {
  return AREAS.some((area) => chunk.modules.some((id) => catalogOf(area).test(id)));
}

function isStaffChunk(chunk: Chunk): boolean {
  return areaOf(chunk)?.staff ?? false;
}

/** True for scripts and styles that only staff ever load. */
export function isStaffFile(file: string, chunks: readonly Chunk[]): boolean {
  return file.startsWith('assets/') && /\.(js|css)$/.test(file) && !memberFiles(chunks).has(file);
}

/** Text of a built file. */
export function readBuilt(dist: string, file: string): string {
  return readFileSync(join(dist, file), 'utf8');
}
