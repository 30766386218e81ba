/** A small model of the API for check-ins: strict about If-Match, tombstones and same-id-other-content, as the real one. */
import type { Reply, Sending } from '../../../src/api/http';
import { offline } from '../../../src/api/problem';
import type { Json } from '../../../src/data/outbox';

type Thing = { value: Json; version: number };

/** What the model refuses as invalid, so that the tray has something to hold. */
export const refusedMark = '!';

export class ModelServer {
  readonly things = new Map<string, Thing>();
  readonly gone = new Set<string>();
  /** Every note that was ever taken in, per object and in order. */
  readonly notes = new Map<string, string[]>();
  readonly creates = new Map<string, number>();

  /** Carries out one request and answers it. */
  handle(method: string, path: string, { body, etag }: Sending): Reply {
    const thing = this.things.get(path);
    const wanted = (body ?? {}) as Json;
    if (method === 'get') return thing ? this.answer(path, thing, 200) : problem(404, 'not-found');
    if (method === 'delete') {
      if (thing) this.gone.add(path);
      this.things.delete(path);
      return { ...ok(204), value: undefined };
    }
    if (String(wanted.note ?? '').includes(refusedMark)) return problem(422, 'invalid-body');
    if (method === 'put') {
      if (this.gone.has(path)) return problem(410, 'already-deleted');
      if (!thing) {
        this.creates.set(path, (this.creates.get(path) ?? 0) + 1);
        return this.keep(path, wanted, 1, 201);
      }
      const same = Object.entries(wanted).every(([name, value]) => thing.value[name] === value);
      return same ? this.answer(path, thing, 200) : problem(409, 'id-conflict');
    }
    if (!thing) return problem(this.gone.has(path) ? 410 : 404, 'not-found');
    if (!etag) return problem(428, 'precondition-required');
    if (etag !== etagOf(thing)) return problem(412, 'version-conflict');
    return this.keep(path, { ...thing.value, ...wanted }, thing.version + 1, 200);
  }

  /** A change that the person makes on another phone. */
  changeElsewhere(path: string, note: string): boolean {
    const thing = this.things.get(path);
    if (thing) this.keep(path, { ...thing.value, note }, thing.version + 1, 200);
    return thing !== undefined;
  }

  private keep(path: string, value: Json, version: number, status: number): Reply {
    const thing = { value, version };
    this.things.set(path, thing);
    this.notes.set(path, [...(this.notes.get(path) ?? []), String(value.note)]);
    return this.answer(path, thing, status);
  }

  private answer(path: string, thing: Thing, status: number): Reply {
    const id = path.split('/').pop();
    const named = path.startsWith('/selfcare_logs/') ? { log_id: id } : { checkin_id: id };
    return {
      ...ok(status),
      value: { ...thing.value, ...named, version: thing.version },
      etag: etagOf(thing),
    };
  }
}

const etagOf = (thing: Thing): string => `"${thing.version}"`;

const ok = (status: number): Reply => ({
  ok: true,
  status,
  value: undefined,
  etag: null,
  problem: offline,
  retryAfter: null,
});

/** A refusal in the form of the API. */
export function problem(status: number, type: string, retryAfter: number | null = null): Reply {
  return { ...ok(status), ok: false, problem: { type, title: type, status }, retryAfter };
}

/** No answer at all. */
export const silence: Reply = { ...ok(0), ok: false };
