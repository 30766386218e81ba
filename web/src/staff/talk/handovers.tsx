import { useEffect, useState } from 'preact/hooks';
import type { Body } from '../../api/types';
import { onChange } from '../../data/changes';
import { useNow } from '../../screens/use-now';
import { plain } from '../../texts/ruby';
import { Avatar } from '../../ui/Avatar';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Choice } from '../../ui/Choice';
import { EmptyState } from '../../ui/EmptyState';
import { Ruby } from '../../ui/Ruby';
import { toast } from '../../ui/Toast';
import { sentenceFor, useForm } from '../form';
import { allOf, useList } from '../load';
import { About, FormMessage, StaffPage, WhenReady } from '../parts';
import { type Handover, talk } from './api';
import { Reply } from './reply';
import { sinceText } from './since';
import { T, w } from './words';

const STATES = ['open', 'closed'] as const;
type State = (typeof STATES)[number];
type Outcome = Body<'close_handover'>['outcome'];
const OUTCOMES: readonly Outcome[] = ['talked', 'professional', 'later'];

/** つなぐ: what people agreed that staff go on with, in the words they agreed to; who takes it, and how it ended. */
export function HandoversPage() {
  const [state, setState] = useState<State>('open');
  return (
    <StaffPage title="navHandovers" lead="hoLead" at="/handovers">
      <Choice
        layout="row"
        legendHidden
        legend={w('hoWhich')}
        options={STATES.map((one) => ({ value: one, label: w(`hoState_${one}`) }))}
        value={state}
        onChoose={setState}
      />
      <List key={state} state={state} />
    </StaffPage>
  );
}

function List({ state }: { readonly state: State }) {
  const loaded = useList(`handovers ${state}`, () => allOf((cursor) => talk.handovers(state, cursor)));
  useEffect(() => onChange('handovers', loaded.reload), [loaded.reload]);
  return (
    <WhenReady of={loaded}>
      {(found) => (
        <>
          {found.length === 0 && <EmptyState text={w(`hoEmpty_${state}`)} />}
          <ul class="st-talks">
            {found.map((one) => (
              <li key={one.handover_id}>
                <Row one={one} again={loaded.reload} />
              </li>
            ))}
          </ul>
        </>
      )}
    </WhenReady>
  );
}

interface RowProps {
  readonly one: Handover;
  readonly again: () => void;
}

function Row({ one, again }: RowProps) {
  const now = useNow(15);
  const name = one.about.nickname;
  return (
    <Card>
      <div class="person">
        <Avatar name={name} />
        <div>
          <h2>{name}</h2>
          <small>
            <T k="hoFrom" words={{ name: one.author.nickname }} />
          </small>
        </div>
      </div>
      <p class="st-tags">
        {one.state !== 'closed' && one.agreed_at && (
          <span class="chip chip-amber">
            <Ruby text={sinceText(one.agreed_at, now)} />
          </span>
        )}
        {one.state === 'accepted' && (
          <span class="chip">
            <T k="hoWith" words={{ name: one.accepted_by?.nickname ?? '' }} />
          </span>
        )}
        {one.outcome && (
          <span class="chip">
            <T k={`hoOutcome_${one.outcome}`} />
          </span>
        )}
      </p>
      {one.words ? (
        <p class="said">{one.words}</p>
      ) : (
        <p class="st-hint">
          <T k="hoNoWords" />
        </p>
      )}
      {one.message && (
        <div>
          <h3>
            <T k="hoAnswered" words={{ name: one.closed_by?.nickname ?? '' }} />
          </h3>
          <p class="said">{one.message}</p>
        </div>
      )}
      {one.state === 'agreed' && <Take one={one} again={again} />}
      {one.state === 'accepted' && <Close one={one} again={again} />}
    </Card>
  );
}

/** わたしがつなぎます: one tap, and the first one has it. */
function Take({ one, again }: RowProps) {
  const form = useForm();
  async function take() {
    if (form.busy) return;
    const result = await form.send({ id: one.handover_id }, (key) => talk.takeHandover(one.handover_id, key));
    if (result.ok) toast(plain(w('hoTaken')));
    else if (isLate(result.problem.type)) toast(plain(w('hoMoved')));
    else return form.refuse({}, sentenceFor(result.problem));
    again();
    return false;
  }
  return (
    <>
      <Button
        kind="primary"
        busy={form.busy}
        icon={<About name={one.about.nickname} />}
        label={w('hoTake')}
        onPress={take}
      />
      <FormMessage text={form.message} />
    </>
  );
}

const isLate = (type: string): boolean =>
  ['handover-accepted', 'handover-closed', 'not-found'].includes(type);

/** What came of it, and words for the one it is about. */
function Close({ one, again }: RowProps) {
  const [outcome, setOutcome] = useState<Outcome>('talked');
  return (
    <Reply
      draft={`handover.${one.handover_id}`}
      name={one.about.nickname}
      open="hoClose"
      hint="hoHint"
      send="hoSend"
      chosen={outcome}
      choices={
        <Choice
          legend={w('hoOutcome')}
          options={OUTCOMES.map((value) => ({ value, label: w(`hoOutcome_${value}`) }))}
          value={outcome}
          onChoose={setOutcome}
        />
      }
      answer={(message, key) => talk.closeHandover(one.handover_id, { outcome, message }, key)}
      late={(type) => (isLate(type) ? w('hoMoved') : null)}
      again={again}
    />
  );
}
