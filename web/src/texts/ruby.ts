/** A piece of a text: plain, or a word with its reading. */
export type Piece = string | { readonly base: string; readonly reading: string };

const RUBY = /\{([^|{}]+)\|([^|{}]+)\}/g;

/** Splits a text with furigana written inline as `{話|はな}せる`. */
export function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  let last = 0;
  for (const match of text.matchAll(RUBY)) {
    if (match.index > last) found.push(text.slice(last, match.index));
    found.push({ base: match[1] ?? '', reading: match[2] ?? '' });
    last = match.index + match[0].length;
  }
  if (last < text.length) found.push(text.slice(last));
  return found;
}

/** The text without furigana and without break marks: for attributes, titles and files. */
export function plain(text: string): string {
  return text.replace(RUBY, '$1').replaceAll('\u200b', '');
}
