import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Values } from '../texts';
import { Button } from '../ui/Button';
import { About } from './parts';
import { type StaffKey, T, w } from './words';

interface TwoTapProps {
  readonly go: StaffKey;
  /** A narrow first button, for rows of a list. */
  narrow?: boolean;
  /** What the first button is about, for a screen reader in a list. */
  about?: string;
  ask: StaffKey;
  yes: StaffKey;
  words?: Values;
  busy: boolean;
  onYes: () => void;
  /** What will happen, in plain sentences. */
  children?: ComponentChildren;
}

/** An action that cannot be undone: the first tap explains, the second one does it. Nothing covers the screen. */
export function TwoTap({ go, narrow = false, about, ask, yes, words, busy, onYes, children }: TwoTapProps) {
  const [open, setOpen] = useState(false);
  const title = useRef<HTMLHeadingElement>(null);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (open) title.current?.focus();
  }, [open]);
  function close() {
    setOpen(false);
    requestAnimationFrame(() => box.current?.querySelector<HTMLElement>('button')?.focus());
  }
  return (
    <div ref={box}>
      {open ? (
        <div class="st-ask">
          <h3 tabIndex={-1} ref={title}>
            <T k={ask} words={words} />
          </h3>
          {children}
          <div class="st-row">
            <Button kind="primary" busy={busy} onPress={onYes} label={w(yes)} />
            <Button onPress={close} label={w('cancel')} />
          </div>
        </div>
      ) : (
        <Button
          label={w(go)}
          icon={about && <About name={about} />}
          wide={!narrow}
          onPress={() => setOpen(true)}
        />
      )}
    </div>
  );
}
