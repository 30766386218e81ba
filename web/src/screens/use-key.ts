import { useRef } from 'preact/hooks';
import { isSilence } from '../data/asking';
import { newId } from '../data/ids';

/** A key for sending something once: the same thing, sent again after a lost answer, keeps its key. */
export function useKey() {
  const sent = useRef({ body: '', key: '' });
  return {
    for(body: unknown): string {
      const text = JSON.stringify(body);
      if (sent.current.body !== text) sent.current = { body: text, key: newId() };
      return sent.current.key;
    },
    /** The server said no: the same thing, said again, is a new one. */
    refused(problem: { readonly status: number }): void {
      if (!isSilence(problem)) sent.current = { body: '', key: '' };
    },
  };
}
