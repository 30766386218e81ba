/** わたしの安心メモ as plain lines: pure, for the tray, and for the pages of the plan itself. */
import { isRecord } from '../api/problem';
import type { Json } from './outbox';

const LISTS = ['helps', 'wants', 'does_not_want'] as const;
const SIGNS = ['green', 'yellow', 'red'] as const;

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const lines = (value: unknown): string[] => list(value).filter((line) => typeof line === 'string');

/** Everything a plan says, to show and to copy. */
export function planText(plan: Json): string {
  const signs = isRecord(plan.signs) ? plan.signs : {};
  const calls = list(plan.call)
    .filter(isRecord)
    .map((one) => [one.name, one.number, one.note].filter((part) => typeof part === 'string').join(' '));
  const words = [plan.for_staff, plan.how].filter((part) => typeof part === 'string');
  return [
    ...SIGNS.flatMap((level) => lines(signs[level])),
    ...LISTS.flatMap((name) => lines(plan[name])),
    ...calls,
    ...words,
  ].join('\n');
}

/** Both versions in one: what was written here first, then what only the other phone had; as much as fits. */
export function joinPlans(theirs: Json, mine: Json): Json {
  const both = (a: unknown, b: unknown, most: number) =>
    [...new Set([...lines(a), ...lines(b)])].slice(0, most);
  const of = (plan: Json) => (isRecord(plan.signs) ? plan.signs : {});
  const known = new Set(list(mine.call).map((one) => JSON.stringify(one)));
  const call = [...list(mine.call), ...list(theirs.call).filter((one) => !known.has(JSON.stringify(one)))];
  return {
    ...mine,
    signs: Object.fromEntries(SIGNS.map((level) => [level, both(of(mine)[level], of(theirs)[level], 8)])),
    ...Object.fromEntries(LISTS.map((name) => [name, both(mine[name], theirs[name], 8)])),
    call: call.slice(0, 5),
    for_staff: mine.for_staff ?? theirs.for_staff ?? null,
  };
}
