import type { Problem } from '../api/problem';
import { area } from '../texts';
import { problems } from '../texts/ja/problems';

const t = area('problems', problems);

const SENTENCES: Readonly<Record<string, keyof typeof problems>> = {
  offline: 'offline',
  internal: 'server',
  unavailable: 'server',
  'too-many-requests': 'tooMany',
  unauthenticated: 'signedOut',
  'session-ended': 'signedOut',
  forbidden: 'forbidden',
  'not-found': 'notFound',
  'version-conflict': 'changed',
  'id-conflict': 'exists',
  'already-exists': 'exists',
  'already-deleted': 'deleted',
  'invitation-not-usable': 'invitation',
  'wrong-credentials': 'link',
  'wrong-totp': 'code',
  'occurrence-cancelled': 'cancelled',
  'occurrence-over': 'over',
};

const FIELDS: Readonly<Record<string, keyof typeof problems>> = {
  required: 'required',
  'too-short': 'required',
  'not-allowed': 'notAllowed',
};

/** One kind sentence for a refusal, in the language on screen. */
export function problemText(problem: Problem): string {
  const field = problem.errors?.[0];
  return field ? fieldText(field.type, field.limit) : t(SENTENCES[problem.type] ?? 'unknown');
}

/** What to do about one field, or null when the refusal is not about it. */
export function fieldProblem(problem: Problem | null, pointer: string): string | null {
  const field = problem?.errors?.find((one) => one.pointer === pointer);
  return field ? fieldText(field.type, field.limit) : null;
}

function fieldText(type: string, limit?: number): string {
  if (type === 'too-long') return limit ? t('tooLong', { limit }) : t('tooLongPlain');
  if (type === 'too-many') return t('tooManyItems', { limit: limit ?? '' });
  return t(FIELDS[type] ?? 'field');
}
