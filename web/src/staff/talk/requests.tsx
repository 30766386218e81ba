import { useEffect, useState } from 'preact/hooks';
import type { Result } from '../../api/client';
import { houseNow } from '../../api/clock';
import { onChange } from '../../data/changes';
import { me } from '../../data/person';
import { lazy } from '../../screens/lazy';
import { useNow } from '../../screens/use-now';
import { houseTimeText } from '../../texts/house-time';
import { plain } from '../../texts/ruby';
import { Avatar } from '../../ui/Avatar';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Choice } from '../../ui/Choice';
import { EmptyState } from '../../ui/EmptyState';
import { Field } from '../../ui/Field';
import { Ruby } from '../../ui/Ruby';
import { toast } from '../../ui/Toast';
import { fieldErrorsOf, sentenceFor, useForm } from '../form';
import { useList } from '../load';
import { About, FormMessage, StaffPage, WhenReady } from '../parts';
import { type Request, type Requests, talk } from './api';
import { Reply } from './reply';
import { sinceText } from './since';
import { T, w } from './words';

const AskToTell = lazy(() => import('../../screens/notices').then((area) => area.openAsk()), true);

const SOONEST = [0, 5, 10, 30] as const;

/** T1: those who asked for staff, the longest first. Who, since when and how; never what it is about. */
export function RequestsPage() {
  const loaded = useList('talk-requests', talk.requests);
  useEffect(() => onChange('staff_requests', loaded.reload), [loaded.reload]);
  return (
    <StaffPage title="tkTitle" lead="tkLead" at="/requests">
      <WhenReady of={loaded}>{(found) => <List found={found} again={loaded.reload} />}</WhenReady>
    </StaffPage>
  );
}

function List({ found, again }: { readonly found: Requests; readonly again: () => void }) {
  return (
    <>
      <p class="hidden" role="status">
        <T k="requestsWaiting" words={{ n: found.items.length }} />
      </p>
      {found.items.length === 0 && <EmptyState text={w('tkEmpty')} />}
      <ul class="st-talks">
        {found.items.map((one) => (
          <li key={one.talk_request_id}>
            <Row one={one} again={again} />
          </li>
        ))}
      </ul>
      {found.untold > 0 && (
        <p class="st-hint">
          <T k="tkUntold" words={{ n: found.untold }} /> <T k="tkUntoldNote" />
        </p>
      )}
      <AskToTell about="staff_requests" />
      <p class="asof">
        <T k="tkAsOf" words={{ t: houseTimeText(found.as_of) }} />
      </p>
    </>
  );
}

interface RowProps {
  readonly one: Request;
  readonly again: () => void;
}

function Row({ one, again }: RowProps) {
  const now = useNow(15);
  const name = one.asker.nickname;
  const mine = one.met_by?.person_id === me.value?.person_id;
  const form = useForm();
  async function run(what: string, call: (key: string) => Promise<Result<unknown>>, done: string) {
    if (form.busy) return;
    const result = await form.send({ what, id: one.talk_request_id }, call);
    if (result.ok) toast(done);
    else if (result.problem.type === 'talk-moved-on') toast(w('tkMoved'));
    else return form.refuse(fieldErrorsOf(result.problem, RULES), sentenceFor(result.problem));
    again();
    return false;
  }
  const open = one.stage !== 'met';
  return (
    <Card>
      <div class="person">
        <Avatar name={name} />
        <div>
          <h2>{name}</h2>
          <small>
            <T k={`tkMode_${one.mode}`} />
          </small>
        </div>
      </div>
      <p class="st-tags">
        <span class="chip chip-amber">
          <Ruby text={sinceText(one.since, now)} />
        </span>
        <span class="chip">
          <Ruby text={stageText(one)} />
        </span>
        {one.handed_over && (
          <span class="chip">
            <T k="tkHanded" />
          </span>
        )}
      </p>
      {one.unreached > 0 && (
        <p class="st-hint">
          <T k="tkUnreached" words={{ n: one.unreached }} />
        </p>
      )}
      {one.stage === 'overdue' && (
        <p class="st-hint">
          <T k="tkOverdueNote" />
        </p>
      )}
      {one.words ? (
        <div>
          <h3>
            <T k="tkWords" />
          </h3>
          <p class="said">{one.words}</p>
        </div>
      ) : (
        <p class="st-hint">
          <T k="tkNoWords" />
        </p>
      )}
      {open && <Go one={one} busy={form.busy} run={run} />}
      {mine && (
        <Button
          kind="primary"
          busy={form.busy}
          icon={<About name={name} />}
          label={w(one.talking ? 'tkFinished' : 'tkStarted')}
          onPress={() =>
            one.talking
              ? run('end', (key) => talk.end(one.talk_request_id, key), w('tkKept'))
              : run('start', (key) => talk.start(one.talk_request_id, key), w('tkKept'))
          }
        />
      )}
      {(open || mine) && (
        <Reply
          draft={`follow.${one.talk_request_id}`}
          name={name}
          open="tkFollow"
          kind="quiet"
          hint="tkMessageHint"
          note="tkFollowNote"
          answer={(message, key) => talk.followUp(one.talk_request_id, message, key)}
          late={(type) => (type === 'talk-moved-on' ? w('tkMoved') : null)}
          again={again}
        />
      )}
      <FormMessage text={form.message} />
    </Card>
  );
}

const RULES = { '/place': { field: 'place' } };

function stageText(one: Request): string {
  if (one.stage !== 'met') return w(`tkStage_${one.stage}`);
  const name = one.met_by?.nickname ?? '';
  if (one.talking) return w('tkTalking', { name });
  const at =
    one.meet_at && Date.parse(one.meet_at) > houseNow()
      ? ` ${w('tkMeetAt', { t: houseTimeText(one.meet_at) })}`
      : '';
  return w('tkMet', { name }) + at;
}

interface DoProps {
  readonly one: Request;
  readonly busy: boolean;
  readonly run: (
    what: string,
    call: (key: string) => Promise<Result<unknown>>,
    done: string,
  ) => Promise<unknown>;
}

/** わたしが声をかける: when, and where if one likes. */
function Go({ one, busy, run }: DoProps) {
  const [open, setOpen] = useState(false);
  const [minutes, setMinutes] = useState<number>(0);
  const [place, setPlace] = useState('');
  const name = one.asker.nickname;
  if (!open)
    return (
      <Button kind="primary" icon={<About name={name} />} label={w('tkGo')} onPress={() => setOpen(true)} />
    );
  const body = { in_minutes: minutes, place: place.trim() || null };
  return (
    <div class="st-ask">
      <Choice
        layout="row"
        legend={w('tkWhen')}
        options={SOONEST.map((n) => ({ value: n, label: n ? w('tkIn', { n }) : w('tkNow') }))}
        value={minutes as (typeof SOONEST)[number]}
        onChoose={setMinutes}
      />
      <Field label={w('tkPlace')} hint={w('tkPlaceHint')} value={place} maxLength={80} onInput={setPlace} />
      <div class="st-row">
        <Button
          kind="primary"
          busy={busy}
          label={w('tkGoYes')}
          onPress={() =>
            run(JSON.stringify(body), (key) => talk.meet(one.talk_request_id, body, key), plain(w('tkTold')))
          }
        />
        <Button label={w('cancel')} onPress={() => setOpen(false)} />
      </div>
    </div>
  );
}
