/** Word from tab to tab of the same phone. Only a hint: every tab also reads the database again when it becomes visible. */

/** `changed`: something in the database is new · `token`: a fresh access token (never stored) · `left`: signed out. */
export type Word =
  | { says: 'changed' }
  | { says: 'token'; value: string; lifetime: number }
  | { says: 'left' };

const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('engawa');

/** Tells the other tabs. */
export function tell(word: Word): void {
  channel?.postMessage(word);
}

/** Hears what other tabs tell. */
export function hear(listen: (word: Word) => void): void {
  channel?.addEventListener('message', (event: MessageEvent<Word>) => listen(event.data));
}
