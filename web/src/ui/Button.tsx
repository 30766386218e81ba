import type { ComponentChildren } from 'preact';
import { Ruby } from './Ruby';

interface Shared {
  readonly label: string;
  /** `primary` once a screen; `second` outlined; `quiet` a plain underlined word; `help` the reserved colour. */
  readonly kind?: 'primary' | 'second' | 'quiet' | 'help' | 'help-second';
  readonly icon?: ComponentChildren;
  /** What a screen reader says when the visible label needs its surroundings. */
  readonly spoken?: string;
  readonly wide?: boolean;
}

const classes = ({ kind = 'second', wide = true }: Shared) => `button button-${kind}${wide ? ' wide' : ''}`;

interface ButtonProps extends Shared {
  readonly onPress?: () => void;
  readonly busy?: boolean;
  readonly submit?: boolean;
  readonly pressed?: boolean;
}

/** Something to do. While `busy` it stays readable and ignores further taps. */
export function Button(props: ButtonProps) {
  return (
    <button
      type={props.submit ? 'submit' : 'button'}
      class={classes(props)}
      aria-disabled={props.busy || undefined}
      aria-busy={props.busy || undefined}
      aria-pressed={props.pressed}
      aria-label={props.spoken}
      onClick={(event) => {
        if (props.busy) event.preventDefault();
        else props.onPress?.();
      }}
    >
      {props.icon}
      <span>
        <Ruby text={props.label} />
      </span>
    </button>
  );
}

/** Somewhere to go, with the same look as a button. */
export function LinkButton(props: Shared & { readonly href: string; readonly external?: boolean }) {
  return (
    <a
      class={classes(props)}
      href={props.href}
      aria-label={props.spoken}
      {...(props.external ? { target: '_blank', rel: 'noreferrer' } : {})}
    >
      {props.icon}
      <span>
        <Ruby text={props.label} />
      </span>
    </a>
  );
}
