import type { ComponentChildren } from 'preact';
import { Ruby } from './Ruby';

/** Nothing here yet, said kindly, with something useful to do. */
export function EmptyState({
  text,
  children,
}: {
  readonly text: string;
  readonly children?: ComponentChildren;
}) {
  return (
    <div class="empty">
      <p>
        <Ruby text={text} />
      </p>
      {children}
    </div>
  );
}
