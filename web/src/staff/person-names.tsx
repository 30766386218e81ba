import { Button } from '../ui/Button';
import { Card } from '../ui/Card';
import { Field } from '../ui/Field';
import { toast } from '../ui/Toast';
import { api, etagOf, type Person } from './api';
import { EditConflict, type Saved, useEdit } from './edit';
import { FormMessage } from './parts';
import { T, w } from './words';

type Names = { nickname: string; legal_name: string };

const LABELS = { nickname: 'nickname', legal_name: 'legalName' } as const;
const RULES = { '/nickname': { field: 'nickname' }, '/legal_name': { field: 'legal_name' } };

function savedOf(person: Person, etag: string | null): Saved<Names, Person> {
  return {
    values: { nickname: person.nickname, legal_name: person.legal_name ?? '' },
    etag: etag ?? etagOf(person),
    row: person,
  };
}

interface NamesFormProps {
  readonly person: Person;
  readonly etag: string | null;
  readonly onSaved: (person: Person, etag: string | null) => void;
}

/** The name that everyone sees, and the name that only staff see. */
export function NamesForm({ person, etag, onSaved }: NamesFormProps) {
  const edit = useEdit<Names, Person>({
    draft: `person.${person.person_id}`,
    saved: savedOf(person, etag),
    rules: RULES,
    check: ({ nickname }) => (nickname.trim() === '' ? { nickname: w('fRequired') } : {}),
    send: ({ nickname, legal_name }, tag) =>
      api.updatePerson(person.person_id, tag, {
        nickname: nickname.trim(),
        legal_name: legal_name.trim() || null,
      }),
    async again() {
      const fresh = await api.person(person.person_id);
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
      <Card title={w('names')}>
        <Field
          label={w('nickname')}
          hint={w('nicknameHint')}
          value={values.nickname}
          onInput={(text) => edit.set('nickname', text)}
          problem={form.errors.nickname}
        />
        <Field
          label={w('legalName')}
          hint={w('legalNameHint')}
          value={values.legal_name}
          onInput={(text) => edit.set('legal_name', text)}
          problem={form.errors.legal_name}
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
