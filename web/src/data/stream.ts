/**
 * The server's stream of changes: it says that something moved, never what. Read by hand, because the browser's own reader of
 * such streams cannot carry our token. Whatever goes wrong here only costs the second: everybody still looks at their own pace.
 */

import { isRecord } from '../api/problem';
import { renew, token } from '../api/token';

/** One event, as much of it as we use. */
export interface StreamEvent {
  readonly id: string | null;
  /** What moved; null for an event that says nothing of the kind, `all` when too much was missed. */
  readonly topic: string | null;
}

const AGAIN = 3_000;
const LONGEST = 60_000;
/** A heartbeat comes every 20 seconds: a line that says nothing for longer is dead. */
const SILENCE = 45_000;

/** Takes whole events out of what has arrived; `rest` is the beginning of the next one. */
export function eventsIn(text: string): { readonly events: readonly StreamEvent[]; readonly rest: string } {
  const parts = text.split('\n\n');
  const rest = parts.pop() ?? '';
  return { events: parts.map(eventOf), rest };
}

function eventOf(part: string): StreamEvent {
  const field = (name: string) => {
    const line = part.split('\n').find((one) => one.startsWith(`${name}:`));
    return line?.slice(name.length + 1).trim() ?? null;
  };
  const kind = field('event');
  const id = field('id');
  if (kind === 'resync') return { id, topic: 'all' };
  return { id, topic: kind === 'change' ? topicOf(field('data')) : null };
}

function topicOf(data: string | null): string | null {
  try {
    const said: unknown = JSON.parse(data ?? '');
    return isRecord(said) && typeof said.topic === 'string' ? said.topic : null;
  } catch {
    return null;
  }
}

/** Follows the stream until the answer is called; comes back by itself, with what was missed. */
export function follow(hear: (topic: string) => void): () => void {
  const over = new AbortController();
  let last = '';
  let misses = 0;

  async function once(): Promise<boolean> {
    if (!token()) await renew();
    const used = token();
    if (!used || over.signal.aborted) return false;
    const line = new AbortController();
    const cut = () => line.abort();
    over.signal.addEventListener('abort', cut);
    let silent = setTimeout(cut, SILENCE);
    try {
      const headers = { Accept: 'text/event-stream', Authorization: `Bearer ${used}` };
      const response = await fetch('/api/v1/stream', {
        headers: last ? { ...headers, 'Last-Event-ID': last } : headers,
        credentials: 'same-origin',
        cache: 'no-store',
        redirect: 'error',
        signal: line.signal,
      });
      const known = response.headers.get('Content-Type')?.startsWith('text/event-stream');
      if (!response.ok || !known || !response.body) return false;
      const reader = response.body.getReader();
      const letters = new TextDecoder();
      let rest = '';
      for (;;) {
        const { value, done } = await reader.read();
        if (done) return true;
        clearTimeout(silent);
        silent = setTimeout(cut, SILENCE);
        const found = eventsIn(rest + letters.decode(value, { stream: true }));
        rest = found.rest;
        for (const { id, topic } of found.events) {
          last = id ?? last;
          if (topic) hear(topic);
        }
      }
    } finally {
      clearTimeout(silent);
      over.signal.removeEventListener('abort', cut);
    }
  }

  async function always(): Promise<void> {
    while (!over.signal.aborted) {
      const came = await once().catch(() => false);
      misses = came ? 0 : misses + 1;
      const wait = Math.min(LONGEST, AGAIN * 2 ** misses) * (0.5 + Math.random() / 2);
      if (!over.signal.aborted) await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
  void always();
  return () => over.abort();
}
