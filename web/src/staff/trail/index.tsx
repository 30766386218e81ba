import { useEffect, useState } from 'preact/hooks';
import { call } from '../../api/client';
import type { Problem } from '../../api/problem';
import type { Answer } from '../../api/types';
import { localDate } from '../../data/dates';
import { dayText, timeText } from '../../texts/dates';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { EmptyState } from '../../ui/EmptyState';
import { Ruby } from '../../ui/Ruby';
import { sentenceFor } from '../form';
import { StaffPage } from '../parts';
import { type Head, read, written } from './kept';
import { actionText, ready, T, w } from './words';

type Event = Answer<'list_audit_events'>['items'][number];
type Verification = Answer<'verify_audit_chain'>;

/** 利用のきろく (T10): what happened to people's rights, whether it is whole, and the number to keep elsewhere. */
function Trail() {
  const [events, setEvents] = useState<readonly Event[] | null>(null);
  const [next, setNext] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  async function load(cursor?: string) {
    const result = await call('get', '/audit_events', cursor ? { query: { cursor } } : {});
    setProblem(result.ok ? null : result.problem);
    if (!result.ok) return;
    const { items, next_cursor } = result.value;
    setNext(next_cursor);
    setEvents((now) => (cursor ? [...(now ?? []), ...items] : items));
  }
  useEffect(() => void load(), []);
  const days = [...new Set((events ?? []).map((one) => localDate(new Date(one.at))))];
  return (
    <StaffPage title="trTitle" lead="trLead" at="/trail">
      <Check />
      <p role="status" class="st-hint">
        {problem && <Ruby text={sentenceFor(problem)} />}
      </p>
      {events?.length === 0 && <EmptyState text={w('trEmpty')} />}
      {days.map((day) => (
        <Card key={day} title={dayText(day)}>
          <ul class="rows">
            {events
              ?.filter((one) => localDate(new Date(one.at)) === day)
              .map((one) => (
                <Row key={one.seq} one={one} />
              ))}
          </ul>
        </Card>
      ))}
      {next && <Button label={w('trMore')} onPress={() => load(next)} wide={false} />}
    </StaffPage>
  );
}

const named = (who: Event['actor']): string => (who ? w('trWho', { name: who.nickname }) : w('trNobody'));

function Row({ one }: { readonly one: Event }) {
  const what = actionText(one.action);
  const other = one.subject && one.subject.person_id !== one.actor?.person_id ? one.subject : null;
  return (
    <li>
      <div>
        <p>
          <strong>
            <Ruby text={named(one.actor)} />
          </strong>{' '}
          <Ruby text={timeText(one.at)} />
        </p>
        <p>
          <Ruby text={one.allowed ? what : w('trDeniedWant', { what })} />
        </p>
        {other && (
          <p class="small">
            <Ruby text={w('trTo', { name: other.nickname })} />
          </p>
        )}
      </div>
    </li>
  );
}

/** Checks the whole log, gives the number of today, and compares with one that was kept. */
function Check() {
  const [found, setFound] = useState<Verification | null>(null);
  const [busy, setBusy] = useState(false);
  const [word, setWord] = useState<string | null>(null);

  async function check(kept: Pick<Head, 'seq' | 'hash'> | null) {
    setBusy(true);
    setFound(null);
    setWord(w('trChecking'));
    const result = await call('get', '/audit_events/verification', kept ? { query: kept } : {});
    setBusy(false);
    setWord(result.ok ? null : sentenceFor(result.problem));
    if (result.ok) setFound(result.value);
  }

  async function save() {
    const result = await call('get', '/audit_events/head', {});
    if (!result.ok) return setWord(sentenceFor(result.problem));
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([written(result.value)], { type: 'text/plain' }));
    link.download = `engawa-audit-${localDate()}.txt`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    setWord(w('trKept'));
  }

  async function compare(file: File | undefined) {
    if (!file) return;
    const kept = read(await file.slice(0, 1000).text());
    if (!kept) return setWord(w('trNoFile'));
    await check(kept);
  }

  return (
    <Card>
      <Button kind="primary" busy={busy} label={w('trCheck')} onPress={() => check(null)} wide={false} />
      <div role="status">
        {word && (
          <p>
            <Ruby text={word} />
          </p>
        )}
        {found && <Result found={found} />}
      </div>
      <p class="st-hint">
        <T k="trSaveNote" />
      </p>
      <div class="st-row">
        <Button label={w('trSave')} onPress={save} wide={false} />
        <label class="button button-second">
          <T k="trCompare" />
          <input
            class="hidden"
            type="file"
            accept=".txt,text/plain"
            onChange={(event) => {
              const { files } = event.currentTarget;
              void compare(files?.[0]);
            }}
          />
        </label>
      </div>
    </Card>
  );
}

function Result({ found }: { readonly found: Verification }) {
  return (
    <>
      <p>
        <strong>
          {found.first_broken === null ? (
            <T k="trWhole" words={{ n: found.entries }} />
          ) : (
            <T k="trBroken" words={{ n: found.first_broken }} />
          )}
        </strong>
      </p>
      {found.contains_head !== null && (
        <p>
          <T k={found.contains_head ? 'trHas' : 'trHasNot'} />
        </p>
      )}
    </>
  );
}

/** With their texts in the language of the reader. */
export const open = () => ready().then(() => Trail);
