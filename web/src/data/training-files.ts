/** Certificates: one image or PDF goes up as it is, and comes down as a file. */
import type { Result } from '../api/client';
import { offline, readProblem } from '../api/problem';
import { renew, token } from '../api/token';
import { trainingsOf } from './training';
import { fileProblem } from './training-rules';

/** An old line needs time for five megabytes. */
const PATIENCE = 120_000;

async function ask(path: string, init: RequestInit): Promise<Response | null> {
  if (!token()) await renew();
  const once = () =>
    fetch(`/api/v1${path}`, {
      ...init,
      headers: { ...init.headers, Authorization: `Bearer ${token()}` },
      credentials: 'same-origin',
      cache: 'no-store',
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE),
    }).catch(() => null);
  const first = await once();
  return first?.status === 401 && (await renew()) ? once() : first;
}

async function problemOf(response: Response | null): Promise<Result<never>> {
  const type = response?.headers.get('Content-Type') ?? '';
  const body: unknown = type.includes('json') ? await response?.json().catch(() => null) : null;
  return { ok: false, problem: (response && readProblem(response.status, type, body)) ?? offline };
}

/** What stands in the way of a file, before anything is sent. */
export async function wrongWith(file: File): Promise<ReturnType<typeof fileProblem>> {
  return fileProblem(new Uint8Array(await file.slice(0, 16).arrayBuffer()), file.size);
}

/** Keeps a certificate with a line of the ledger. */
export async function keepCertificate(person: string, id: string, file: File): Promise<Result<undefined>> {
  const response = await ask(`${trainingsOf(person)}/${id}/certificate`, {
    method: 'PUT',
    headers: { 'Content-Type': file.type || 'application/octet-stream' },
    body: file,
  });
  return response?.ok ? { ok: true, value: undefined, etag: null } : problemOf(response);
}

/** Fetches a certificate and hands it to the phone as a file. */
export async function openCertificate(person: string, id: string, name: string): Promise<Result<undefined>> {
  const response = await ask(`${trainingsOf(person)}/${id}/certificate`, { method: 'GET' });
  if (!response?.ok) return problemOf(response);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await response.blob());
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  return { ok: true, value: undefined, etag: null };
}
