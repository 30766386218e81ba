/** Brings a month of check-ins, wins or logs from the server. Loaded only where there is a network to ask. */
import { authorized } from '../api/authorized';
import { isRecord } from '../api/problem';
import { monthRange } from './dates';
import { transact } from './idb';
import type { Json, Kind } from './outbox';
import { me } from './person';
import { isNewer, rowOf, setFact } from './store';
import { changes } from './sync';

/** Fetches a whole month. Anything short of a complete answer changes nothing. */
export async function loadMonth(
  kind: 'checkins' | 'wins' | 'selfcare_logs',
  idName: string,
  month: string,
  askedAt: number,
): Promise<void> {
  const range = monthRange(month);
  const values = new Map<string, Json>();
  const person = me.peek()?.person_id;
  let cursor = '';
  do {
    const query = new URLSearchParams({ ...range, limit: '100', ...(cursor ? { cursor } : {}) });
    const reply = await authorized('get', `/${kind}?${query}`, {});
    if (!reply.ok || !isRecord(reply.value) || !Array.isArray(reply.value.items)) return;
    for (const item of reply.value.items) {
      if (isRecord(item)) values.set(`/${kind}/${String(item[idName])}`, item);
    }
    cursor = typeof reply.value.next_cursor === 'string' ? reply.value.next_cursor : '';
  } while (cursor);
  if (me.peek()?.person_id !== person) return;
  await keepRange(kind, range, values, askedAt);
  await setFact(`${kind}/${month}`, askedAt);
  changes.value += 1;
}

/**
 * Takes over a complete answer of the server for a range of days that was asked for at `askedAt`. Rows that were confirmed
 * later than that stay as they are; rows that the answer does not know any more go, unless something about them waits here.
 */
export function keepRange(
  kind: Kind,
  range: { from: string; to: string },
  values: ReadonlyMap<string, Json>,
  askedAt: number,
): Promise<void> {
  return transact(['rows', 'outbox'], 'relaxed', async (table) => {
    const rows = table('rows');
    const busy = new Set((await table('outbox').all()).map((e) => e.object));
    for (const row of await rows.days(kind, range.from, range.to)) {
      const gone = !values.has(row.object) && row.seenAt < askedAt && !busy.has(row.object);
      if (gone) rows.delete(row.object);
    }
    for (const [object, value] of values) {
      const known = await rows.get(object);
      if (known && (known.seenAt >= askedAt || isNewer(known, value))) continue;
      const etag = known?.value.version === value.version ? (known?.etag ?? null) : null;
      rows.put({ ...rowOf(object, kind, value, etag), seenAt: askedAt });
    }
  });
}
