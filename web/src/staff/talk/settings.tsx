import { useState } from 'preact/hooks';
import { newId } from '../../data/ids';
import { weekdays } from '../../texts/calendar';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Chips } from '../../ui/Choice';
import { Field } from '../../ui/Field';
import { toast } from '../../ui/Toast';
import { etagOf } from '../api';
import { fieldErrorsOf, sentenceFor, useForm } from '../form';
import { useLoad } from '../load';
import { FormMessage, StaffPage, WhenReady } from '../parts';
import { isAdmin } from '../roles';
import { type Settings, talk } from './api';
import {
  type Count,
  DAYS,
  type Form,
  formOf,
  type Name,
  RANGES,
  sameHours,
  settingsOf,
  wrongIn,
} from './settings-form';
import { type StaffKey, T, w } from './words';

const RULES = {
  '/staff_place': { field: 'place' },
  '/phone': { field: 'phone', format: 'tkPhoneHint' },
  '/topics': { field: 'topics' },
} as const;

const TIMERS: readonly (readonly [Count, StaffKey])[] = [
  ['offer', 'tkOffer'],
  ['search', 'tkSearch'],
  ['staff', 'tkStaffTime'],
];
const CAPS: readonly (readonly [Count, StaffKey])[] = [
  ['talks_a_day', 'tkTalksADay'],
  ['minutes_a_week', 'tkMinutesAWeek'],
  ['gap', 'tkGap'],
  ['first_talks', 'tkFirst'],
  ['attempts', 'tkAttempts'],
];

/** An id for a new topic: small letters and digits, as the server wants them. */
const topicId = (): string => `t${newId().replaceAll('-', '').slice(-16)}`;

/** A day of the week by its short name. */
const dayName = (day: string): string =>
  weekdays()[(DAYS.indexOf(day as (typeof DAYS)[number]) + 1) % 7]?.short ?? day;

/** How people talk at the facility. An admin writes it; nobody waits for hours, whatever is written. */
export function SettingsPage() {
  const loaded = useLoad('talk-settings', talk.settings);
  return (
    <StaffPage title="tkSettings" lead="tkSettingsLead" at="/talk">
      <div class="st-measure">
        <WhenReady of={loaded}>
          {(settings, etag) =>
            isAdmin.value ? (
              <SettingsForm
                key={settings.version}
                settings={settings}
                etag={etag ?? etagOf(settings)}
                onSaved={loaded.put}
                again={loaded.reload}
              />
            ) : (
              <p class="st-hint">
                <T k="adminOnly" />
              </p>
            )
          }
        </WhenReady>
      </div>
    </StaffPage>
  );
}

interface FormProps {
  readonly settings: Settings;
  readonly etag: string;
  readonly onSaved: (settings: Settings, etag: string | null) => void;
  readonly again: () => void;
}

function SettingsForm({ settings, etag, onSaved, again }: FormProps) {
  const [values, setValues] = useState<Form>(formOf(settings));
  const form = useForm();
  async function save(event: Event) {
    event.preventDefault();
    if (form.busy) return;
    const wrong = Object.entries(wrongIn(values)).map(([name, most]) => [
      name,
      most === true ? w(name === 'topics' ? 'tkTopicWrong' : 'tkHoursWrong') : w('tkRange', { n: most }),
    ]);
    if (form.refuse(Object.fromEntries(wrong))) return;
    const body = settingsOf(values, settings, topicId);
    const result = await form.send(body, () => talk.replaceSettings(body, etag));
    if (result.ok) {
      toast(w('saved'));
      return onSaved(result.value, result.etag);
    }
    const errors = fieldErrorsOf(result.problem, RULES);
    form.refuse(errors, Object.keys(errors).length > 0 ? null : sentenceFor(result.problem));
    if (result.problem.type === 'version-conflict') again();
  }
  const field = (
    name: Name,
    label: StaffKey,
    more: { hint?: StaffKey; rows?: number; type?: 'time' | 'tel' } = {},
  ) => (
    <Field
      label={w(label)}
      hint={more.hint && w(more.hint)}
      {...(more.rows ? { rows: more.rows } : {})}
      {...(more.type ? { type: more.type } : {})}
      {...(name in RANGES ? { inputMode: 'numeric' as const } : {})}
      value={values[name]}
      problem={form.errors[name]}
      onInput={(text) => setValues({ ...values, [name]: text })}
    />
  );
  return (
    <form ref={form.ref} class="form" noValidate onSubmit={save}>
      <Card>
        {field('place', 'tkStaffPlace')}
        {field('phone', 'tkPhone', { hint: 'tkPhoneHint', type: 'tel' })}
        {field('topics', 'tkTopics', { hint: 'tkTopicsHint', rows: 9 })}
      </Card>
      <Card title={w('tkStaffHours')}>
        {sameHours(settings.staff_hours) ? (
          <>
            <Chips
              legend={w('tkHoursDays')}
              options={DAYS.map(dayName)}
              chosen={values.days
                .split(',')
                .filter(Boolean)
                .map((day) => dayName(day))}
              onChange={(names) =>
                setValues({ ...values, days: DAYS.filter((day) => names.includes(dayName(day))).join() })
              }
            />
            {field('hoursFrom', 'tkFrom', { type: 'time' })}
            {field('hoursTo', 'tkTo', { type: 'time' })}
          </>
        ) : (
          <p>
            <T k="tkSeveral" />
          </p>
        )}
      </Card>
      <Card title={w('tkQuiet')}>
        {field('quietFrom', 'tkFrom', { type: 'time' })}
        {field('quietTo', 'tkTo', { type: 'time' })}
      </Card>
      <Card title={w('tkLunch')}>
        {field('lunchFrom', 'tkFrom', { type: 'time' })}
        {field('lunchTo', 'tkTo', { type: 'time' })}
      </Card>
      <Card title={w('tkTimers')}>{TIMERS.map(([name, label]) => field(name, label))}</Card>
      <Card title={w('tkCaps')}>{CAPS.map(([name, label]) => field(name, label))}</Card>
      <FormMessage text={form.message} />
      <Button kind="primary" submit busy={form.busy} label={w('save')} />
    </form>
  );
}
