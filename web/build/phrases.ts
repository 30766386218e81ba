import { loadDefaultJapaneseParser } from 'budoux';
import type { Plugin } from 'vite';

const ZWSP = '\u200b';
const parser = loadDefaultJapaneseParser();
const RUBY = /\{([^|{}]+)\|([^|{}]+)\}/g;
/** Words of ours that the parser cuts, and places where it misses a breath. Found by reading every text. */
const WHOLE = (
  'こんにちは えんがわ ふりかえり ふりがな おねがい たしかめ もどる もどし もどせ もどす なおす さいご はいって ' +
  '死にたい できたこと もういちど こまった しるし 気分は? よい・わるい 日のいり もの:'
).split(' ');
const SPLIT = (
  'すこし|つらい もういちど|送る もういちど|ためして もういちど|紙 もういちど|見る もういちど|記録 なくて|かまいません ' +
  'なくても|かまいません なくて|いいです して|ください まって|ください かも|しれません 読みやすい|書体 本文へ|すすむ ' +
  'いつでも|もどせ いつでも|どうぞ あとで|かえられ 設定から|かえ 4つから|えらぶ 1つずつ|出し えらぶ|ことば 置く|しるし'
)
  .split(' ')
  .map((pair) => pair.split('|') as [string, string]);
/**
 * Longer phrases than a line of large letters holds would be cut anywhere, in the middle of a short word. Where their
 * parts meet: 助けて|ください, 見つかり|ません, だいじょうぶ|です, もういちど|ためす.
 */
const LONG = 6;
const JOINTS = [
  /(?<=[てで])(?=ください|います|いません|いました|いる|いない|いく|いき|みて|みま|あります|あり|ある|おく|おき|もらえ|しま|から)/g,
  /(?<=.[りきしちみびぎにせけれめえわいべてげね])(?=ません|ました|ましょう)/g,
  /(?<=.[^るたいくすうれりてで、。])(?=です|でした|ではなく|では)/g,
  /(?<=[にへを])(?=もど|とど|かえ|かけ|わけ|なり|なる|なっ)/g,
  /(?<=もういちど|ゆっくり|いま|また|まだ|ときどき|これから)(?=.)/g,
  /(?<=[ァ-ヶー]{3,})(?=[一-鿿])/g,
  /(?<=[・、]|ずつ)(?=.)/g,
  /(?<=.く)(?=なり|なる|なっ|なく)/g,
  /(?<=ように|ときに|こと|もの)(?=.{3,})/g,
];
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
  const whole = atoms.map((atom) => atom.shown).join('');
  for (const word of WHOLE) {
    for (const start of occurrences(whole, word)) {
      for (let inside = start + 1; inside < start + word.length; inside += 1) breaks.delete(inside);
    }
  }
  for (const [before, after] of SPLIT) {
    for (const start of occurrences(whole, before + after)) breaks.add(start + before.length);
  }
  for (const joint of JOINTS) {
    for (const { index } of whole.matchAll(joint)) {
      const before = Math.max(0, ...[...breaks].filter((end) => end <= index));
      const after = Math.min(whole.length, ...[...breaks].filter((end) => end > index));
      if (
        index > before &&
        whole.slice(before, after).replace(/[。、]$/, '').length > LONG &&
        after - index > 1
      )
        breaks.add(index);
    }
  }
  let position = 0;
  return atoms
    .map((atom, index) => {
      position += atom.shown.length;
      return breaks.has(position) && index < atoms.length - 1 ? atom.source + ZWSP : atom.source;
    })
    .join('');
}

function occurrences(text: string, word: string): number[] {
  const found: number[] = [];
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) found.push(at);
  return found;
}

/** Runs {@link withPhrases} over every string of the Japanese and easy Japanese texts. */
export function phrases(): Plugin {
  return {
    name: 'engawa-phrases',
    enforce: 'pre',
    transform(code, id) {
      if (!/\/src\/texts\/(ja|easy)\/[\w-]+\.ts$/.test(id)) return null;
      return code.replace(/'((?:[^'\\\n]|\\.)*)'/g, (literal, text: string) =>
        JAPANESE.test(text) ? `'${withPhrases(text)}'` : literal,
      );
    },
  };
}
