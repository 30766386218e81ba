import { loadDefaultJapaneseParser } from 'budoux';
import type { Plugin } from 'vite';

const ZWSP = '\u200b';
const parser = loadDefaultJapaneseParser();
const RUBY = /\{([^|{}]+)\|([^|{}]+)\}/g;
const JAPANESE = /[\u3040-\u30ff\u4e00-\u9fff]/;

/**
 * Marks where a Japanese line may break (zero width spaces between phrases), so that no phone breaks とてもつ/らい.
 * Furigana written as {話|はな} and values written as {name} are kept whole.
 */
export function withPhrases(text: string): string {
  if (!JAPANESE.test(text)) return text;
  const atoms: { shown: string; source: string }[] = [];
  let last = 0;
  const plain = (part: string) => {
    for (const piece of part.split(/(\{\w+\})/)) {
      if (/^\{\w+\}$/.test(piece)) atoms.push({ shown: '名', source: piece });
      else for (const char of piece) atoms.push({ shown: char, source: char });
    }
  };
  for (const match of text.matchAll(RUBY)) {
    plain(text.slice(last, match.index));
    atoms.push({ shown: match[1] ?? '', source: match[0] });
    last = match.index + match[0].length;
  }
  plain(text.slice(last));

  const breaks = new Set<number>();
  let at = 0;
  for (const phrase of parser.parse(atoms.map((atom) => atom.shown).join(''))) {
    at += phrase.length;
    breaks.add(at);
  }
  let position = 0;
  return atoms
    .map((atom, index) => {
      position += atom.shown.length;
      return breaks.has(position) && index < atoms.length - 1 ? atom.source + ZWSP : atom.source;
    })
    .join('');
}

/** Runs {@link withPhrases} over every string of the Japanese and easy Japanese texts. */
export function phrases(): Plugin {
  return {
    name: 'engawa-phrases',
    enforce: 'pre',
    transform(code, id) {
      if (!/\/src\/texts\/(ja|easy)\/\w+\.ts$/.test(id)) return null;
      return code.replace(/'((?:[^'\\\n]|\\.)*)'/g, (literal, text: string) =>
        JAPANESE.test(text) ? `'${withPhrases(text)}'` : literal,
      );
    },
  };
}
