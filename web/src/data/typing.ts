/**
 * What was typed last, at hand until the disk has it: a page that goes away in that very moment may take its
 * transaction along. For this tab only, and gone as soon as the disk, or whoever saves or drops the form, has it.
 */
import { quietly } from '../quietly';

/** Holds what is typed under the key of a draft. Answers what to do once the disk has it. */
export function hold(key: string, value: unknown): () => void {
  const text = JSON.stringify(value);
  quietly(() => sessionStorage.setItem(key, text));
  return () => quietly(() => sessionStorage.getItem(key) === text && letGo(key));
}

/** What was typed under this key and may not be on the disk, if anything. */
export const held = (key: string): unknown =>
  quietly(() => JSON.parse(sessionStorage.getItem(key) as string));

/** Forgets it: it was saved or dropped. */
export const letGo = (key: string): void => quietly(() => sessionStorage.removeItem(key));
