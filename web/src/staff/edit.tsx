import { useState } from 'preact/hooks';
import type { Result } from '../api/client';
import { Conflict } from './conflict';
import { useDraft, type Values } from './draft';
import { type FieldRule, type FormState, fieldErrorsOf, sentenceFor, useForm } from './form';
import type { StaffKey } from './words';

/** A saved thing as a form sees it. */
export interface Saved<V extends Values, R> {
  values: V;
  etag: string;
  row: R;
}

interface EditOptions<V extends Values, R> {
  /** Name of the draft; one per thing. */
  draft: string;
  saved: Saved<V, R>;
  rules: Readonly<Record<string, FieldRule>>;
  /** What is missing, before anything is sent. */
  check: (values: V) => Readonly<Record<string, string | undefined>>;
  send: (values: V, etag: string, key: string) => Promise<Result<R>>;
  /** Reads the thing again after someone else saved it. */
  again: () => Promise<Result<Saved<V, R>>>;
  onSaved: (row: R, etag: string | null) => void;
}

/** A form over something that others may save at the same time. */
export interface Edit<V extends Values, R> {
  values: V;
  set: (field: keyof V & string, text: string) => void;
  form: FormState;
  changed: boolean;
  restored: boolean;
  /** What someone else saved meanwhile, until a choice is made. */
  theirs: Saved<V, R> | null;
  submit: (event?: Event) => Promise<void>;
  useMine: () => Promise<void>;
  useTheirs: () => void;
  discard: () => void;
}

const BASE = '_base';

/**
 * Edits with If-Match. The draft remembers the version it was begun on, so a form that comes back
 * after a reload can not silently undo what someone else saved in between.
 */
export function useEdit<V extends Values, R>(options: EditOptions<V, R>): Edit<V, R> {
  const { saved, rules, check, send, again, onSaved } = options;
  const draft = useDraft<Values>(options.draft, { ...saved.values, [BASE]: saved.etag });
  const [theirs, setTheirs] = useState<Saved<V, R> | null>(null);
  const form = useForm();
  const { [BASE]: base = saved.etag, ...rest } = draft.values;
  const values = rest as Values as V;

  async function save(etag: string) {
    if (form.busy || form.refuse(check(values))) return;
    const result = await form.send({ values, etag }, (key) => send(values, etag, key));
    if (result.ok) {
      setTheirs(null);
      draft.clear();
      onSaved(result.value, result.etag);
      return;
    }
    const { problem } = result;
    if (problem.type === 'version-conflict' || problem.status === 412) {
      const fresh = await again();
      if (fresh.ok) setTheirs(fresh.value);
      else form.refuse({}, sentenceFor(fresh.problem));
      return;
    }
    const errors = fieldErrorsOf(problem, rules);
    form.refuse(errors, Object.keys(errors).length > 0 ? null : sentenceFor(problem));
  }

  return {
    values,
    form,
    theirs,
    set: draft.set,
    changed: Object.keys(saved.values).some((field) => saved.values[field] !== values[field]),
    restored: draft.restored,
    async submit(event) {
      event?.preventDefault();
      await save(base);
    },
    async useMine() {
      if (theirs) await save(theirs.etag);
    },
    useTheirs() {
      if (!theirs) return;
      draft.clear();
      setTheirs(null);
      onSaved(theirs.row, theirs.etag);
    },
    discard() {
      form.clear();
      setTheirs(null);
      draft.clear();
    },
  };
}

interface EditConflictProps<V extends Values, R> {
  readonly edit: Edit<V, R>;
  readonly labels: Readonly<Partial<Record<keyof V & string, StaffKey>>>;
  /** Words for a value that is a code, such as a kind. */
  readonly say?: (field: string, value: string) => string;
}

/** The choice after someone else saved first; only the fields that differ are shown. */
export function EditConflict<V extends Values, R>({ edit, labels, say }: EditConflictProps<V, R>) {
  const { theirs, values } = edit;
  if (!theirs) return null;
  const word = (field: string, value = '') => (say ? say(field, value) : value);
  const differences = Object.entries(labels as Readonly<Record<string, StaffKey>>)
    .filter(([field]) => theirs.values[field] !== values[field])
    .map(([field, label]) => ({
      label,
      theirs: word(field, theirs.values[field]),
      mine: word(field, values[field]),
    }));
  return (
    <Conflict
      differences={differences}
      busy={edit.form.busy}
      onMine={edit.useMine}
      onTheirs={edit.useTheirs}
    />
  );
}
