import { Button } from '../ui/Button';
import { Card } from '../ui/Card';
import { Field } from '../ui/Field';
import { toast } from '../ui/Toast';
import { api, etagOf, type Facility as FacilityRow } from './api';
import { EditConflict, type Saved, useEdit } from './edit';
import { useLoad } from './load';
import { FormMessage, StaffPage, WhenReady } from './parts';
import { isAdmin } from './roles';
import { T, w } from './words';

type Text = { name: string; house_rules: string };

const LABELS = { name: 'facilityName', house_rules: 'houseRules' } as const;
const RULES = { '/name': { field: 'name' }, '/house_rules': { field: 'house_rules' } };
const ROWS = 8;

function savedOf(facility: FacilityRow, etag: string | null): Saved<Text, FacilityRow> {
  return {
    values: { name: facility.name, house_rules: facility.house_rules ?? '' },
    etag: etag ?? etagOf(facility),
    row: facility,
  };
}

interface FormProps {
  readonly facility: FacilityRow;
  readonly etag: string | null;
  readonly onSaved: (facility: FacilityRow, etag: string | null) => void;
}

function FacilityForm({ facility, etag, onSaved }: FormProps) {
  const edit = useEdit<Text, FacilityRow>({
    draft: 'facility',
    saved: savedOf(facility, etag),
    rules: RULES,
    check: ({ name }) => (name.trim() === '' ? { name: w('fRequired') } : {}),
    send: ({ name, house_rules }, tag) =>
      api.updateFacility(tag, { name: name.trim(), house_rules: house_rules.trim() || null }),
    async again() {
      const fresh = await api.facility();
      return fresh.ok ? { ok: true, value: savedOf(fresh.value, fresh.etag), etag: fresh.etag } : fresh;
    },
    onSaved(saved, tag) {
      toast(w('saved'));
      onSaved(saved, tag);
    },
  });
  const { values, form } = edit;
  return (
    <form ref={form.ref} noValidate onSubmit={edit.submit}>
      <Card>
        <Field
          label={w('facilityName')}
          value={values.name}
          onInput={(text) => edit.set('name', text)}
          problem={form.errors.name}
        />
        <Field
          label={w('houseRules')}
          hint={w('houseRulesHint')}
          rows={ROWS}
          value={values.house_rules}
          onInput={(text) => edit.set('house_rules', text)}
          problem={form.errors.house_rules}
        />
        {edit.restored && edit.changed && (
          <p class="st-hint">
            <T k="draftKept" />
          </p>
        )}
        <FormMessage text={form.message} />
        {edit.theirs ? (
          <EditConflict edit={edit} labels={LABELS} />
        ) : (
          <div class="st-row">
            <Button kind="primary" submit busy={form.busy} label={w('save')} />
            {edit.changed && <Button label={w('cancel')} onPress={edit.discard} />}
          </div>
        )}
      </Card>
    </form>
  );
}

function FacilityText({ facility }: { readonly facility: FacilityRow }) {
  return (
    <Card title={facility.name}>
      <h3>
        <T k="houseRules" />
      </h3>
      {facility.house_rules ? (
        <p class="st-kept">{facility.house_rules}</p>
      ) : (
        <p>
          <T k="houseRulesNone" />
        </p>
      )}
      <p class="st-hint">
        <T k="adminOnly" />
      </p>
    </Card>
  );
}

/** The facility's name and house rules: an admin writes them, staff read them. */
export function Facility() {
  const loaded = useLoad('facility', api.facility);
  return (
    <StaffPage title="facilityTitle" lead="facilityLead" at="/facility">
      <div class="st-measure">
        <WhenReady of={loaded}>
          {(facility, etag) =>
            isAdmin.value ? (
              <FacilityForm key={facility.version} facility={facility} etag={etag} onSaved={loaded.put} />
            ) : (
              <FacilityText facility={facility} />
            )
          }
        </WhenReady>
      </div>
    </StaffPage>
  );
}
