import { useEffect, useState } from 'preact/hooks';
import { onChange } from '../../data/changes';
import { useNow } from '../../screens/use-now';
import { plain } from '../../texts/ruby';
import { Avatar } from '../../ui/Avatar';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Choice } from '../../ui/Choice';
import { EmptyState } from '../../ui/EmptyState';
import { Field } from '../../ui/Field';
import { Ruby } from '../../ui/Ruby';
import { toast } from '../../ui/Toast';
import { useDraft } from '../draft';
import { fieldErrorsOf, sentenceFor, useForm } from '../form';
import { allOf, useList } from '../load';
import { About, FormMessage, StaffPage, WhenReady } from '../parts';
import { type Concern, talk } from './api';
import { sinceText } from './since';
import { T, w } from './words';

type State = Concern['state'];
const STATES: readonly State[] = ['open', 'closed'];
const RULES = { '/message': { field: 'message' } };

/** What people raised: who, since when, in their words; and an answer that closes it. What is about oneself is not here. */
export function ConcernsPage() {
  const [state, setState] = useState<State>('open');
  return (
    <StaffPage title="cnTitle" lead="cnLead" at="/concerns">
      <Choice
        layout="row"
        legendHidden
        legend={w('cnWhich')}
        options={STATES.map((one) => ({ value: one, label: w(`cnState_${one}`) }))}
        value={state}
        onChoose={setState}
      />
      <List key={state} state={state} />
    </StaffPage>
  );
}

function List({ state }: { readonly state: State }) {
  const loaded = useList(`concerns ${state}`, () => allOf((cursor) => talk.concerns(state, cursor)));
  useEffect(() => onChange('concerns', loaded.reload), [loaded.reload]);
  return (
    <WhenReady of={loaded}>
      {(found) => (
        <>
          {found.length === 0 && <EmptyState text={w(`cnEmpty_${state}`)} />}
          <ul class="st-talks">
            {found.map((one) => (
              <li key={one.concern_id}>
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
  readonly one: Concern;
  readonly again: () => void;
}

function Row({ one, again }: RowProps) {
  const now = useNow(15);
  const name = one.raised_by.nickname;
  return (
    <Card>
      <div class="person">
        <Avatar name={name} />
        <div>
          <h2>{name}</h2>
          <small>
            <T k={`cnKind_${one.kind}`} />
          </small>
        </div>
      </div>
      <p class="st-tags">
        {one.state === 'open' && (
          <span class="chip chip-amber">
            <Ruby text={sinceText(one.raised_at, now)} />
          </span>
        )}
        {one.about && (
          <span class="chip">
            <T k="cnAbout" words={{ name: one.about.nickname }} />
          </span>
        )}
        {one.wants_to_talk && (
          <span class="chip">
            <T k="cnWants" />
          </span>
        )}
      </p>
      {one.words ? (
        <p class="said">{one.words}</p>
      ) : (
        <p class="st-hint">
          <T k="cnNoWords" />
        </p>
      )}
      {one.about && (
        <p class="st-hint">
          <T k="cnNotTold" words={{ name: one.about.nickname }} />
        </p>
      )}
      {one.message && (
        <div>
          <h3>
            <T k="cnAnswered" words={{ name: one.closed_by?.nickname ?? '' }} />
          </h3>
          <p class="said">{one.message}</p>
        </div>
      )}
      {one.state === 'open' && <Answer one={one} again={again} />}
    </Card>
  );
}

/** Words for whoever raised it, which close it. They stay in this tab until they are sent. */
function Answer({ one, again }: RowProps) {
  const draft = useDraft(`concern.${one.concern_id}`, { message: '' });
  const [open, setOpen] = useState(draft.values.message !== '');
  const form = useForm();
  const name = one.raised_by.nickname;
  const { message } = draft.values;
  async function send() {
    if (form.busy) return;
    if (!message.trim()) return form.refuse({ message: w('fRequired') });
    const result = await form.send({ id: one.concern_id, message }, (key) =>
      talk.closeConcern(one.concern_id, message, key),
    );
    if (result.ok) toast(plain(w('tkTold')));
    else if (result.problem.type === 'concern-closed') toast(plain(w('cnClosed')));
    else return form.refuse(fieldErrorsOf(result.problem, RULES), sentenceFor(result.problem));
    draft.clear();
    again();
    return false;
  }
  if (!open)
    return (
      <Button
        kind="primary"
        icon={<About name={name} />}
        label={w('cnAnswer')}
        onPress={() => setOpen(true)}
      />
    );
  return (
    <form
      class="st-ask"
      noValidate
      ref={form.ref}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Field
        label={w('tkFollowAsk', { name })}
        hint={w('cnHint')}
        rows={3}
        maxLength={500}
        value={message}
        problem={form.errors.message ?? null}
        onInput={(text) => {
          form.clear();
          draft.set('message', text);
        }}
      />
      <p class="st-hint">
        <T k="cnNote" />
      </p>
      <FormMessage text={form.message} />
      <div class="st-row">
        <Button submit kind="primary" busy={form.busy} label={w('tkFollowYes')} />
        <Button label={w('cancel')} onPress={() => setOpen(false)} />
      </div>
    </form>
  );
}
