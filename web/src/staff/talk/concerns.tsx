import { useEffect, useState } from 'preact/hooks';
import { onChange } from '../../data/changes';
import { useNow } from '../../screens/use-now';
import { Avatar } from '../../ui/Avatar';
import { Card } from '../../ui/Card';
import { Choice } from '../../ui/Choice';
import { EmptyState } from '../../ui/EmptyState';
import { Ruby } from '../../ui/Ruby';
import { allOf, useList } from '../load';
import { StaffPage, WhenReady } from '../parts';
import { type Concern, talk } from './api';
import { Reply } from './reply';
import { sinceText } from './since';
import { T, w } from './words';

type State = Concern['state'];
const STATES: readonly State[] = ['open', 'closed'];

/**
 * What people raised: who, since when, in their words; and an answer that closes it. What is about oneself is not here.
 * Whoever comes from the board for one of them (`id`) finds it on top, open to answer.
 */
export function ConcernsPage({ id }: { readonly id: string | undefined }) {
  const [state, setState] = useState<State>('open');
  return (
    <StaffPage title="cnTitle" lead="cnLead" at="/concerns" {...(id ? { back: '/staff' } : {})}>
      <Choice
        layout="row"
        legendHidden
        legend={w('cnWhich')}
        options={STATES.map((one) => ({ value: one, label: w(`cnState_${one}`) }))}
        value={state}
        onChoose={setState}
      />
      <List key={state} state={state} id={id} />
    </StaffPage>
  );
}

function List({ state, id }: { readonly state: State; readonly id: string | undefined }) {
  const loaded = useList(`concerns ${state}`, () => allOf((cursor) => talk.concerns(state, cursor)));
  useEffect(() => onChange('concerns', loaded.reload), [loaded.reload]);
  return (
    <WhenReady of={loaded}>
      {(found) => (
        <>
          {found.length === 0 && <EmptyState text={w(`cnEmpty_${state}`)} />}
          <ul class="st-talks">
            {wantedFirst(found, id).map((one) => (
              <li key={one.concern_id}>
                <Row one={one} wanted={one.concern_id === id} again={loaded.reload} />
              </li>
            ))}
          </ul>
        </>
      )}
    </WhenReady>
  );
}

/** The one that somebody came for, before the others. */
const wantedFirst = (all: readonly Concern[], id: string | undefined): readonly Concern[] =>
  [...all].sort((a, b) => Number(b.concern_id === id) - Number(a.concern_id === id));

/** Who answered it first, kindly: the words that one has written are not sent twice. */
async function firstText({ concern_id }: Concern): Promise<string> {
  const closed = await allOf((cursor) => talk.concerns('closed', cursor));
  const by = closed.ok && closed.value.find((one) => one.concern_id === concern_id)?.closed_by?.nickname;
  return by ? w('cnFirst', { name: by }) : w('cnClosed');
}

interface RowProps {
  readonly one: Concern;
  readonly wanted: boolean;
  readonly again: () => void;
}

function Row({ one, wanted, again }: RowProps) {
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
      {one.state === 'open' && (
        <Reply
          draft={`concern.${one.concern_id}`}
          name={name}
          open="cnAnswer"
          wanted={wanted}
          hint="cnHint"
          note="cnNote"
          answer={(message, key) => talk.closeConcern(one.concern_id, message, key)}
          late={(type) => (type === 'concern-closed' ? firstText(one) : null)}
          again={again}
        />
      )}
    </Card>
  );
}
