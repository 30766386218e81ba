import type { Plugin } from 'vite';

/**
 * The dark palette is written once, under [data-theme="dark"]. This repeats it for phones that ask for dark
 * by themselves, so that the very first paint, before any script, is already dark.
 */
export function systemDark(): Plugin {
  return {
    name: 'engawa-system-dark',
    enforce: 'pre',
    transform(code, id) {
      if (!id.endsWith('/src/ui/css/tokens.css')) return null;
      const block = /:root\[data-theme="dark"\] (\{[^}]+\})/.exec(code);
      if (!block) throw new Error('tokens.css: the dark palette is missing');
      return code.replace(
        block[0],
        `${block[0]}\n@media (prefers-color-scheme: dark) {\n  :root:not([data-theme]) ${block[1]}\n}`,
      );
    },
  };
}
