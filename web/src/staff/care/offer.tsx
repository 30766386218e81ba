import { useState } from 'preact/hooks';
import { answerConsultation } from '../../data/care';
import type { Consultation } from '../../data/care-types';
import { Button } from '../../ui/Button';
import { Field } from '../../ui/Field';
import { toast } from '../../ui/Toast';
import { useDraft } from '../draft';
import { sentenceFor, useForm } from '../form';
import { About, FormMessage } from '../parts';
import { firstTimes, type Times, timesOf } from './times';
import { T, w } from './words';

const SLOTS = [1, 2, 3] as const;

interface Props {
  readonly one: Consultation;
  /** Whether somebody came for this very thing. */
  readonly opened: boolean;
  readonly again: () => void;
}

/** Up to three times to choose from; the first is filled in, so that two taps are enough. */
export function OfferTimes({ one, opened, again }: Props) {
  const [open, setOpen] = useState(opened);
  const [shown, setShown] = useState(1);
  const draft = useDraft<Times>(`offer ${one.consultation_id}`, firstTimes(new Date()));
  const form = useForm();
  const { nickname } = one.supporter;
  if (!open)
    return (
      <Button
        kind={one.state === 'asked' ? 'primary' : 'second'}
        icon={<About name={nickname} />}
        label={w(one.state === 'asked' ? 'scOffer' : 'scOfferAgain')}
        onPress={() => setOpen(true)}
      />
    );
  const most = SLOTS.filter((n) => n <= shown || draft.values[`day${n}`]);
  async function send() {
    if (form.busy) return;
    const found = timesOf(draft.values, most, Date.now());
    if (form.refuse(Object.fromEntries(Object.entries(found.wrong).map(([name, key]) => [name, w(key)]))))
      return;
    const body = { times: found.times, instead_of: one.times };
    const result = await form.send(body, (key) => answerConsultation(one.consultation_id, body, key));
    if (!result.ok && result.problem.type !== 'consultation-moved-on')
      return form.refuse({}, sentenceFor(result.problem));
    draft.clear();
    toast(w(result.ok ? 'scSent' : 'scMoved'));
    setOpen(false);
    again();
  }
  return (
    <form
      class="st-ask"
      ref={form.ref}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <h3>
        <T k="scOfferAsk" words={{ name: nickname }} />
      </h3>
      <p class="st-hint">
        <T k="scOfferNote" />
      </p>
      {most.map((n) => (
        <div key={n} class="st-row">
          <Field
            type="date"
            label={w('scDay', { n })}
            value={draft.values[`day${n}`]}
            problem={form.errors[`day${n}`]}
            onInput={(text) => {
              form.clear();
              draft.set(`day${n}`, text);
            }}
          />
          <Field
            type="time"
            label={w('scTime', { n })}
            value={draft.values[`time${n}`]}
            onInput={(text) => {
              form.clear();
              draft.set(`time${n}`, text);
            }}
          />
        </div>
      ))}
      {most.length < SLOTS.length && (
        <Button kind="quiet" label={w('scMore')} onPress={() => setShown(most.length + 1)} />
      )}
      <FormMessage text={form.message} />
      <div class="st-row">
        <Button submit kind="primary" busy={form.busy} label={w('scSend')} />
        <Button label={w('cancel')} onPress={() => setOpen(false)} />
      </div>
    </form>
  );
}
