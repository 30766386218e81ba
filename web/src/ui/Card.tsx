import type { ComponentChildren } from 'preact';
import { Ruby } from './Ruby';

interface Props {
  readonly title?: string;
  /** `help` is reserved for the help screen. */
  readonly tone?: 'plain' | 'help';
  readonly id?: string;
  readonly children?: ComponentChildren;
}

/** One card is one thing. With a title it is a named region. */
export function Card({ title, tone = 'plain', id, children }: Props) {
  return (
    <section class={`card card-${tone}`} id={id} tabIndex={id ? -1 : undefined}>
      {title && (
        <h2>
          <Ruby text={title} />
        </h2>
      )}
      {children}
    </section>
  );
}
