import { useEffect, useState } from 'preact/hooks';
import { onChange } from '../../data/changes';
import { weekdays } from '../../texts/calendar';
import { houseTimeText } from '../../texts/house-time';
import { Avatar } from '../../ui/Avatar';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { EmptyState } from '../../ui/EmptyState';
import { Field } from '../../ui/Field';
import { toast } from '../../ui/Toast';
import { sentenceFor, useForm } from '../form';
import { useList } from '../load';
import { About, FormMessage, StaffPage, WhenReady } from '../parts';
import { type Supporter, talk } from './api';
import { T, w } from './words';

const DAYS = ['su', 'mo', 'tu', 'we', 'th', 'fr', 'sa'];

/** Who listens now and the weeks they plan; never what they carry, and in no order but that of the people. */
export function SupportersPage() {
  const loaded = useList('supporters', talk.supporters);
  useEffect(() => onChange('talk_now', loaded.reload), [loaded.reload]);
  return (
    <StaffPage title="tkSupporters" lead="tkSupportersLead" at="/supporters">
      <WhenReady of={loaded}>
        {({ items }) => (
          <>
            {items.length === 0 && (
              <EmptyState text={w('tkSupportersEmpty')}>
                <p>
                  <T k="tkSupportersHow" />
                </p>
              </EmptyState>
            )}
            <ul class="st-talks">
              {items.map((one) => (
                <li key={one.person_id}>
                  <Row one={one} again={loaded.reload} />
                </li>
              ))}
            </ul>
          </>
        )}
      </WhenReady>
    </StaffPage>
  );
}

function Row({ one, again }: { readonly one: Supporter; readonly again: () => void }) {
  const names = weekdays();
  const until = one.listening_until;
  return (
    <Card>
      <div class="person">
        <Avatar name={one.nickname} />
        <h2>{one.nickname}</h2>
      </div>
      <p class="st-tags">
        <span class={until ? 'chip chip-pine sign sign-on' : 'chip sign'}>
          {until ? <T k="tkListening" words={{ t: houseTimeText(until) }} /> : <T k="tkResting" />}
        </span>
        {!one.pledged && (
          <span class="chip chip-amber">
            <T k="tkNoPledge" />
          </span>
        )}
      </p>
      <p class="st-hint">
        {one.slots.length === 0 ? (
          <T k="tkNoPlan" />
        ) : (
          one.slots
            .map((slot) => `${names[DAYS.indexOf(slot.weekday)]?.short} ${slot.starts_at}–${slot.ends_at}`)
            .join(' · ')
        )}
      </p>
      {until && <Rest one={one} again={again} />}
    </Card>
  );
}

function Rest({ one, again }: { readonly one: Supporter; readonly again: () => void }) {
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const form = useForm();
  async function send() {
    if (form.busy || form.refuse(reason.trim() ? {} : { reason: w('fRequired') })) return;
    const result = await form.send({ reason }, (key) => talk.rest(one.person_id, reason, key));
    if (!result.ok) return form.refuse({}, sentenceFor(result.problem));
    toast(w('tkRested'));
    setOpen(false);
    again();
    return false;
  }
  if (!open)
    return <Button icon={<About name={one.nickname} />} label={w('tkRest')} onPress={() => setOpen(true)} />;
  return (
    <div class="st-ask">
      <h3>
        <T k="tkRestAsk" words={{ name: one.nickname }} />
      </h3>
      <Field
        label={w('tkReason')}
        hint={w('tkReasonHint')}
        rows={2}
        maxLength={200}
        value={reason}
        problem={form.errors.reason}
        onInput={(text) => {
          form.clear();
          setReason(text);
        }}
      />
      <p class="st-hint">
        <T k="tkRestNote" />
      </p>
      <FormMessage text={form.message} />
      <div class="st-row">
        <Button kind="primary" busy={form.busy} label={w('tkRest')} onPress={send} />
        <Button label={w('cancel')} onPress={() => setOpen(false)} />
      </div>
    </div>
  );
}
