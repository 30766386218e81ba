import type { Employment, Trainings } from '../../data/care-types';
import { recordEmployment, trainings } from '../../data/training';
import { AddTraining } from '../../screens/training/add';
import { TrainingRow } from '../../screens/training/ledger';
import { Missing } from '../../screens/training/rule';
import { t as training } from '../../screens/training/texts';
import { Card } from '../../ui/Card';
import { Choice } from '../../ui/Choice';
import { EmptyState } from '../../ui/EmptyState';
import { Ruby } from '../../ui/Ruby';
import { toast } from '../../ui/Toast';
import { api } from '../api';
import { sentenceFor, useForm } from '../form';
import { useLoad } from '../load';
import { FormMessage, StaffPage, WhenReady } from '../parts';
import { T, w } from './words';

/** The ledger of one supporter, and their relation to the facility. */
export function PersonPage({ id }: { readonly id: string }) {
  const of = useLoad(`trainings ${id}`, () => trainings(id));
  const person = useLoad(`person ${id}`, () => api.person(id));
  const name = person.state === 'ready' ? person.value.nickname : '';
  return (
    <StaffPage title="scTitle" lead="scPersonLead" at="/care" back="/staff/care">
      <div class="st-measure care-stack">
        <h2>
          <T k="scPerson" words={{ name }} />
        </h2>
        <WhenReady of={of}>
          {(ledger) => (
            <>
              <p>
                <span class="chip chip-pine">
                  <Ruby text={training(`stage_${ledger.stage}`)} />
                </span>
              </p>
              <Missing of={ledger} />
              <Card title={training('ledger')}>
                {ledger.items.length === 0 && <EmptyState text={training('ledgerNone')} />}
                <ul class="rows">
                  {ledger.items.map((one) => (
                    <TrainingRow key={one.training_id} person={id} one={one} again={of.reload} />
                  ))}
                </ul>
              </Card>
              <AddTraining person={id} again={of.reload} />
              <Relation id={id} of={ledger} again={of.reload} />
            </>
          )}
        </WhenReady>
      </div>
    </StaffPage>
  );
}

function Relation({
  id,
  of,
  again,
}: {
  readonly id: string;
  readonly of: Trainings;
  readonly again: () => void;
}) {
  const form = useForm();
  async function choose(employment: Employment | null) {
    if (form.busy) return;
    form.clear();
    const result = await form.send(employment, () => recordEmployment(id, employment));
    if (result.ok) {
      toast(w('saved'));
      again();
    } else form.refuse({}, sentenceFor(result.problem));
  }
  return (
    <Card>
      <Choice
        layout="row"
        legend={w('scRelation')}
        options={[
          { value: 'employed', label: w('scEmployed') },
          { value: 'not_employed', label: w('scNotEmployed') },
          { value: '', label: w('scUnsaid') },
        ]}
        value={of.employment ?? ''}
        onChoose={(chosen) => choose(chosen === '' ? null : (chosen as Employment))}
      />
      <p class="st-hint">
        <T k="scRelationNote" />
      </p>
      <FormMessage text={form.message} />
    </Card>
  );
}
