/** The file with everything in it: fetched piece by piece, so that one sees that it comes, and can stop. */
import type { Problem } from '../../api/problem';
import { offline, readProblem } from '../../api/problem';
import { renew, token } from '../../api/token';

/** What came of it. */
export type Fetched = { readonly file: Blob } | { readonly problem: Problem } | 'stopped';

/** How long nothing may come, in milliseconds: an old line is slow, but not silent. */
const SILENCE = 60_000;

/** Fetches the file; `came` hears how many bytes are here. Ends when `stop` says so, and when nothing comes for a minute. */
export async function fetchFile(stop: AbortSignal, came: (bytes: number) => void): Promise<Fetched> {
  const quiet = new AbortController();
  let timer = setTimeout(() => quiet.abort(), SILENCE);
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(() => quiet.abort(), SILENCE);
  };
  try {
    if (!token()) await renew();
    const ask = () =>
      fetch('/api/v1/me/export', {
        headers: { Authorization: `Bearer ${token()}` },
        credentials: 'same-origin',
        cache: 'no-store',
        redirect: 'error',
        signal: AbortSignal.any ? AbortSignal.any([stop, quiet.signal]) : stop,
      });
    let response = await ask();
    if (response.status === 401 && (await renew())) response = await ask();
    if (!response.ok) {
      const type = response.headers.get('Content-Type') ?? '';
      const body: unknown = type.includes('json') ? await response.json().catch(() => null) : null;
      return { problem: readProblem(response.status, type, body) ?? offline };
    }
    return { file: await pieces(response, came, heard) };
  } catch {
    return stop.aborted ? 'stopped' : { problem: offline };
  } finally {
    clearTimeout(timer);
  }
}

async function pieces(response: Response, came: (bytes: number) => void, heard: () => void): Promise<Blob> {
  const reader = response.body?.getReader();
  if (!reader) return response.blob();
  const parts: BlobPart[] = [];
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return new Blob(parts, { type: 'application/zip' });
    heard();
    parts.push(value as BlobPart);
    bytes += value.byteLength;
    came(bytes);
  }
}

/** Hands a file to the phone. */
export function hand(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
