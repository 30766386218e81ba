import type { Result } from '../../api/client';
import { go } from '../../router';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { toast } from '../../ui/Toast';
import { etagOf } from '../api';
import { EditConflict, type Saved, useEdit } from '../edit';
import { useLoad } from '../load';
import { FormMessage, StaffPage, WhenReady } from '../parts';
import { calendar } from './api';
import { LABELS, sayField } from './change';
import {
  CapacityField,
  type Filling,
  OnlineField,
  PersonPick,
  PlaceFields,
  PlanInput,
  StepsField,
  TimeFields,
} from './fields';
import { Sentence } from './form';
import { usePeople } from './load';
import { checkPlan, type PlanText, patchIn, planOf, RULES, textOfPlan } from './plan';
import { RepeatFields } from './repeat';
import type { Gathering } from './types';
import { T, w } from './words';

type Kept = Saved<PlanText, Gathering>;

const keptOf = (row: Gathering, etag: string | null): Kept => ({
  values: textOfPlan(planOf(row)),
  etag: etag ?? etagOf(row),
  row,
});

function WishForm({ saved }: { readonly saved: Kept }) {
  const { row } = saved;
  const people = usePeople();
  const edit = useEdit<PlanText, Gathering>({
    draft: `calendar.wish.${row.gathering_id}`,
    saved,
    rules: RULES,
    check: checkPlan,
    send: (text, etag) => calendar.changeAll(row.gathering_id, etag, patchIn(saved.values, text)),
    async again(): Promise<Result<Kept>> {
      const fresh = await calendar.gathering(row.gathering_id);
      return fresh.ok ? { ...fresh, value: keptOf(fresh.value, fresh.etag) } : fresh;
    },
    onSaved({ title }) {
      toast(w('calWishKept', { name: title }));
      go('/staff/calendar');
    },
  });
  const { values, form } = edit;
  const of: Filling = { values, set: edit.set, errors: form.errors };
  return (
    <form ref={form.ref} noValidate onSubmit={edit.submit} class="cal-form">
      <div class="cal-parts">
        <Card title={w('calWhat')}>
          {row.proposed_by && (
            <p class="st-hint">
              <T k="calProposedBy" words={{ name: row.proposed_by.nickname }} />
            </p>
          )}
          <PlanInput of={of} field="title" label="calName" />
          <StepsField of={of} />
        </Card>
        <Card title={w('calWhen')}>
          <TimeFields of={of} />
          <RepeatFields of={of} />
        </Card>
        <Card title={w('calWhere')}>
          <PlaceFields of={of} />
          <OnlineField of={of} />
        </Card>
        <Card title={w('calWho')}>
          <div class="cal-three">
            <PersonPick of={of} field="watcher_id" label="calWatcher" people={people} />
            <PersonPick of={of} field="host_id" label="calHost" people={people} />
          </div>
          <CapacityField of={of} />
        </Card>
      </div>
      <div class="cal-side">
        <Card title={w('calWillBe')}>
          <Sentence values={values} />
          <p class="st-hint">
            <T k="calWishNote" />
          </p>
          {edit.restored && edit.changed && (
            <p class="st-hint">
              <T k="draftKept" />
            </p>
          )}
          <FormMessage text={form.message} />
          {edit.theirs ? (
            <EditConflict
              edit={edit}
              labels={LABELS}
              say={(field, value) => sayField(people, row, field, value)}
            />
          ) : (
            <Button kind="primary" submit busy={form.busy} label={w('save')} />
          )}
          {edit.changed && !edit.theirs && (
            <Button kind="quiet" label={w('calClear')} onPress={edit.discard} />
          )}
        </Card>
      </div>
    </form>
  );
}

/** Corrects a proposal before it is answered: the hour, the room, who watches over it. No reason is asked for, nobody has seen it. */
export function WishPage({ id }: { readonly id: string }) {
  const wish = useLoad(id, () => calendar.gathering(id));
  return (
    <StaffPage title="calWishEdit" at="/calendar" back="/staff/calendar">
      <WhenReady of={wish}>
        {(row, etag) => <WishForm key={row.version} saved={keptOf(row, etag)} />}
      </WhenReady>
    </StaffPage>
  );
}
