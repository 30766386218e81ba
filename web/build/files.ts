import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

/** Every file below `root`, as sorted paths relative to it. */
export function filesBelow(root: string, folder = ''): string[] {
  return readdirSync(join(root, folder))
    .flatMap((name) => {
      const path = folder ? `${folder}/${name}` : name;
      return statSync(join(root, path)).isDirectory() ? filesBelow(root, path) : [path];
    })
    .sort();
}

/** Size in bytes after brotli at its best level, as the server sends it. */
export function brotliSize(content: string | Buffer): number {
  return brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
}

/** {@link brotliSize} of a file. */
export function brotliFileSize(path: string): number {
  return brotliSize(readFileSync(path));
}
