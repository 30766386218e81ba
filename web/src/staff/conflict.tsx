import { useEffect, useRef } from 'preact/hooks';
import { Button } from '../ui/Button';
import { type StaffKey, T, w } from './words';

/** One field that two people changed. */
export interface Difference {
  label: StaffKey;
  theirs: string;
  mine: string;
}

interface ConflictProps {
  differences: Difference[];
  busy: boolean;
  onMine: () => void;
  onTheirs: () => void;
}

function Text({ text }: { text: string }) {
  return text === '' ? (
    <p class="st-hint">
      <T k="conflictEmpty" />
    </p>
  ) : (
    <p class="st-kept">{text}</p>
  );
}

interface DiffersProps {
  readonly label: StaffKey;
  readonly was: string;
  readonly wasAs: StaffKey;
  readonly is: string;
  readonly isAs: StaffKey;
}

/** Two texts of one field, side by side. */
export function Differs({ label, was, wasAs, is, isAs }: DiffersProps) {
  const texts: readonly (readonly [StaffKey, string])[] = [
    [wasAs, was],
    [isAs, is],
  ];
  return (
    <dl class="st-differs">
      {texts.map(([as, text]) => (
        <div key={as}>
          <dt>
            <T k={label} />
            <span class="st-hint">
              <T k={as} />
            </span>
          </dt>
          <dd>
            <Text text={text} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Someone else saved first: what they saved next to what was typed, and a choice. Nothing is lost either way. */
export function Conflict({ differences, busy, onMine, onTheirs }: ConflictProps) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  return (
    <section class="st-conflict" aria-labelledby="st-conflict">
      <h2 id="st-conflict" tabIndex={-1} ref={title}>
        <T k="conflictTitle" />
      </h2>
      <p>
        <T k="conflictLead" />
      </p>
      {differences.map(({ label, theirs, mine }) => (
        <Differs
          key={label}
          label={label}
          was={theirs}
          wasAs="conflictTheirs"
          is={mine}
          isAs="conflictMine"
        />
      ))}
      <div class="st-row">
        <Button kind="primary" busy={busy} onPress={onMine} label={w('conflictUseMine')} />
        <Button onPress={onTheirs} label={w('conflictUseTheirs')} />
      </div>
    </section>
  );
}
