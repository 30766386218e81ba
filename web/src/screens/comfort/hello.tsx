import { useState } from 'preact/hooks';
import { rule, setRule } from '../../data/comfort';
import { MOST, type Rule } from '../../data/comfort-rules';
import { localDate } from '../../data/dates';
import { dayText } from '../../texts/dates';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Choice } from '../../ui/Choice';
import { Field } from '../../ui/Field';
import { Page } from '../../ui/Page';
import { Ruby } from '../../ui/Ruby';
import { toast } from '../../ui/Toast';
import { letters } from '../letters';
import { useData } from '../use-data';
import { useDraft } from '../use-draft';
import { usePeople } from './parts';
import { t } from './texts';

const DAYS = [2, 3, 5, 7, 14];
const LONGEST_PAUSE = 180;

interface Form {
  days: number;
  person: string;
  how: string;
  pause: string;
}

const startOf = (now: Rule): Form => ({
  days: now.after_days ?? 0,
  person: now.person_id ?? '',
  how: now.how ?? '',
  pause: now.paused_until ?? '',
});

/** もし書かない日がつづいたら: only the member decides, and sees the sentence that it comes to. */
export function HelloRule() {
  const found = useData(rule, 'hello');
  if (!found) return <main class="page" aria-busy="true" />;
  return <RuleForm now={found} />;
}

function RuleForm({ now }: { readonly now: Rule }) {
  const draft = useDraft<Form>('hello', startOf(now));
  const people = usePeople();
  const [busy, setBusy] = useState(false);
  const form = draft.value;
  if (!form) return <main class="page" aria-busy="true" />;
  const set = (change: Partial<Form>) => draft.set({ ...form, ...change });
  const someone = people.find((one) => one.person.person_id === form.person);
  const who = someone ? t('name', { name: someone.person.nickname }) : t('theStaff');
  const furthest = new Date();
  furthest.setDate(furthest.getDate() + LONGEST_PAUSE);
  const tooFar = form.pause > localDate(furthest);
  const tooLong = letters(form.how) > MOST.how;
  const paused = form.pause >= localDate() && !tooFar ? form.pause : null;

  async function save(written: Form) {
    if (busy || tooFar || tooLong) return;
    setBusy(true);
    const wished = written.days > 0;
    const next: Rule = {
      after_days: wished ? written.days : null,
      person_id: wished && written.person ? written.person : null,
      how: (wished && written.how.trim()) || null,
      paused_until: wished ? paused : null,
    };
    await setRule(next, 'hello');
    draft.drop();
    setBusy(false);
    toast(t('saved'));
  }

  const days = [...new Set([...DAYS, ...(form.days ? [form.days] : [])])].sort((a, b) => a - b);
  return (
    <Page back="/comfort" title={t('hello')} lead={t('helloLead')}>
      <form
        class="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save(form);
        }}
      >
        {draft.restored && (
          <p class="line" role="status">
            <Ruby text={t('draftKept')} />
          </p>
        )}
        <Card>
          <Choice
            legend={t('helloDays')}
            options={[
              { value: 0, label: t('never') },
              ...days.map((n) => ({ value: n, label: t('days', { n }) })),
            ]}
            layout="row"
            value={form.days}
            onChoose={(chosen) => set({ days: chosen })}
          />
        </Card>
        {form.days > 0 && (
          <>
            <Card>
              <Choice
                legend={t('helloWho')}
                options={[
                  { value: '', label: t('staffTeam') },
                  ...people.map(({ person, staff }) => ({
                    value: person.person_id,
                    label: t('name', { name: person.nickname }),
                    hint: t(staff ? 'isStaff' : 'isSupporter'),
                  })),
                ]}
                value={form.person}
                onChoose={(person) => set({ person })}
              />
            </Card>
            <Card>
              <Field
                label={t('helloHow')}
                hint={t('helloHowHint')}
                value={form.how}
                problem={tooLong ? t('longText', { n: MOST.how }) : null}
                onInput={(how) => set({ how })}
              />
              <p class="small">
                <Ruby text={t('helloHowSeen')} />
              </p>
            </Card>
            <Card>
              <Field
                label={t('pause')}
                hint={t('pauseHint')}
                type="date"
                value={form.pause}
                problem={tooFar ? t('pauseLong') : null}
                onInput={(pause) => set({ pause })}
              />
              {form.pause && <Button kind="quiet" label={t('pauseEnd')} onPress={() => set({ pause: '' })} />}
            </Card>
          </>
        )}
        <Card title={t('helloNow')}>
          <p role="status">
            <Ruby text={form.days > 0 ? t('helloSays', { n: form.days, who }) : t('helloNever')} />
          </p>
          {form.days > 0 && form.how.trim() && <p class="said">{form.how.trim()}</p>}
          {form.days > 0 && paused && (
            <p>
              <Ruby text={t('helloPaused', { day: dayText(paused) })} />
              <br />
              <Ruby text={t('helloCounts', { day: dayText(paused) })} />
            </p>
          )}
        </Card>
        <Button submit kind="primary" busy={busy} label={t('save')} />
      </form>
    </Page>
  );
}
