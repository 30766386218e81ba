import { Chips } from '../../ui/Choice';
import { type Filling, GroupProblem, Pick, PlanChoice, PlanInput } from './fields';
import { dayIn, ENDS, EVERY, type Every, NTH, nthIn, ON_CLOSED, weekdayIn, weekdaysIn } from './plan';
import { WEEKDAYS } from './rule';
import { nthName, weekdayName } from './say';
import type { OnClosed } from './types';
import { w } from './words';

interface Props {
  readonly of: Filling;
  /** Whether 「くり返さない」 can be chosen: not for something that already repeats. */
  readonly once?: boolean;
}

function Weekdays({ of }: Props) {
  const names = new Map(WEEKDAYS.map((weekday) => [weekdayName(weekday), weekday]));
  const chosen = weekdaysIn(of.values);
  return (
    <div class="cal-group">
      <Chips
        legend={w('calWeekdays')}
        options={[...names.keys()]}
        chosen={chosen.map(weekdayName)}
        onChange={(picked) =>
          of.set('weekdays', WEEKDAYS.filter((day) => picked.includes(weekdayName(day))).join(' '))
        }
      />
      <GroupProblem text={of.errors.weekdays} />
    </div>
  );
}

function Rule({ of }: Props) {
  const { every } = of.values;
  const interval = every === 'weeks' ? 'calWeeksBetween' : 'calMonthsBetween';
  return (
    <>
      {(every === 'week' || every === 'weeks') && <Weekdays of={of} />}
      <div class="cal-three">
        {every === 'month' && (
          <>
            <Pick
              label={w('calNth')}
              value={String(nthIn(of.values))}
              onPick={(nth) => of.set('nth', nth)}
              groups={[
                { name: '', options: NTH.map((nth) => ({ value: String(nth), label: nthName(nth) })) },
              ]}
            />
            <Pick
              label={w('calWeekdays')}
              value={weekdayIn(of.values)}
              onPick={(weekday) => of.set('weekday', weekday)}
              groups={[
                { name: '', options: WEEKDAYS.map((value) => ({ value, label: weekdayName(value) })) },
              ]}
            />
          </>
        )}
        {every === 'month_day' && (
          <PlanInput
            of={{ ...of, values: { ...of.values, day: dayIn(of.values) } }}
            field="day"
            label="calMonthDay"
            inputMode="numeric"
            latin
          />
        )}
        {every !== 'week' && (
          <PlanInput of={of} field="interval" label={interval} inputMode="numeric" latin />
        )}
      </div>
    </>
  );
}

/** When it comes again, until when, and what happens on days off. */
export function RepeatFields({ of, once = true }: Props) {
  const { every, end } = of.values;
  return (
    <>
      <div class="cal-grid">
        <PlanChoice<Every>
          of={of}
          field="every"
          label="calRepeat"
          options={EVERY.filter((value) => once || value !== 'none').map((value) => ({
            value,
            label: w(`calEvery_${value}`),
          }))}
          onChoose={(value) => {
            of.set('every', value);
            of.set('interval', value === 'weeks' ? '2' : '1');
          }}
        />
      </div>
      {every !== 'none' && (
        <>
          <Rule of={of} />
          <PlanChoice
            of={of}
            field="end"
            label="calEnd"
            layout="row"
            options={ENDS.map((value) => ({ value, label: w(`calEnd_${value}`) }))}
          />
          {end !== 'none' && (
            <div class="cal-three">
              {end === 'until' ? (
                <PlanInput of={of} field="until" label="calUntil" hint={w('calUntilHint')} type="date" />
              ) : (
                <PlanInput of={of} field="count" label="calCount" inputMode="numeric" latin />
              )}
            </div>
          )}
          <PlanChoice<OnClosed>
            of={of}
            field="on_holiday"
            label="calOnHoliday"
            layout="row"
            options={offs()}
          />
          <PlanChoice<OnClosed>
            of={of}
            field="on_closing_day"
            label="calOnClosing"
            layout="row"
            options={offs()}
          />
        </>
      )}
    </>
  );
}

const offs = () => ON_CLOSED.map((value) => ({ value, label: w(`calOff_${value}`) }));
