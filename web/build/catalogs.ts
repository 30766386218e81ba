import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';
import { AREAS } from './areas.ts';

const ENTRY = /^ {2}(\w+):\s+(?:'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"),$/gm;
const NAME = /^export const (\w+)/m;

/** Key and literal of every text of a catalog, in the order they are written. */
function entries(code: string): [string, string][] {
  return [...code.matchAll(ENTRY)].map(([, key = '', single, double]) => [
    key,
    single === undefined ? `"${double}"` : `'${single}'`,
  ]);
}

/**
 * An area's other languages travel without the names of their texts, which the Japanese catalog on the same device already
 * has: a third of their size. What is written stays an object that the compiler checks; a catalog that does not fit fails the build.
 */
export function catalogs(): Plugin {
  return {
    name: 'engawa-catalogs',
    apply: 'build',
    enforce: 'pre',
    transform(code, id) {
      const [, folder, file] = /^(.*\/src\/texts\/)(?:easy|en)\/([\w-]+)\.ts$/.exec(id) ?? [];
      if (!folder || !AREAS.some((area) => area.texts === file)) return null;
      const japanese = `${folder}ja/${file}.ts`;
      const name = NAME.exec(code)?.[1];
      const keys = entries(readFileSync(japanese, 'utf8')).map(([key]) => key);
      const found = new Map(entries(code));
      const texts = keys.map((key) => found.get(key));
      if (!name || found.size !== keys.length || texts.includes(undefined))
        throw new Error(`${id}: its texts are not those of ${japanese}`);
      return [
        `import { ${name} as ja } from '../ja/${file}';`,
        `const texts = [${texts.join(',')}];`,
        `export const ${name} = Object.fromEntries(Object.keys(ja).map((key, at) => [key, texts[at]]));`,
      ].join('\n');
    },
  };
}
