import { useEffect, useRef, useState } from 'preact/hooks';
import type { Problem, Result } from '../api/client';
import { type StaffKey, w } from './words';

/** Sentences that stand next to fields, by field name. */
export type FieldErrors = Readonly<Record<string, string | undefined>>;

/** Where a server pointer belongs and which sentence a wrong form of it gets. */
export type FieldRule = { field: string; format?: StaffKey };

const KINDS: Readonly<Record<string, StaffKey>> = {
  offline: 'pNetwork',
  internal: 'pServer',
  unavailable: 'pServer',
  'too-many-requests': 'pBusy',
  forbidden: 'pForbidden',
  unauthenticated: 'pSession',
  'session-ended': 'pSession',
  'not-found': 'pGone',
  'last-admin': 'pLastAdmin',
  'already-exists': 'pExists',
  'not-proposed': 'pGone',
  'occurrence-not-on': 'calTooEarly',
  'occurrence-cancelled': 'calChange_cancelled',
  'too-many-of-them': 'calTooMany',
};

/** One kind sentence for a problem that has no field of its own. */
export function sentenceFor(problem: Problem): string {
  const key = KINDS[problem.type];
  if (key) return w(key);
  return w(problem.errors?.length ? 'pField' : 'pServer');
}

function fieldSentence(type: string, limit: number | undefined, format?: StaffKey): string {
  if (type === 'required') return w('fRequired');
  if (type === 'too-short') return limit ? w('fTooShort', { limit }) : w('fRequired');
  if (type === 'too-long') return limit ? w('fTooLong', { limit }) : w('fTooLongPlain');
  if (type === 'wrong') return `${w('totpWrong')} ${w('totpClock')}`;
  if (type === 'duplicate') return w('pExists');
  return w(format ?? 'fFormat');
}

/** Turns the server's pointers into sentences next to the fields; pointers without a field are left out. */
export function fieldErrorsOf(problem: Problem, rules: Readonly<Record<string, FieldRule>>): FieldErrors {
  const found: Record<string, string | undefined> = {};
  for (const { pointer, type, limit } of problem.errors ?? []) {
    const rule = rules[pointer];
    if (rule) found[rule.field] ??= fieldSentence(type, limit, rule.format);
  }
  return found;
}

/** The state of one form: what is wrong, whether it is being sent, and a key that makes a repeat harmless. */
export interface FormState {
  ref: { current: HTMLFormElement | null };
  errors: FieldErrors;
  message: string | null;
  busy: boolean;
  /** Shows errors and moves to the first one. Answers true when there were any. */
  refuse: (errors: FieldErrors, message?: string | null) => boolean;
  clear: () => void;
  /**
   * Sends once. The same body sent again after a lost answer keeps its key, so nothing is made twice.
   */
  send: <T>(body: unknown, call: (key: string) => Promise<Result<T>>) => Promise<Result<T>>;
}

const LOST = new Set(['offline', 'internal', 'unavailable']);

/** Makes the state of one form. Put `ref` on the form element. */
export function useForm(): FormState {
  const ref = useRef<HTMLFormElement>(null);
  const wantsFocus = useRef(false);
  const open = useRef<{ body: string; key: string } | null>(null);
  const [errors, setErrors] = useState<FieldErrors>({});
  const [message, setMessage] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  useEffect(() => {
    if (!wantsFocus.current || busy) return;
    wantsFocus.current = false;
    ref.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-form-message]')?.focus();
  });

  return {
    ref,
    errors,
    message,
    busy,
    refuse(found, sentence = null) {
      const any = Object.values(found).some(Boolean);
      setErrors(found);
      setMessage(sentence);
      wantsFocus.current = any || sentence !== null;
      return any;
    },
    clear() {
      setErrors({});
      setMessage(null);
    },
    async send(body, call) {
      const text = JSON.stringify(body);
      if (open.current?.body !== text) open.current = { body: text, key: crypto.randomUUID() };
      setBusy(true);
      try {
        const result = await call(open.current.key);
        if (result.ok || !LOST.has(result.problem.type)) open.current = null;
        return result;
      } finally {
        setBusy(false);
      }
    },
  };
}
