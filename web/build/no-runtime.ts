import type { Plugin } from 'vite';

const NAME = /^assets\/rolldown-runtime-[\w-]+\.js$/;
const CODE = /^([\s\S]*?)export\s*\{\s*(\w+)\s*\};?\s*$/;

/**
 * The bundler's helper of 150 bytes would be a file of its own, and a first visit would ask for it. Written into the scripts that
 * use it instead; their names hold the hash of it already.
 */
export function noRuntime(): Plugin {
  return {
    name: 'engawa-no-runtime',
    apply: 'build',
    generateBundle(_options, bundle) {
      const [file, runtime] = Object.entries(bundle).find(([name]) => NAME.test(name)) ?? [];
      if (!file || runtime?.type !== 'chunk') return;
      const [, body, helper] = CODE.exec(runtime.code) ?? [];
      if (!body || !helper) throw new Error(`${file}: another shape than expected`);
      const name = file.replace('assets/', '').replace(/[.]/g, '\\$&');
      const use = new RegExp(
        `import\\s*\\{\\s*${helper} as (\\w+)\\s*\\}\\s*from\\s*["'\`]\\./${name}["'\`];?`,
      );
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk' || chunk === runtime) continue;
        chunk.code = chunk.code.replace(use, (_all, as) => `const ${as}=(()=>{${body}return ${helper}})();`);
        if (chunk.code.includes(file.replace('assets/', '')))
          throw new Error(`${chunk.fileName} still asks for ${file}`);
      }
      delete bundle[file];
    },
  };
}
