import { useState } from 'preact/hooks';
import { Button, LinkButton } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Field } from '../../ui/Field';
import { Ruby } from '../../ui/Ruby';
import { toast } from '../../ui/Toast';
import { useDraft } from '../draft';
import { fieldErrorsOf, sentenceFor, useForm } from '../form';
import { allOf, useList } from '../load';
import { About, FormMessage } from '../parts';
import { TwoTap } from '../twotap';
import { calendar } from './api';
import { circles, Pick } from './fields';
import { today, useDaysOff, usePeople } from './load';
import { audienceName, kindName, wholeSentence } from './say';
import type { Gathering } from './types';
import { T, w } from './words';

const RULES = {
  '/message': { field: 'message' },
  '/watcher_id': { field: 'watcher', format: 'calBadPerson' },
} as const;

interface Props {
  readonly of: Gathering;
  readonly onAnswered: () => void;
}

/** What it is, as its proposer wrote it. */
function Wish({ of }: { readonly of: Gathering }) {
  const off = useDaysOff();
  return (
    <div class="st-line-text">
      <h3>{of.title}</h3>
      {of.proposed_by && (
        <p class="st-hint">
          <T k="calProposedBy" words={{ name: of.proposed_by.nickname }} />
        </p>
      )}
      <p>
        <Ruby text={wholeSentence(of, off, today())} />
      </p>
      <p class="st-hint">
        <Ruby text={kindName(of.kind)} />
        {' / '}
        <Ruby text={audienceName(of.audience)} />
        {of.place && ` / ${of.place}`}
      </p>
      {of.what_happens.length > 0 && (
        <ol class="cal-points">
          {of.what_happens.map((step) => (
            <li key={step} class="own">
              {step}
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}

function Proposal({ of, onAnswered }: Props) {
  const people = usePeople();
  const draft = useDraft(`calendar.answer.${of.gathering_id}`, {
    watcher: of.watcher?.person_id ?? '',
    message: '',
  });
  const [replying, setReplying] = useState(draft.values.message !== '');
  const form = useForm();
  const name = of.title;

  async function answer(approved: boolean) {
    const { watcher, message } = draft.values;
    if (!approved && form.refuse(message.trim() === '' ? { message: w('calReplyFirst') } : {})) return;
    const body = {
      approved,
      ...(approved || message.trim() === '' ? {} : { message: message.trim() }),
      ...(approved && watcher !== '' ? { watcher_id: watcher } : {}),
    };
    const result = await form.send(body, (key) => calendar.answer(of.gathering_id, body, key));
    if (result.ok) {
      draft.clear();
      toast(w(approved ? 'calApproved' : 'calReplied', { name }));
      onAnswered();
      return;
    }
    const errors = fieldErrorsOf(result.problem, RULES);
    form.refuse(errors, Object.keys(errors).length > 0 ? null : sentenceFor(result.problem));
    if (result.problem.type === 'not-proposed') onAnswered();
  }

  return (
    <Card>
      <div class="cal-wish">
        <div>
          <Wish of={of} />
          <FormMessage text={form.message} />
        </div>
        {replying ? (
          <form
            class="st-ask"
            ref={form.ref}
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              answer(false);
            }}
          >
            <Field
              label={w('calReply')}
              hint={w('calReplyHint')}
              rows={2}
              value={draft.values.message}
              onInput={(text) => draft.set('message', text)}
              problem={form.errors.message}
            />
            <div class="st-row">
              <Button kind="primary" submit busy={form.busy} label={w('calReplySend')} />
              <Button label={w('cancel')} onPress={() => setReplying(false)} />
            </div>
          </form>
        ) : (
          <div class="cal-wish-do">
            <TwoTap
              go="calApprove"
              about={name}
              ask="calApproveAsk"
              yes="calApprove"
              busy={form.busy}
              onYes={() => answer(true)}
            >
              <Pick
                label={w('calWatcher')}
                hint={w('calWatcherHint')}
                none={w('calNobodyYet')}
                value={draft.values.watcher}
                onPick={(id) => draft.set('watcher', id)}
                problem={form.errors.watcher}
                groups={circles(people)}
              />
            </TwoTap>
            <LinkButton
              kind="quiet"
              href={`#/staff/calendar/wish/${of.gathering_id}`}
              label={w('calWishEdit')}
              icon={<About name={name} />}
            />
            <Button
              kind="quiet"
              label={w('calReplyGo')}
              icon={<About name={name} />}
              onPress={() => setReplying(true)}
            />
          </div>
        )}
      </div>
    </Card>
  );
}

/** What members would like to do, before everything else: no wish goes unanswered. */
export function Proposals({ onAnswered }: { readonly onAnswered: () => void }) {
  const list = useList('calendar.proposed', () => allOf((cursor) => calendar.gatherings('proposed', cursor)));
  if (list.state !== 'ready' || list.value.length === 0) return null;
  return (
    <section class="cal-wishes">
      <h2>
        <T k="calProposals" />
      </h2>
      <ul class="cal-wish-list">
        {list.value.map((one) => (
          <li key={one.gathering_id}>
            <Proposal
              of={one}
              onAnswered={() => {
                list.reload();
                onAnswered();
              }}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
