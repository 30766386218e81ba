/** What a plan and a rule are on this phone, and what a ticked sign leads to: pure. */
import { isRecord } from '../api/problem';
import type { Body, Checkin } from '../api/types';
import type { Json } from './outbox';

export type Plan = Required<Body<'replace_my_comfort_plan'>> & {
  signs: Record<Level, string[]>;
};
export type Rule = Required<Body<'replace_my_hello_rule'>>;
export type Sign = Checkin['signs'][number];
export type Level = 'green' | 'yellow' | 'red';
export type Call = Plan['call'][number];

/** How many lines and how long they may be, as the server takes them. */
export const MOST = { lines: 8, sign: 60, line: 100, calls: 5, name: 40, number: 30, staff: 300, how: 100 };

const list = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((line): line is string => typeof line === 'string') : [];
const text = (value: unknown): string | null => (typeof value === 'string' && value ? value : null);

/** A copy of whatever age as a plan; what is missing is empty. */
export function planOf(value: Json): Plan {
  const signs = isRecord(value.signs) ? value.signs : {};
  const calls = Array.isArray(value.call) ? value.call.filter(isRecord) : [];
  return {
    signs: { green: list(signs.green), yellow: list(signs.yellow), red: list(signs.red) },
    helps: list(value.helps),
    wants: list(value.wants),
    does_not_want: list(value.does_not_want),
    call: calls.map((one) => ({ name: String(one.name), number: text(one.number), note: text(one.note) })),
    chosen_person_id: text(value.chosen_person_id),
    tell_staff: value.tell_staff === true,
    for_staff: text(value.for_staff),
    made_with: value.made_with === 'staff' ? 'staff' : 'alone',
  };
}

/** A copy of whatever age as a rule; nothing is the default. */
export function ruleOf(value: Json): Rule {
  return {
    after_days: typeof value.after_days === 'number' ? value.after_days : null,
    person_id: text(value.person_id),
    how: text(value.how),
    paused_until: text(value.paused_until),
  };
}

/** Whether nothing is written yet. */
export const isEmpty = (plan: Plan): boolean =>
  [...Object.values(plan.signs), plan.helps, plan.wants, plan.does_not_want, plan.call].every(
    (part) => part.length === 0,
  ) && !plan.for_staff;

/** Lines as they are typed, one below the other, each once. */
export const linesOf = (typed: string): string[] => [
  ...new Set(
    typed
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean),
  ),
];

/** What has to be changed about typed lines before they can be kept; null when nothing. */
export function linesProblem(
  typed: string,
  longest: number,
  letters: (text: string) => number,
): 'tooMany' | 'tooLong' | null {
  const lines = linesOf(typed);
  if (lines.length > MOST.lines) return 'tooMany';
  return lines.some((line) => letters(line) > longest) ? 'tooLong' : null;
}

/** A phone number as the server takes it: wide digits become narrow. */
export const numberOf = (typed: string): string =>
  typed
    .normalize('NFKC')
    .trim()
    .replace(/[‐‑–—ー−]/g, '-');

/** Whether a number can be dialled as it stands. */
export const isNumber = (typed: string): boolean => /^[\d+\-() *#]*$/.test(numberOf(typed));

/** What ticked signs lead to. A red one never leads to a peer. */
export function leadsTo(signs: readonly Sign[]): 'nothing' | 'yellow' | 'red' {
  if (signs.some((sign) => sign.level === 'red')) return 'red';
  return signs.length > 0 ? 'yellow' : 'nothing';
}

/** The own signs to tick, with those that were ticked before and are not in the plan any more. */
export function choicesOf(plan: Plan, ticked: readonly Sign[]): Sign[] {
  const own = (level: 'yellow' | 'red') => plan.signs[level].map((words) => ({ level, words }));
  const all: Sign[] = [...own('yellow'), ...own('red')];
  const gone = ticked.filter((one) => !all.some((sign) => same(sign, one)));
  return [...all, ...gone];
}

/** The same sign, in the same words. */
export const same = (a: Sign, b: Sign): boolean => a.level === b.level && a.words === b.words;

/** The signs of one level with these words; at most eight are kept with a check-in. */
export const withLevel = (signs: readonly Sign[], level: Sign['level'], words: readonly string[]): Sign[] =>
  [...signs.filter((sign) => sign.level !== level), ...words.map((one) => ({ level, words: one }))].slice(
    0,
    8,
  );
