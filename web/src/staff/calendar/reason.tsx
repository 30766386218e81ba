import { plain } from '../../texts/ruby';
import { Choice } from '../../ui/Choice';
import { Field } from '../../ui/Field';
import { Ruby } from '../../ui/Ruby';
import type { Scope } from './types';
import { w } from './words';

const SCOPES: readonly Scope[] = ['this', 'following', 'all'];

/** Which ones it is about: the first question of every change. */
export function ScopeChoice({
  value,
  onChoose,
}: {
  readonly value: Scope;
  readonly onChoose: (scope: Scope) => void;
}) {
  return (
    <Choice<Scope>
      legend={w('calScope')}
      value={value}
      onChoose={onChoose}
      options={SCOPES.map((scope) => ({
        value: scope,
        label: w(`calScope_${scope}`),
      }))}
    />
  );
}

interface ReasonProps {
  /** Of what beginnings are offered, if any. */
  readonly of?: 'change' | 'cancel';
  readonly value: string;
  readonly onInput: (text: string) => void;
  readonly problem: string | undefined;
}

/** What the server says of a reason stands beside it. */
export const REASON = { '/reason': { field: 'reason' } } as const;

/** Why: everybody who may come reads it, so three calm beginnings are offered. */
export function Reason({ of, value, onInput, problem }: ReasonProps) {
  return (
    <div class="cal-group">
      <Field
        label={w('calWhy')}
        hint={w('calWhyHint')}
        rows={2}
        value={value}
        onInput={onInput}
        problem={problem}
      />
      {of && (
        <div class="chips">
          {([1, 2, 3] as const).map((n) => {
            const phrase = w(`calWhy_${of}${n}`);
            return (
              <button key={n} type="button" class="chip chip-tap" onClick={() => onInput(plain(phrase))}>
                <Ruby text={phrase} />
              </button>
            );
          })}
        </div>
      )}
    </div>
  );
}
