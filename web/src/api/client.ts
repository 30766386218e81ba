/**
 * The typed way to our API. Paths, parameters, bodies and answers come from openapi.yaml, so a wrong one does not compile.
 *
 * `call('get', '/people/{person_id}', { params: { person_id } })` answers a `Result`: refusals and missing networks are values,
 * never exceptions. An expired token is renewed once and the request repeated; the Idempotency-Key stays the same.
 */
import { newId } from '../data/ids';
import { authorized } from './authorized';
import type { Sending } from './http';
import { nameTheNameless } from './names';
import type { Problem } from './problem';
import type { AnswerOf, BodyOf, Method, NamesIn, OperationAt, PathWith, QueryOf } from './types';

export type { FieldProblem, Problem } from './problem';

/** Either the value with its ETag, or the problem. `problem.type` is `offline` when there was no answer. */
export type Result<T> = { ok: true; value: T; etag: string | null } | { ok: false; problem: Problem };

/** What a call may carry: path parameters, query, body, the ETag that an edit builds on, and a key to repeat a POST safely. */
export type Options<O, P extends string> = ([NamesIn<P>] extends [never]
  ? { params?: undefined }
  : { params: Record<NamesIn<P>, string> }) &
  ([BodyOf<O>] extends [never] ? { body?: undefined } : { body: BodyOf<O> }) & {
    query?: QueryOf<O>;
    etag?: string | null;
    key?: string;
  };

type Optional<T> = Record<never, never> extends T ? [options?: T] : [options: T];

/** Calls one operation of the API by method and path. */
export async function call<M extends Method, P extends PathWith<M> & string>(
  method: M,
  path: P,
  ...[options]: Optional<Options<OperationAt<M, P>, P>>
): Promise<Result<AnswerOf<OperationAt<M, P>>>> {
  const o: { params?: unknown; query?: unknown; body?: unknown; etag?: string | null; key?: string } =
    options ?? {};
  const sending: Sending = {
    body: o.body,
    etag: o.etag,
    key: o.key ?? (method === 'post' ? newId() : undefined),
  };
  const reply = await authorized(method, fill(path, o.params) + search(o.query), sending);
  if (!reply.ok) return { ok: false, problem: reply.problem };
  nameTheNameless(reply.value);
  return { ok: true, value: reply.value as AnswerOf<OperationAt<M, P>>, etag: reply.etag };
}

function fill(path: string, params: unknown): string {
  const values = new Map(Object.entries(params ?? {}));
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values.get(name))));
}

function search(query: unknown): string {
  const pairs = Object.entries(query ?? {}).filter(([, value]) => value !== undefined && value !== null);
  const text = new URLSearchParams(pairs.map(([name, value]): [string, string] => [name, String(value)]));
  return pairs.length ? `?${text}` : '';
}
