type Segment = { readonly segment: string };

/** Letters as people count them: a family sign or a kana with its mark is one. */
export function letters(text: string): number {
  if (!('Segmenter' in Intl)) return [...text].length;
  let count = 0;
  for (const _ of new Intl.Segmenter('ja').segment(text) as Iterable<Segment>) count += 1;
  return count;
}
