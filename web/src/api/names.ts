/** What somebody who was erased is called: the server knows no name of theirs any more. */
let gone: () => string = () => '';

/** Says in which words; this layer knows none of its own. */
export function callTheNameless(words: () => string): void {
  gone = words;
}

/** Gives everybody without a name in an answer the words for it. Changes the answer in place: nobody else has seen it yet. */
export function nameTheNameless(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  const one = value as Record<string, unknown>;
  if (one.nickname === '' && 'person_id' in one) one.nickname = gone();
  for (const part of Object.values(one)) nameTheNameless(part);
}
