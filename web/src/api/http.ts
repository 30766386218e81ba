/**
 * One request to our own server and its answer, read with suspicion: what does not look like our API counts as no answer,
 * so that the sign-in page of a café network can never make something written disappear.
 */
import { heardAt } from './clock';
import { isRecord, offline, type Problem, readProblem } from './problem';

/** What came back. `status` 0 means: no answer of ours. `retryAfter` is in milliseconds. */
export interface Reply {
  ok: boolean;
  status: number;
  value: unknown;
  etag: string | null;
  problem: Problem;
  retryAfter: number | null;
}

/** What a request carries; `key` is the Idempotency-Key, `etag` goes out as If-Match, `known` as If-None-Match. */
export interface Sending {
  body?: unknown;
  etag?: string | null | undefined;
  known?: string | null | undefined;
  key?: string | undefined;
  token?: string | null;
}

const patience = 20_000;
const nothing: Reply = {
  ok: false,
  status: 0,
  value: undefined,
  etag: null,
  problem: offline,
  retryAfter: null,
};

/** Sends one request below `/api/v1`. Never throws: no network is a reply with status 0. */
export async function exchange(method: string, path: string, sending: Sending = {}): Promise<Reply> {
  const headers: Record<string, string> = { Accept: 'application/json, application/problem+json' };
  if (sending.body !== undefined) headers['Content-Type'] = 'application/json';
  if (sending.etag) headers['If-Match'] = sending.etag;
  if (sending.known) headers['If-None-Match'] = sending.known;
  if (sending.key) headers['Idempotency-Key'] = sending.key;
  if (sending.token) headers.Authorization = `Bearer ${sending.token}`;
  try {
    const response = await fetch(`/api/v1${path}`, {
      method: method.toUpperCase(),
      headers,
      body: sending.body === undefined ? null : JSON.stringify(sending.body),
      credentials: 'same-origin',
      cache: 'no-store',
      redirect: 'error',
      signal: AbortSignal.timeout(patience),
    });
    heardAt(response.headers.get('Date'));
    return await read(response);
  } catch {
    return nothing;
  }
}

async function read(response: Response): Promise<Reply> {
  const { status } = response;
  const type = response.headers.get('Content-Type') ?? '';
  const etag = response.headers.get('ETag');
  const retryAfter = waitOf(response.headers.get('Retry-After'));
  if (status === 204 || status === 304) return { ...nothing, ok: status === 204, status, etag, retryAfter };
  const body: unknown = type.includes('json') ? await response.json() : undefined;
  if (response.ok) return isRecord(body) ? { ...nothing, ok: true, status, value: body, etag } : nothing;
  const problem = readProblem(status, type, body);
  if (problem) return { ...nothing, status, problem, retryAfter };
  return status >= 500 ? { ...nothing, status, retryAfter } : nothing;
}

/** Milliseconds of a Retry-After header: seconds or an HTTP date. */
export function waitOf(header: string | null, now: number = Date.now()): number | null {
  if (!header) return null;
  const seconds = Number(header);
  const wait = Number.isNaN(seconds) ? Date.parse(header) - now : seconds * 1000;
  return Number.isFinite(wait) ? Math.max(0, wait) : null;
}
