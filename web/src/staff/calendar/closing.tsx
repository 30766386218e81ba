import { useEffect, useRef } from 'preact/hooks';
import { dayText } from '../../texts/dates';
import { plain } from '../../texts/ruby';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Chips } from '../../ui/Choice';
import { Field } from '../../ui/Field';
import { toast } from '../../ui/Toast';
import { etagOf } from '../api';
import { EditConflict, type Saved, useEdit } from '../edit';
import type { FieldErrors, FieldRule } from '../form';
import { useLoad } from '../load';
import { About, FormMessage, StaffPage, WhenReady } from '../parts';
import { calendar } from './api';
import { closingIn, closingText, type Row, rowsIn, textOfRows } from './closing-text';
import { isDay, plusDays, WEEKDAYS } from './rule';
import { joined, weekdayName } from './say';
import type { ClosingDays, Weekday } from './types';
import { T, w } from './words';

const MOST = 100;
const LONGEST_CLOSING = 60;
const RULES: Readonly<Record<string, FieldRule>> = Object.fromEntries(
  Array.from({ length: MOST }, (_, n) => [
    [`/days/${n}/name`, { field: `name${n}` }],
    [`/days/${n}/from`, { field: `from${n}`, format: 'calBadDay' }],
    [`/days/${n}/to`, { field: `to${n}`, format: 'calBadPeriod' }],
  ]).flat(),
);

type Text = { weekdays: string; days: string };

const savedOf = (closing: ClosingDays, etag: string | null): Saved<Text, ClosingDays> => ({
  values: closingText(closing),
  etag: etag ?? etagOf(closing),
  row: closing,
});

function check(text: Text): FieldErrors {
  const found: Record<string, string> = {};
  for (const [n, { from, to, name }] of rowsIn(text.days).entries()) {
    if (name.trim() === '') found[`name${n}`] = w('fRequired');
    if (!isDay(from)) found[`from${n}`] = w('calBadDay');
    if (!isDay(to)) found[`to${n}`] = w('calBadDay');
    else if (isDay(from) && (to < from || to >= plusDays(from, LONGEST_CLOSING)))
      found[`to${n}`] = w('calBadPeriod');
  }
  return found;
}

function say(field: string, value: string): string {
  if (field === 'weekdays')
    return joined(
      value
        .split(' ')
        .filter(Boolean)
        .map((day) => plain(weekdayName(day as Weekday))),
    );
  return rowsIn(value)
    .map(({ from, to, name }) => `${name}: ${from && dayText(from)}–${to && dayText(to)}`)
    .join('\n');
}

interface PeriodsProps {
  readonly rows: readonly Row[];
  readonly errors: FieldErrors;
  readonly onChange: (rows: readonly Row[]) => void;
}

function Periods({ rows, errors, onChange }: PeriodsProps) {
  const list = useRef<HTMLUListElement>(null);
  const wanted = useRef(-1);
  useEffect(() => {
    if (wanted.current < 0) return;
    list.current?.children[wanted.current]?.querySelector('input')?.focus();
    wanted.current = -1;
  });
  const put = (n: number, part: Partial<Row>) =>
    onChange(rows.map((row, place) => (place === n ? { ...row, ...part } : row)));
  return (
    <>
      <ul class="cal-periods" ref={list}>
        {rows.map((row, n) => (
          <li key={n}>
            <Field
              label={w('calPeriodName')}
              value={row.name}
              onInput={(name) => put(n, { name })}
              problem={errors[`name${n}`]}
            />
            <Field
              label={w('calPeriodFrom')}
              type="date"
              value={row.from}
              onInput={(from) => put(n, { from, ...(row.to < from ? { to: from } : {}) })}
              problem={errors[`from${n}`]}
            />
            <Field
              label={w('calPeriodTo')}
              type="date"
              value={row.to}
              onInput={(to) => put(n, { to })}
              problem={errors[`to${n}`]}
            />
            <Button
              kind="quiet"
              wide={false}
              label={w('calRemove')}
              icon={<About name={row.name || w('calPeriodName')} />}
              onPress={() => onChange(rows.filter((_, place) => place !== n))}
            />
          </li>
        ))}
      </ul>
      {rows.length < MOST && (
        <Button
          wide={false}
          label={w('calPeriodAdd')}
          onPress={() => {
            wanted.current = rows.length;
            onChange([...rows, { name: '', from: '', to: '' }]);
          }}
        />
      )}
    </>
  );
}

interface FormProps {
  readonly closing: ClosingDays;
  readonly etag: string | null;
  readonly onSaved: (closing: ClosingDays, etag: string | null) => void;
}

function ClosingForm({ closing, etag, onSaved }: FormProps) {
  const edit = useEdit<Text, ClosingDays>({
    draft: 'calendar.closing',
    saved: savedOf(closing, etag),
    rules: RULES,
    check,
    send: (text, tag) => calendar.replaceClosingDays(tag, closingIn(text)),
    async again() {
      const fresh = await calendar.closingDays();
      return fresh.ok ? { ...fresh, value: savedOf(fresh.value, fresh.etag) } : fresh;
    },
    onSaved(saved, tag) {
      toast(w('saved'));
      onSaved(saved, tag);
    },
  });
  const { values, form } = edit;
  const chosen = values.weekdays.split(' ');
  return (
    <form ref={form.ref} noValidate onSubmit={edit.submit} class="cal-parts">
      <Card title={w('calClosedWeekdays')}>
        <p class="st-hint">
          <T k="calClosedHint" />
        </p>
        <Chips
          legend={w('calWeekdays')}
          options={WEEKDAYS.map(weekdayName)}
          chosen={WEEKDAYS.filter((day) => chosen.includes(day)).map(weekdayName)}
          onChange={(picked) =>
            edit.set('weekdays', WEEKDAYS.filter((day) => picked.includes(weekdayName(day))).join(' '))
          }
        />
      </Card>
      <Card title={w('calPeriods')}>
        <p class="st-hint">
          <T k="calPeriodsHint" />
        </p>
        <Periods
          rows={rowsIn(values.days)}
          errors={form.errors}
          onChange={(rows) => edit.set('days', textOfRows(rows))}
        />
      </Card>
      {edit.restored && edit.changed && (
        <p class="st-hint">
          <T k="draftKept" />
        </p>
      )}
      <FormMessage text={form.message} />
      {edit.theirs ? (
        <EditConflict edit={edit} labels={{ weekdays: 'calClosedWeekdays', days: 'calPeriods' }} say={say} />
      ) : (
        <div class="st-row">
          <Button kind="primary" submit busy={form.busy} label={w('save')} />
          {edit.changed && <Button label={w('cancel')} onPress={edit.discard} />}
        </div>
      )}
    </form>
  );
}

/** When the facility is closed: every week, and over the new year. */
export function ClosedDays() {
  const loaded = useLoad('closing', calendar.closingDays);
  return (
    <StaffPage title="calClosedDays" at="/calendar" back="/staff/calendar">
      <div class="st-measure">
        <WhenReady of={loaded}>
          {(closing, etag) => (
            <ClosingForm key={closing.version} closing={closing} etag={etag} onSaved={loaded.put} />
          )}
        </WhenReady>
      </div>
    </StaffPage>
  );
}
