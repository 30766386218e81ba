import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Result } from '../../api/client';
import { plain } from '../../texts/ruby';
import { Button } from '../../ui/Button';
import { Field } from '../../ui/Field';
import { toast } from '../../ui/Toast';
import { useDraft } from '../draft';
import { fieldErrorsOf, sentenceFor, useForm } from '../form';
import { About, FormMessage } from '../parts';
import { type StaffKey, T, w } from './words';

const RULES = { '/message': { field: 'message' } };

interface Props {
  /** Under which name the words stay in this tab until they are sent. */
  readonly draft: string;
  /** Whom the words are for. */
  readonly name: string;
  /** What opens the form, and how loud. */
  readonly open: StaffKey;
  readonly kind?: 'primary' | 'quiet';
  /** Open from the start. */
  readonly wanted?: boolean;
  readonly hint: StaffKey;
  readonly note?: StaffKey;
  readonly send?: StaffKey;
  /** What is chosen besides the words. */
  readonly choices?: ComponentChildren;
  /** What is chosen, so that another choice is another command. */
  readonly chosen?: string;
  readonly answer: (message: string, key: string) => Promise<Result<unknown>>;
  /** What is said when it is over already; null for any other refusal. */
  readonly late: (type: string) => string | null | Promise<string>;
  readonly again: () => void;
}

/** Words for somebody, which close what they asked for. */
export function Reply(props: Props) {
  const { name, hint, note, send = 'tkFollowYes', choices, chosen, again } = props;
  const draft = useDraft(props.draft, { message: '' });
  const [open, setOpen] = useState((props.wanted ?? false) || draft.values.message !== '');
  const form = useForm();
  const { message } = draft.values;
  async function submit() {
    if (form.busy) return;
    if (!message.trim()) return form.refuse({ message: w('fRequired') });
    const body = { draft: props.draft, message, chosen };
    const result = await form.send(body, (key) => props.answer(message, key));
    const said = result.ok ? w('tkTold') : await props.late(result.problem.type);
    if (said === null) {
      if (!result.ok) form.refuse(fieldErrorsOf(result.problem, RULES), sentenceFor(result.problem));
      return;
    }
    toast(plain(said));
    draft.clear();
    again();
  }
  if (!open)
    return (
      <Button
        kind={props.kind ?? 'primary'}
        icon={<About name={name} />}
        label={w(props.open)}
        onPress={() => setOpen(true)}
      />
    );
  return (
    <form
      class="st-ask"
      noValidate
      ref={form.ref}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {choices}
      <Field
        label={w('tkFollowAsk', { name })}
        hint={w(hint)}
        rows={3}
        maxLength={500}
        value={message}
        problem={form.errors.message ?? null}
        onInput={(text) => {
          form.clear();
          draft.set('message', text);
        }}
      />
      {note && (
        <p class="st-hint">
          <T k={note} />
        </p>
      )}
      <FormMessage text={form.message} />
      <div class="st-row">
        <Button submit kind="primary" busy={form.busy} label={w(send)} />
        <Button label={w('cancel')} onPress={() => setOpen(false)} />
      </div>
    </form>
  );
}
