/**
 * What went wrong, in a form the screens can turn into a kind sentence.
 *
 * The server answers every refusal as RFC 9457 problem details whose `type` is `/problems/<kebab>`.
 * Here only the kebab name travels on: it is the key of the texts.
 */

/** One field that the server would like to see changed; `pointer` is an RFC 6901 JSON pointer such as `/nickname`. */
export interface FieldProblem {
  pointer: string;
  type: string;
  limit?: number;
}

/** A refusal. `type` is the kebab name of the registry; `offline` (status 0) when no answer of ours came at all. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail?: string;
  instance?: string;
  /** Which of several reasons it is, where a kind has several. */
  reason?: string;
  errors?: FieldProblem[];
}

/** The problem that stands for "there was no answer": no network, a captive portal, a proxy page, a time-out. */
export const offline: Problem = { type: 'offline', title: 'offline', status: 0 };

/** Reads a problem document; anything that is not one gives null, because a page of a proxy is not a word of ours. */
export function readProblem(status: number, contentType: string, body: unknown): Problem | null {
  if (!contentType.includes('application/problem+json') || !isRecord(body)) return null;
  const { type, title, detail, instance, reason, errors } = body;
  const problem: Problem = {
    type: typeof type === 'string' ? (type.split('/').pop() ?? 'internal') : 'internal',
    title: typeof title === 'string' ? title : '',
    status,
  };
  if (typeof detail === 'string') problem.detail = detail;
  if (typeof instance === 'string') problem.instance = instance;
  if (typeof reason === 'string') problem.reason = reason;
  if (Array.isArray(errors)) problem.errors = errors.filter(isFieldProblem);
  return problem;
}

/** True for plain JSON objects; narrows `unknown` answers without a cast. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isFieldProblem(value: unknown): value is FieldProblem {
  return isRecord(value) && typeof value.pointer === 'string' && typeof value.type === 'string';
}
