import { useId } from 'preact/hooks';
import { plain } from '../texts/ruby';
import { Ruby } from './Ruby';

interface Props {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  /** Enter, but never the Enter that ends a Japanese conversion. */
  readonly onEnter?: () => void;
  /** What to do about it, in the person's language; stands next to the field. */
  readonly problem?: string | null;
  readonly type?: 'text' | 'password' | 'number' | 'date' | 'time' | 'search' | 'tel' | 'url' | 'email';
  readonly rows?: number;
  readonly autocomplete?: string;
  readonly inputMode?: 'text' | 'numeric' | 'decimal' | 'tel' | 'url' | 'email';
  readonly maxLength?: number;
  readonly name?: string;
  readonly required?: boolean;
  readonly placeholder?: string;
  readonly autocapitalize?: 'off' | 'characters';
  /** `latin` for codes and login names: no spell check, even digits. */
  readonly latin?: boolean;
}

/** One thing to write. The label stays above, the hint and the problem are read with the field. */
export function Field(props: Props) {
  const id = useId();
  const described = [props.hint && `${id}-h`, props.problem && `${id}-p`].filter(Boolean).join(' ');
  const shared = {
    id,
    name: props.name,
    value: props.value,
    placeholder: props.placeholder && plain(props.placeholder),
    required: props.required,
    maxLength: props.maxLength,
    autoComplete: props.autocomplete ?? 'off',
    'aria-describedby': described || undefined,
    'aria-invalid': props.problem ? true : undefined,
    class: props.latin ? 'latin' : undefined,
    spellcheck: props.latin ? false : undefined,
    autocapitalize: props.autocapitalize ?? (props.latin ? 'off' : undefined),
  } as const;
  return (
    <div class={`field${props.problem ? ' has-problem' : ''}`}>
      <label for={id}>
        <Ruby text={props.label} />
      </label>
      {props.hint && (
        <p class="hint" id={`${id}-h`}>
          <Ruby text={props.hint} />
        </p>
      )}
      {props.rows ? (
        <textarea
          {...shared}
          rows={props.rows}
          onInput={(event) => props.onInput(event.currentTarget.value)}
        />
      ) : (
        <input
          {...shared}
          type={(props.type ?? 'text') as 'text'}
          inputMode={props.inputMode}
          onInput={(event) => props.onInput(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.isComposing || !props.onEnter) return;
            event.preventDefault();
            props.onEnter();
          }}
        />
      )}
      <p class="problem" id={`${id}-p`} aria-live="polite">
        {props.problem && <Ruby text={props.problem} />}
      </p>
    </div>
  );
}
