import { useEffect, useId, useRef } from 'preact/hooks';
import { plain } from '../../texts/ruby';
import { Button } from '../../ui/Button';
import { Choice } from '../../ui/Choice';
import { Field } from '../../ui/Field';
import { Ruby } from '../../ui/Ruby';
import type { Person } from '../api';
import type { FieldErrors } from '../form';
import { About } from '../parts';
import { roleName } from '../roles';
import { numberIn, type PlanField, type PlanText, stepsIn } from './plan';
import { endsAt } from './rule';
import { type StaffKey, T, w } from './words';

/** A form as its fields see it. */
export interface Filling {
  readonly values: PlanText;
  readonly set: (field: PlanField, text: string) => void;
  readonly errors: FieldErrors;
}
interface Props {
  readonly of: Filling;
}

/** What is wrong with a group of controls; takes the focus as a field would. */
export function GroupProblem({ text }: { readonly text: string | undefined }) {
  return text ? (
    <p class="problem" role="alert" data-form-message tabIndex={-1}>
      <Ruby text={text} />
    </p>
  ) : null;
}

interface PickProps {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly onPick: (value: string) => void;
  readonly problem?: string;
  readonly groups: readonly {
    readonly name: string;
    readonly options: readonly { value: string; label: string }[];
  }[];
  /** What choosing nothing means; without it something is always chosen. */
  readonly none?: string;
}

/** One of many: the list of the device itself, which every hand and every screen reader knows. */
export function Pick({ label, hint, value, onPick, problem, groups, none }: PickProps) {
  const id = useId();
  const described = [hint && `${id}-h`, problem && `${id}-p`].filter(Boolean).join(' ');
  return (
    <div class={`field${problem ? ' has-problem' : ''}`}>
      <label for={id}>
        <Ruby text={label} />
      </label>
      {hint && (
        <p class="hint" id={`${id}-h`}>
          <Ruby text={hint} />
        </p>
      )}
      <select
        id={id}
        value={value}
        aria-describedby={described || undefined}
        aria-invalid={problem ? true : undefined}
        onChange={(event) => onPick(event.currentTarget.value)}
      >
        {none !== undefined && <option value="">{plain(none)}</option>}
        {groups.map(({ name, options }) => {
          const lines = options.map((option) => (
            <option key={option.value} value={option.value}>
              {plain(option.label)}
            </option>
          ));
          return name === '' ? (
            lines
          ) : (
            <optgroup key={name} label={plain(name)}>
              {lines}
            </optgroup>
          );
        })}
      </select>
      <p class="problem" id={`${id}-p`} aria-live="polite">
        {problem && <Ruby text={problem} />}
      </p>
    </div>
  );
}

/** People of today in the circle they belong to, each circle by name. */
export function circles(people: readonly Person[]): PickProps['groups'] {
  const byName = new Intl.Collator('ja');
  const circle = ({ roles }: Person) =>
    roles.includes('staff') || roles.includes('admin')
      ? 'staff'
      : roles.includes('supporter')
        ? 'supporter'
        : 'member';
  return (['staff', 'supporter', 'member'] as const)
    .map((role) => ({
      name: roleName(role),
      options: people
        .filter((person) => person.ended_at === null && circle(person) === role)
        .sort((a, b) => byName.compare(a.nickname, b.nickname))
        .map((person) => ({ value: person.person_id, label: person.nickname })),
    }))
    .filter(({ options }) => options.length > 0);
}

interface PersonPickProps extends Props {
  readonly field: 'host_id' | 'watcher_id' | 'person_1' | 'person_2';
  readonly label: StaffKey;
  readonly hint?: StaffKey;
  readonly none?: StaffKey;
  readonly people: readonly Person[];
}

export function PersonPick({ of, field, label, hint, none = 'calNobodyYet', people }: PersonPickProps) {
  return (
    <Pick
      label={w(label)}
      hint={hint && w(hint)}
      none={w(none)}
      value={of.values[field]}
      onPick={(id) => of.set(field, id)}
      problem={of.errors[field]}
      groups={circles(people)}
    />
  );
}

/** One text of the plan. */
export function PlanInput({
  of,
  field,
  label,
  hint,
  ...rest
}: Props & {
  readonly field: PlanField;
  readonly label: StaffKey;
  readonly hint?: string;
  readonly type?: 'text' | 'date' | 'time' | 'url';
  readonly inputMode?: 'numeric' | 'url';
  readonly latin?: boolean;
  readonly rows?: number;
}) {
  return (
    <Field
      label={w(label)}
      hint={hint}
      value={of.values[field]}
      onInput={(text) => of.set(field, text)}
      problem={of.errors[field]}
      {...rest}
    />
  );
}

const MOST_STEPS = 12;

/** What happens, one line each. Lines move by buttons, never by dragging. */
export function StepsField({ of }: Props) {
  const rows = stepsIn(of.values.steps);
  const box = useRef<HTMLFieldSetElement>(null);
  const wanted = useRef<number | null>(null);
  const id = useId();
  const put = (next: readonly string[]) => of.set('steps', next.join('\n'));
  useEffect(() => {
    if (wanted.current === null) return;
    box.current?.querySelectorAll('input')[wanted.current]?.focus();
    wanted.current = null;
  });
  function up(index: number) {
    const next = [...rows];
    next.splice(index - 1, 2, rows[index] ?? '', rows[index - 1] ?? '');
    wanted.current = index - 1;
    put(next);
  }
  return (
    <fieldset class="field cal-steps" ref={box}>
      <legend>
        <Ruby text={w('calSteps')} />
      </legend>
      <p class="hint" id={`${id}-h`}>
        <Ruby text={w('calStepsHint')} />
      </p>
      <ol>
        {rows.map((step, index) => {
          const name = w('calStep', { n: index + 1 });
          return (
            <li key={index}>
              <input
                value={step}
                aria-label={plain(name)}
                aria-describedby={`${id}-h`}
                autoComplete="off"
                onInput={(event) =>
                  put(rows.map((other, place) => (place === index ? event.currentTarget.value : other)))
                }
                onKeyDown={(event) => {
                  if (event.key !== 'Enter' || event.isComposing) return;
                  event.preventDefault();
                  if (rows.length >= MOST_STEPS) return;
                  wanted.current = index + 1;
                  put([...rows.slice(0, index + 1), '', ...rows.slice(index + 1)]);
                }}
              />
              <span>
                {index > 0 && (
                  <Button
                    kind="quiet"
                    wide={false}
                    label={w('calStepUp')}
                    icon={<About name={name} />}
                    onPress={() => up(index)}
                  />
                )}
                {(rows.length > 1 || step !== '') && (
                  <Button
                    kind="quiet"
                    wide={false}
                    label={w('calRemove')}
                    icon={<About name={name} />}
                    onPress={() => {
                      wanted.current = Math.max(0, index - 1);
                      put(rows.length > 1 ? rows.filter((_, place) => place !== index) : ['']);
                    }}
                  />
                )}
              </span>
            </li>
          );
        })}
      </ol>
      <GroupProblem text={of.errors.steps} />
      {rows.length < MOST_STEPS && (
        <Button
          wide={false}
          label={w('calStepAdd')}
          onPress={() => {
            wanted.current = rows.length;
            put([...rows, '']);
          }}
        />
      )}
    </fieldset>
  );
}

/** Day, hour and length. An end before the start cannot be written: there is no end, only minutes. */
export function TimeFields({ of, day = true }: Props & { readonly day?: boolean }) {
  const { starts_at, minutes } = of.values;
  const long = numberIn(minutes);
  return (
    <>
      <div class="cal-three">
        {day && <PlanInput of={of} field="starts_on" label="calDay" type="date" />}
        <PlanInput of={of} field="starts_at" label="calTime" type="time" />
        <PlanInput of={of} field="minutes" label="calMinutes" inputMode="numeric" latin />
      </div>
      {starts_at !== '' && long > 0 && (
        <p class="st-hint">
          <T k="calEnds" words={{ time: endsAt(starts_at, long) }} />
        </p>
      )}
    </>
  );
}

export function PlaceFields({ of }: Props) {
  return (
    <>
      <PlanInput of={of} field="place" label="calPlace" />
      <PlanInput of={of} field="directions" label="calDirections" hint={w('optional')} rows={2} />
    </>
  );
}

export function OnlineField({ of }: Props) {
  return (
    <PlanInput
      of={of}
      field="online_link"
      label="calOnline"
      hint={w('calOnlineHint')}
      type="url"
      inputMode="url"
      latin
    />
  );
}

export function CapacityField({ of }: Props) {
  return (
    <PlanInput
      of={of}
      field="capacity"
      label="calCapacity"
      hint={w('calCapacityHint')}
      inputMode="numeric"
      latin
    />
  );
}

/** A choice whose words are a family of keys. */
export function PlanChoice<T extends string>({
  of,
  field,
  label,
  options,
  layout = 'list',
  value,
  onChoose,
}: Props & {
  readonly field: PlanField;
  readonly label: StaffKey;
  readonly options: readonly { readonly value: T; readonly label: string; readonly hint?: string }[];
  readonly layout?: 'row' | 'tight' | 'list';
  readonly value?: T | null;
  readonly onChoose?: (value: T) => void;
}) {
  return (
    <div class="cal-group">
      <Choice<T>
        legend={w(label)}
        layout={layout}
        value={
          value === undefined ? (options.find((one) => one.value === of.values[field])?.value ?? null) : value
        }
        onChoose={onChoose ?? ((chosen) => of.set(field, chosen))}
        options={options}
      />
      <GroupProblem text={of.errors[field]} />
    </div>
  );
}
