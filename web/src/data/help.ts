/**
 * Where help can be found. Never empty and never waiting: the last copy of the server, or the rows built into the app
 * (all unverified, and the screen says so). Works logged out and offline.
 */
import { exchange } from '../api/http';
import { isRecord } from '../api/problem';
import { token } from '../api/token';
import type { HelpResource } from '../api/types';
import { bringUpToDate } from './freshness';
import { builtIn } from './help-builtin';
import { fact, setFact } from './store';
import { changes } from './sync';

/** The rows and where they come from; `asOf` is when the server told, null for the built-in ones. */
export interface Help {
  items: HelpResource[];
  asOf: number | null;
  source: 'server' | 'cache' | 'builtin';
}

let heardAt = 0;

/** What to show on the help screen now. Asks the server in the background; `changes` moves when it had something newer. */
export async function helpResources(): Promise<Help> {
  const kept = await Promise.race([fact('help').catch(() => undefined), pause(1_000)]);
  void bringUpToDate('help', true, load);
  if (isHelp(kept)) return { ...kept, source: kept.asOf === heardAt ? 'server' : 'cache' };
  return { items: builtIn, asOf: null, source: 'builtin' };
}

/** A database that does not answer keeps nobody waiting here. */
const pause = (time: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, time));

async function load(askedAt: number): Promise<void> {
  const reply = await exchange('get', '/help_resources', { token: token() });
  if (!reply.ok || !isRecord(reply.value) || !Array.isArray(reply.value.items)) return;
  heardAt = askedAt;
  await setFact('help', { items: reply.value.items, asOf: askedAt });
  changes.value += 1;
}

function isHelp(kept: unknown): kept is { items: HelpResource[]; asOf: number } {
  return isRecord(kept) && Array.isArray(kept.items) && typeof kept.asOf === 'number';
}
