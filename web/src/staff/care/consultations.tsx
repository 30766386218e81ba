import { useEffect, useState } from 'preact/hooks';
import { closeConsultation, consultations } from '../../data/care';
import type { Consultation } from '../../data/care-types';
import { onChange } from '../../data/changes';
import { houseDay, houseTime } from '../../data/zone';
import { dayText } from '../../texts/dates';
import { Avatar } from '../../ui/Avatar';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { EmptyState } from '../../ui/EmptyState';
import { Ruby } from '../../ui/Ruby';
import { toast } from '../../ui/Toast';
import { sentenceFor, useForm } from '../form';
import { useList } from '../load';
import { About, FormMessage, StaffPage, WhenReady } from '../parts';
import { OfferTimes } from './offer';
import { T, w } from './words';

/**
 * T8: the talks that supporters chose to ask for, the one that is due first on top. Whoever comes from the board for one of them
 * (`id`) finds that one open at its next step.
 */
export function ConsultationsPage({ id }: { readonly id: string | undefined }) {
  const loaded = useList('consultations', consultations);
  useEffect(() => onChange('consultations', loaded.reload), [loaded.reload]);
  return (
    <StaffPage title="scConTitle" lead="scConLead" at="/consultations" {...(id ? { back: '/staff' } : {})}>
      <WhenReady of={loaded}>{({ items }) => <List items={items} id={id} again={loaded.reload} />}</WhenReady>
    </StaffPage>
  );
}

interface ListProps {
  readonly items: readonly Consultation[];
  readonly id: string | undefined;
  readonly again: () => void;
}

function List({ items, id, again }: ListProps) {
  const open = items
    .filter((one) => one.state !== 'closed')
    .sort((a, b) => Number(b.consultation_id === id) - Number(a.consultation_id === id));
  const closed = items.filter((one) => one.state === 'closed');
  return (
    <>
      {open.length === 0 && <EmptyState text={w('scConEmpty')} />}
      <ul class="st-talks">
        {open.map((one) => (
          <li key={one.consultation_id}>
            <Row one={one} wanted={one.consultation_id === id} again={again} />
          </li>
        ))}
      </ul>
      {closed.length > 0 && (
        <Card title={w('scPast')}>
          <ul class="rows">
            {closed.map((one) => (
              <li key={one.consultation_id}>
                <div>
                  <h3>{one.supporter.nickname}</h3>
                  <p class="small">
                    <Ruby text={`${dayText(houseDay(one.agreed_at ?? one.asked_at))} · ${aboutText(one)}`} />
                    <br />
                    <T k={one.held ? 'scPast_held' : 'scPast_not'} />
                  </p>
                </div>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </>
  );
}

const aboutText = (one: Consultation): string => w(`scAbout_${one.about}`, { n: one.month ?? '' });

/** A moment on the facility's clock. */
export function momentOf(at: string): string {
  const local = houseTime(at);
  return `${dayText(local.slice(0, 10))} ${local.slice(11)}`;
}

interface RowProps {
  readonly one: Consultation;
  readonly wanted: boolean;
  readonly again: () => void;
}

function Row({ one, wanted, again }: RowProps) {
  const { nickname } = one.supporter;
  return (
    <Card>
      <div class="person">
        <Avatar name={nickname} />
        <div>
          <h2>{nickname}</h2>
          <small>
            <Ruby text={aboutText(one)} />
          </small>
        </div>
      </div>
      <p class="st-tags">
        <span class={one.state === 'agreed' ? 'chip chip-pine' : 'chip chip-amber'}>
          {one.state === 'agreed' && one.agreed_at ? (
            <T k="scAgreed" words={{ t: momentOf(one.agreed_at) }} />
          ) : one.overdue ? (
            <T k="scLate" />
          ) : one.state === 'offered' ? (
            <T k="scOffered" />
          ) : (
            <T k="scDue" words={{ d: dayText(one.due_on) }} />
          )}
        </span>
      </p>
      {one.overdue && one.state === 'asked' && (
        <p class="st-hint">
          <T k="scLateNote" />
        </p>
      )}
      {one.words ? (
        <div>
          <h3>
            <T k="scWords" />
          </h3>
          <p class="said">{one.words}</p>
        </div>
      ) : (
        one.about !== 'checkpoint' && (
          <p class="st-hint">
            <T k="scNoWords" />
          </p>
        )
      )}
      {one.state === 'offered' && (
        <ul class="late">
          {one.times.map((time) => (
            <li key={time}>
              <Ruby text={momentOf(time)} />
            </li>
          ))}
        </ul>
      )}
      <OfferTimes one={one} opened={wanted && one.state === 'asked'} again={again} />
      <Closing one={one} wanted={wanted} again={again} />
    </Card>
  );
}

/** Held, or not needed: the first tap says which, the second closes it. */
function Closing({ one, wanted, again }: RowProps) {
  const agreedBefore = one.agreed_at !== null && Date.parse(one.agreed_at) < Date.now();
  const [held, setHeld] = useState<boolean | null>(wanted && agreedBefore ? true : null);
  const form = useForm();
  const about = <About name={one.supporter.nickname} />;
  async function close() {
    if (held === null || form.busy) return;
    const result = await form.send({ id: one.consultation_id, held }, (key) =>
      closeConsultation(one.consultation_id, { held }, key),
    );
    if (!result.ok && result.problem.type !== 'consultation-moved-on')
      return form.refuse({}, sentenceFor(result.problem));
    toast(w(result.ok ? 'scClosed' : 'scMoved'));
    again();
  }
  if (held !== null)
    return (
      <div class="st-ask">
        <h3>
          <T k="scCloseAsk" />
        </h3>
        <p class="st-hint">
          <T k={held ? 'scHeld' : 'scNotNeeded'} /> · <T k="scCloseNote" />
        </p>
        <FormMessage text={form.message} />
        <div class="st-row">
          <Button kind="primary" busy={form.busy} label={w('scCloseYes')} onPress={close} />
          <Button label={w('cancel')} onPress={() => setHeld(null)} />
        </div>
      </div>
    );
  return (
    <div class="st-row">
      {one.state === 'agreed' && (
        <Button kind="primary" icon={about} label={w('scHeld')} onPress={() => setHeld(true)} />
      )}
      <Button kind="quiet" icon={about} label={w('scNotNeeded')} onPress={() => setHeld(false)} />
    </div>
  );
}
