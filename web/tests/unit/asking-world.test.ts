/**
 * A small world around asking: the server is there or dead, answers are lost, late or come twice, the clock goes on, the person
 * sends the same again or another wish. Every order of that is gone through, over the rules that the phone really has.
 */
import { describe, expect, it } from 'vitest';
import { offline } from '../../src/api/problem';
import { type Asking, type AskingEvent, asking, HEARD_WITHIN } from '../../src/data/talk-rules';

const STEP = 5_000;
const LONGEST = 9;

type Rules = (state: Asking, event: AskingEvent) => Asking;

/** What the phone shows, what it has sent and not heard of, and what the server holds. */
interface World {
  readonly state: Asking;
  readonly at: number;
  readonly sentAt: number | null;
  readonly alive: boolean;
  readonly keys: number;
  /** Whether another wish came between. */
  readonly changed: boolean;
  /** Keys whose command is on its way, and keys whose answer is. */
  readonly asked: readonly string[];
  readonly answers: readonly string[];
  readonly kept: readonly { key: string; body: string }[];
}

const begin: World = {
  ...{ state: { step: 'writing' }, at: 0, sentAt: null, alive: true, keys: 0, changed: false },
  ...{ asked: [], answers: [], kept: [] },
};

const silence = { ok: false, status: 0, value: undefined, problem: offline };
const yes = { ok: true, status: 201, value: { talk_request_id: 'r' }, problem: offline };
const without = (list: readonly string[], one: string) => list.filter((other) => other !== one);
const bodyOf = (state: Asking, key: string) =>
  (state.step === 'sending' || state.step === 'unheard') && state.key === key ? state.body : '?';

function send(rules: Rules, world: World, body: string, online: boolean): World {
  const key = `k${world.keys}`;
  const state = rules(world.state, { type: 'send', body, key, at: world.at, online });
  if (state === world.state) return world;
  const goes = state.step === 'sending' ? [state.key] : [];
  const asked = [...without(world.asked, goes[0] ?? ''), ...goes];
  return {
    ...world,
    state,
    keys: world.keys + 1,
    changed: world.changed || body !== 'a',
    sentAt: world.at,
    asked,
  };
}

/** All worlds that one event leads to. */
function next(rules: Rules, world: World): World[] {
  const worlds: World[] = [];
  const at = world.at + STEP;
  worlds.push({ ...world, at, state: rules(world.state, { type: 'tick', at }) });
  worlds.push({ ...world, alive: !world.alive });
  if (world.keys < 3) {
    worlds.push(send(rules, world, 'a', true), send(rules, world, 'b', true), send(rules, world, 'a', false));
  }
  for (const key of world.asked) {
    const asked = without(world.asked, key);
    worlds.push({ ...world, asked });
    if (!world.alive) continue;
    // The server holds one wish a key, whatever comes how often; the command may come again.
    const kept = world.kept.some((one) => one.key === key)
      ? world.kept
      : [...world.kept, { key, body: bodyOf(world.state, key) }];
    worlds.push({ ...world, asked, kept, answers: [...without(world.answers, key), key] });
  }
  for (const key of world.answers) {
    const answers = without(world.answers, key);
    const heard = (reply: typeof yes | typeof silence) => rules(world.state, { type: 'answer', key, reply });
    worlds.push(
      { ...world, answers },
      { ...world, answers, state: heard(yes) },
      { ...world, state: heard(yes) },
    );
    worlds.push({ ...world, answers, state: heard(silence) });
  }
  return worlds;
}

const PROMISES: Readonly<Record<string, (world: World) => boolean>> = {
  // The screen shows the other ways and the numbers in every step but these two.
  'I10 after ten seconds the phone shows the other ways, whatever became of the server': ({
    state,
    at,
    sentAt,
  }) => state.step !== 'sending' || at - (sentAt ?? 0) < HEARD_WITHIN,
  'I6 what the phone says is kept lies at the server': ({ state, kept }) =>
    state.step !== 'kept' || kept.length > 0,
  'the same wish, sent again, is one wish': ({ state, kept, changed }) =>
    changed || state.step !== 'unheard' || kept.filter(({ body }) => body === state.body).length <= 1,
};

/** Goes through every order of events, and answers which promises did not hold and which steps were seen. */
function explore(rules: Rules): { broken: Set<string>; seen: Set<string>; worlds: number } {
  const [broken, seen] = [new Set<string>(), new Set<string>()];
  const known = new Set<string>();
  let edge: World[] = [begin];
  for (let depth = 0; depth <= LONGEST; depth += 1) {
    const fresh: World[] = [];
    for (const world of edge) {
      const name = JSON.stringify(world);
      if (known.has(name)) continue;
      known.add(name);
      seen.add(world.state.step);
      for (const [promise, holds] of Object.entries(PROMISES)) if (!holds(world)) broken.add(promise);
      fresh.push(world);
    }
    edge = fresh.flatMap((world) => next(rules, world));
  }
  return { broken, seen, worlds: known.size };
}

const [WAITS, KEPT, ONCE] = Object.keys(PROMISES);

describe('a small world around asking', () => {
  it('keeps its promises in every order of events', () => {
    const { broken, seen, worlds } = explore(asking);
    expect([...broken]).toEqual([]);
    expect([...seen].sort()).toEqual(['kept', 'sending', 'unheard', 'writing']);
    expect(worlds).toBeGreaterThan(6_000);
  });

  const faults: readonly [string, string | undefined, Rules][] = [
    [
      'waits for the server without an end',
      WAITS,
      (state, event) => (event.type === 'tick' ? state : asking(state, event)),
    ],
    [
      'takes a sent wish for a kept one',
      KEPT,
      (state, event) => {
        const after = asking(state, event);
        return event.type === 'send' && after.step === 'sending'
          ? { step: 'kept', request: yes.value as never }
          : after;
      },
    ],
    [
      'makes a new wish of every try',
      ONCE,
      (state, event) =>
        event.type === 'send' && state.step === 'unheard'
          ? asking({ step: 'writing' }, event)
          : asking(state, event),
    ],
  ];
  it.each(faults)('notices a phone that %s', (_, promise, rules) => {
    expect([...explore(rules).broken]).toContain(promise);
  });
});
