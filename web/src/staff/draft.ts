import { useState } from 'preact/hooks';

/** What a form holds while it is being written: one text for each field. */
export type Values = Readonly<Record<string, string>>;

/** A form's texts, kept for this tab over a reload. */
export interface Draft<V extends Values> {
  values: V;
  /** True when the texts came back from an earlier visit. */
  restored: boolean;
  set: (field: keyof V, text: string) => void;
  replace: (values: V) => void;
  clear: () => void;
}

const PREFIX = 'engawa.staff.';

function readKept<V extends Values>(key: string): Partial<V> | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(PREFIX + key) ?? 'null');
    return kept !== null && typeof kept === 'object' ? (kept as Partial<V>) : null;
  } catch {
    return null;
  }
}

function keep(key: string, values: Values | null): void {
  try {
    if (values === null) sessionStorage.removeItem(PREFIX + key);
    else sessionStorage.setItem(PREFIX + key, JSON.stringify(values));
  } catch {
    // Storage may be closed (private window): the form still works, only the reload forgets.
  }
}

function pick<V extends Values>(initial: V, kept: Partial<V> | null): V {
  const values: Record<string, string> = { ...initial };
  for (const field of Object.keys(initial)) {
    const text = kept?.[field];
    if (typeof text === 'string') values[field] = text;
  }
  return values as V;
}

/**
 * Keeps a form's texts in this tab's session storage, so that a reload loses nothing.
 * Never give it a password, a code or a token: those fields have their own state in memory only.
 */
export function useDraft<V extends Values>(key: string, initial: V): Draft<V> {
  const [state, setState] = useState(() => {
    const kept = readKept<V>(key);
    return { values: pick(initial, kept), restored: kept !== null };
  });
  return {
    ...state,
    set(field, text) {
      setState((before) => {
        const values = { ...before.values, [field]: text };
        keep(key, values);
        return { values, restored: before.restored };
      });
    },
    replace(values) {
      keep(key, values);
      setState({ values, restored: false });
    },
    clear() {
      keep(key, null);
      setState({ values: initial, restored: false });
    },
  };
}

/** Forgets every kept form of the staff screens: called at sign-out, so that the next person sees none of it. */
export function forgetDrafts(): void {
  try {
    for (const key of Object.keys(sessionStorage)) {
      if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
    }
  } catch {
    // Closed storage holds nothing to forget.
  }
}
