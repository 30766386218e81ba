import { useEffect, useState } from 'preact/hooks';
import type { Problem } from '../../api/client';
import { shared } from '../../data/sharing';
import { go } from '../../router';
import { EntryView } from '../../screens/sharing/shown';
import { Refused, StaffPage } from '../parts';
import { T } from './words';

/** What somebody shows and nobody has seen, the longest wait first, opened from the board: one tap and 「見たよ」. */
export function NextPage({ person }: { readonly person: string }) {
  const [entry, setEntry] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  async function find() {
    setProblem(null);
    const result = await shared('waiting', person);
    if (!result.ok) return setProblem(result.problem);
    const first = result.value.items[0];
    if (first) setEntry(first.entry_id);
    else go(`/staff/shared/of/${person}`, { replace: true });
  }
  useEffect(() => {
    void find();
  }, [person]);
  /** The others of them are not opened unasked, because that would be a look. */
  async function after() {
    const result = await shared('waiting', person);
    const more = result.ok && result.value.items.length > 0;
    go(more ? `/staff/shared/of/${person}` : '/staff', { replace: true });
  }
  return (
    <StaffPage title="shTitle" lead="shLead" at="/shared" back="/staff">
      <div class="st-measure care-stack">
        {problem && <Refused problem={problem} retry={find} />}
        {!problem && !entry && (
          <p class="st-hint" role="status">
            <T k="loading" />
          </p>
        )}
        {entry && <EntryView id={entry} all="/staff/shared/of/" after={after} />}
      </div>
    </StaffPage>
  );
}
