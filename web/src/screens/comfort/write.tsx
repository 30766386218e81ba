import { useState } from 'preact/hooks';
import { plan, setPlan } from '../../data/comfort';
import {
  type Call,
  isNumber,
  type Level,
  linesOf,
  linesProblem,
  MOST,
  numberOf,
  type Plan,
} from '../../data/comfort-rules';
import { back } from '../../router';
import { plain } from '../../texts/ruby';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Choice, Switch } from '../../ui/Choice';
import { Field } from '../../ui/Field';
import { Page } from '../../ui/Page';
import { Ruby } from '../../ui/Ruby';
import { toast } from '../../ui/Toast';
import { letters } from '../letters';
import { useData } from '../use-data';
import { useDraft } from '../use-draft';
import { usePeople } from './parts';
import { type Key, t } from './texts';

/** A list that is written one thing a line: its name in the form, its title, how long a line may be, what one can take over. */
interface Written {
  readonly name: ListName;
  readonly label: Key;
  readonly longest: number;
  readonly examples: readonly Key[];
}

type ListName = Level | 'helps' | 'wants' | 'does_not_want';
type Part = 'signs' | 'helps' | 'others' | 'call' | 'staff';

const LISTS: Readonly<Record<Part, readonly Written[]>> = {
  signs: [
    { name: 'green', label: 'green', longest: MOST.sign, examples: ['eg_green1', 'eg_green2'] },
    { name: 'yellow', label: 'yellow', longest: MOST.sign, examples: ['eg_yellow1', 'eg_yellow2'] },
    { name: 'red', label: 'red', longest: MOST.sign, examples: ['eg_red1', 'eg_red2'] },
  ],
  helps: [
    { name: 'helps', label: 'helps', longest: MOST.line, examples: ['eg_helps1', 'eg_helps2', 'eg_helps3'] },
  ],
  others: [
    { name: 'wants', label: 'wants', longest: MOST.line, examples: ['eg_wants1', 'eg_wants2'] },
    { name: 'does_not_want', label: 'doesNotWant', longest: MOST.line, examples: ['eg_not1', 'eg_not2'] },
  ],
  call: [],
  staff: [],
};

/** Everything that one page can change, as it is typed. */
type Form = Record<ListName, string> & {
  call: { name: string; number: string; note: string }[];
  chosen: string;
  tell: boolean;
  forStaff: string;
  madeWith: Plan['made_with'];
};

const startOf = (now: Plan): Form => ({
  green: now.signs.green.join('\n'),
  yellow: now.signs.yellow.join('\n'),
  red: now.signs.red.join('\n'),
  helps: now.helps.join('\n'),
  wants: now.wants.join('\n'),
  does_not_want: now.does_not_want.join('\n'),
  call: now.call.map((one) => ({ name: one.name, number: one.number ?? '', note: one.note ?? '' })),
  chosen: now.chosen_person_id ?? '',
  tell: now.tell_staff,
  forStaff: now.for_staff ?? '',
  madeWith: now.made_with,
});

/** The plan with one page of it changed; the others stay as they are now. */
function changed(now: Plan, page: Part, form: Form): Plan {
  if (page === 'signs') {
    const signs = { green: linesOf(form.green), yellow: linesOf(form.yellow), red: linesOf(form.red) };
    return { ...now, signs };
  }
  if (page === 'helps') return { ...now, helps: linesOf(form.helps) };
  if (page === 'others') {
    return { ...now, wants: linesOf(form.wants), does_not_want: linesOf(form.does_not_want) };
  }
  if (page === 'call') {
    const call: Call[] = form.call
      .filter((one) => one.name.trim() || one.number.trim() || one.note.trim())
      .map((one) => ({
        name: one.name.trim(),
        number: numberOf(one.number) || null,
        note: one.note.trim() || null,
      }));
    return { ...now, call };
  }
  return {
    ...now,
    chosen_person_id: form.chosen || null,
    tell_staff: form.tell,
    for_staff: form.forStaff.trim() || null,
    made_with: form.madeWith,
  };
}

/** One page of the plan, to be written; what is half-written stays on the phone. */
export function WritePlan({ part }: { readonly part: string | undefined }) {
  const found = useData(plan, 'comfort');
  if (!found) return <main class="page" aria-busy="true" />;
  const page = part && part in LISTS ? (part as Part) : 'helps';
  return <PlanForm page={page} now={found} />;
}

function PlanForm({ page, now }: { readonly page: Part; readonly now: Plan }) {
  const name = `comfort/${page}`;
  const draft = useDraft<Form>(name, startOf(now));
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const form = draft.value;
  if (!form) return <main class="page" aria-busy="true" />;
  const set = (change: Partial<Form>) => draft.set({ ...form, ...change });
  const problems = LISTS[page].map((one) => problemOf(form[one.name], one.longest));
  const callsFine = page !== 'call' || form.call.every((one) => !callProblem(one));
  const staffFine = page !== 'staff' || letters(form.forStaff) <= MOST.staff;

  async function save(written: Form) {
    setAsked(true);
    if (busy || problems.some(Boolean) || !callsFine || !staffFine) return;
    setBusy(true);
    await setPlan(changed(now, page, written), name);
    draft.drop();
    toast(t('saved'));
    back('/comfort');
  }

  return (
    <Page back="/comfort" title={t(page)} lead={page === 'signs' ? t('signsLead') : undefined}>
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
        {LISTS[page].map((one, at) => (
          <Card key={one.name}>
            <Field
              label={t(one.label)}
              hint={t('oneALine')}
              rows={4}
              value={form[one.name]}
              problem={problems[at] ?? null}
              onInput={(typed) => set({ [one.name]: typed })}
            />
            <Examples
              keys={one.examples}
              have={linesOf(form[one.name])}
              onTake={(line) => set({ [one.name]: [...linesOf(form[one.name]), line].join('\n') })}
            />
          </Card>
        ))}
        {page === 'call' && <CallFields form={form} set={set} asked={asked} />}
        {page === 'staff' && <StaffFields form={form} set={set} />}
        <Button submit kind="primary" busy={busy} label={t('save')} />
      </form>
    </Page>
  );
}

function problemOf(typed: string, longest: number): string | null {
  const found = linesProblem(typed, longest, letters);
  return found && t(found, { n: found === 'tooMany' ? MOST.lines : longest });
}

interface ExamplesProps {
  readonly keys: readonly Key[];
  readonly have: readonly string[];
  readonly onTake: (line: string) => void;
}

/** Examples that one can take over with a tap, without their furigana: from then on they are own lines. Those that are there are not offered. */
function Examples({ keys, have, onTake }: ExamplesProps) {
  const left = keys.map((key) => ({ key, line: plain(t(key)) })).filter(({ line }) => !have.includes(line));
  if (left.length === 0 || have.length >= MOST.lines) return null;
  return (
    <div>
      <p class="small">
        <Ruby text={t('examples')} />
      </p>
      <div class="cp-examples">
        {left.map(({ key, line }) => (
          <button key={key} type="button" onClick={() => onTake(line)}>
            <Ruby text={t(key)} />
          </button>
        ))}
      </div>
    </div>
  );
}

interface FieldsProps {
  readonly form: Form;
  readonly set: (change: Partial<Form>) => void;
}

type Typed = Form['call'][number];

function callProblem({ name, number, note }: Typed): { name?: Key; number?: Key; long?: number } | null {
  if (!name.trim() && !number.trim() && !note.trim()) return null;
  if (!name.trim()) return { name: 'needName' };
  if (!isNumber(number) || numberOf(number).length > MOST.number) return { number: 'needNumber' };
  if (letters(name) > MOST.name) return { long: MOST.name };
  return letters(note) > MOST.line ? { long: MOST.line } : null;
}

const NOBODY: Typed = { name: '', number: '', note: '' };

function CallFields({ form, set, asked }: FieldsProps & { readonly asked: boolean }) {
  const calls = form.call.length > 0 ? form.call : [NOBODY];
  const put = (at: number, change: Partial<Typed>) =>
    set({ call: calls.map((one, index) => (index === at ? { ...one, ...change } : one)) });
  return (
    <>
      {calls.map((one, at) => {
        const problem = asked ? callProblem(one) : null;
        const long = problem?.long ? t('longText', { n: problem.long }) : null;
        return (
          <Card key={at}>
            <Field
              label={t('callName')}
              value={one.name}
              problem={problem?.name ? t(problem.name) : long}
              onInput={(name) => put(at, { name })}
            />
            <Field
              label={t('callNumber')}
              type="tel"
              inputMode="tel"
              latin
              value={one.number}
              problem={problem?.number ? t(problem.number) : null}
              onInput={(number) => put(at, { number })}
            />
            <Field
              label={t('callNote')}
              hint={t('callNoteHint')}
              value={one.note}
              onInput={(note) => put(at, { note })}
            />
            {form.call.length > 0 && (
              <Button
                kind="quiet"
                label={t('callAway')}
                onPress={() => set({ call: form.call.filter((_, index) => index !== at) })}
              />
            )}
          </Card>
        );
      })}
      {calls.length < MOST.calls && (
        <Button label={t('callMore')} onPress={() => set({ call: [...calls, NOBODY] })} />
      )}
    </>
  );
}

function StaffFields({ form, set }: FieldsProps) {
  const people = usePeople();
  const options = people.map(({ person, staff }) => ({
    value: person.person_id,
    label: t('name', { name: person.nickname }),
    hint: t(staff ? 'isStaff' : 'isSupporter'),
  }));
  return (
    <>
      <Card>
        <Choice
          legend={t('chosen')}
          options={[{ value: '', label: t('nobody') }, ...options]}
          value={form.chosen}
          onChoose={(chosen) => set({ chosen })}
        />
      </Card>
      <Card>
        <Switch
          label={t('tellStaff')}
          hint={t('tellHint')}
          on={form.tell}
          onChange={(tell) => set({ tell })}
        />
        {form.tell && (
          <Field
            label={t('forStaff')}
            hint={t('forStaffHint')}
            rows={3}
            value={form.forStaff}
            problem={letters(form.forStaff) > MOST.staff ? t('longText', { n: MOST.staff }) : null}
            onInput={(forStaff) => set({ forStaff })}
          />
        )}
        {form.tell && (
          <p class="small">
            <Ruby text={t('helloHowSeen')} />
          </p>
        )}
      </Card>
      <Card>
        <Choice
          legend={t('madeWith')}
          options={[
            { value: 'alone', label: t('alone') },
            { value: 'staff', label: t('withStaff') },
          ]}
          value={form.madeWith}
          onChoose={(madeWith) => set({ madeWith })}
        />
      </Card>
    </>
  );
}
