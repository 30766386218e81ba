import './css/choice.css';
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { Ruby } from './Ruby';

/** One thing to choose. */
export interface Option<T> {
  readonly value: T;
  readonly label: string;
  readonly hint?: string;
  readonly mark?: ComponentChildren;
}

interface Props<T> {
  readonly legend: string;
  readonly options: readonly Option<T>[];
  readonly value: T | null;
  readonly onChoose: (value: T) => void;
  /** `row` puts short words side by side while there is room, `tight` numbers. */
  readonly layout?: 'row' | 'tight' | 'list';
  readonly legendHidden?: boolean;
}

/** One of a few: native radio buttons, large enough for tired hands. */
export function Choice<T extends string | number | boolean>(props: Props<T>) {
  const name = useId();
  return (
    <fieldset
      class={`choice choice-${props.layout ?? 'list'}${props.layout === 'tight' ? ' choice-row' : ''}`}
    >
      <legend class={props.legendHidden ? 'hidden' : ''}>
        <Ruby text={props.legend} />
      </legend>
      <div>
        {props.options.map((option) => (
          <label key={String(option.value)}>
            <input
              type="radio"
              name={name}
              checked={props.value === option.value}
              onChange={() => props.onChoose(option.value)}
            />
            {option.mark}
            <span>
              <Ruby text={option.label} />
              {option.hint && (
                <small>
                  <Ruby text={option.hint} />
                </small>
              )}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

interface ChipsProps {
  readonly legend: string;
  readonly options: readonly string[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: string[]) => void;
}

/** Any of several short words: native check boxes shaped like chips. */
export function Chips({ legend, options, chosen, onChange }: ChipsProps) {
  return (
    <fieldset class="choice choice-chips">
      <legend>
        <Ruby text={legend} />
      </legend>
      <div>
        {options.map((word) => (
          <label key={word}>
            <input
              type="checkbox"
              checked={chosen.includes(word)}
              onChange={(event) =>
                onChange(
                  event.currentTarget.checked ? [...chosen, word] : chosen.filter((other) => other !== word),
                )
              }
            />
            <span>
              <Ruby text={word} />
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

interface SwitchProps {
  readonly label: string;
  readonly hint?: string;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
}

/** On or off, at once. */
export function Switch({ label, hint, on, onChange }: SwitchProps) {
  return (
    <label class="switch">
      <span>
        <Ruby text={label} />
        {hint && (
          <small>
            <Ruby text={hint} />
          </small>
        )}
      </span>
      <input
        type="checkbox"
        // biome-ignore lint/a11y/useAriaPropsForRole: a native check box says by itself whether it is on
        role="switch"
        checked={on}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    </label>
  );
}
