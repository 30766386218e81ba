import { useEffect, useState } from 'preact/hooks';
import { call } from '../../api/client';
import type { Problem } from '../../api/problem';
import { weekdays } from '../../texts/calendar';
import { plain } from '../../texts/ruby';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Choice } from '../../ui/Choice';
import { EmptyState } from '../../ui/EmptyState';
import { Field } from '../../ui/Field';
import { Page } from '../../ui/Page';
import { Ruby } from '../../ui/Ruby';
import { fieldProblem, problemText } from '../problem';
import { t as talk } from '../talk/texts';
import { styleWord } from '../talk/words';
import { ModePick } from './lease-form';
import { type Plan, type Slot, slotProblem, WEEKDAYS, withPlaces } from './plan-rules';
import { t } from './texts';

const fresh: Slot = {
  weekday: 'mo',
  starts_at: '13:00',
  ends_at: '15:00',
  modes: ['in_person'],
  style: 'listen',
  place: null,
  link: null,
};

/** The name of a day of the week. */
export function weekdayName(day: Slot['weekday'], how: 'short' | 'long' = 'long'): string {
  return weekdays()[(WEEKDAYS.indexOf(day) + 1) % 7]?.[how] ?? day;
}

/** The week one plans: others see it coming, and one begins it with a tap. */
export function PlanPage() {
  const [plan, setPlan] = useState<{ value: Plan; etag: string } | null>(null);
  const [slot, setSlot] = useState<Slot>(fresh);
  const [note, setNote] = useState('');
  const [problem, setProblem] = useState<'planTimes' | 'planOverlap' | 'modeNeeded' | null>(null);
  const [refused, setRefused] = useState<Problem | null>(null);
  const load = () =>
    call('get', '/me/availability_plan').then((result) => {
      if (result.ok) setPlan({ value: result.value, etag: result.etag ?? `"v${result.value.version}"` });
      else setNote(problemText(result.problem));
    });
  useEffect(() => {
    void load();
  }, []);
  async function keep(slots: Slot[], done: 'saved' | 'removed') {
    if (!plan) return;
    setRefused(null);
    const result = await call('put', '/me/availability_plan', { body: { slots }, etag: plan.etag });
    if (result.ok) {
      setPlan({ value: result.value, etag: result.etag ?? `"v${result.value.version}"` });
      setNote(t(done));
    } else if (result.problem.type === 'version-conflict') {
      await load();
      setNote(t('changedElse'));
    } else if (result.problem.errors?.length) setRefused(result.problem);
    else setNote(problemText(result.problem));
  }
  const slots = plan?.value.slots ?? [];
  function add() {
    const wrong = slot.modes.length === 0 ? 'modeNeeded' : slotProblem(slots, slot);
    setProblem(wrong);
    if (!wrong) void keep([...slots, withPlaces(slot)], 'saved');
  }
  const set = (part: Partial<Slot>) => setSlot({ ...slot, ...part });
  /** The new one stands last in what was sent. */
  const refusal = (member: 'place' | 'link') => fieldProblem(refused, `/slots/${slots.length}/${member}`);
  return (
    <Page back="/support" title={t('plan')} lead={t('planLead')}>
      <p role="status" class="line">
        <Ruby text={note} />
      </p>
      {plan && (
        <Card>
          {slots.length === 0 && <EmptyState text={t('planEmpty')} />}
          <ul class="rows">
            {slots.map((one) => (
              <li key={`${one.weekday}${one.starts_at}`}>
                <div>
                  <h2>
                    {weekdayName(one.weekday)} {one.starts_at}–{one.ends_at}
                  </h2>
                  <p class="small">
                    <Ruby text={[styleWord(one.style), ...one.modes.map((mode) => talk(mode))].join(' · ')} />
                  </p>
                  {one.place && <p class="small">{one.place}</p>}
                  {one.link && <p class="small">{one.link}</p>}
                </div>
                <Button
                  wide={false}
                  label={t('planRemove')}
                  spoken={`${weekdayName(one.weekday)} ${one.starts_at} ${plain(t('planRemove'))}`}
                  onPress={() =>
                    keep(
                      slots.filter((other) => other !== one),
                      'removed',
                    )
                  }
                />
              </li>
            ))}
          </ul>
        </Card>
      )}
      {plan && (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            add();
          }}
        >
          <Card title={t('planNew')}>
            <Choice
              layout="tight"
              legend={t('weekday')}
              options={WEEKDAYS.map((value) => ({ value, label: weekdayName(value, 'short') }))}
              value={slot.weekday}
              onChoose={(weekday) => set({ weekday })}
            />
            <Field
              type="time"
              label={t('from')}
              value={slot.starts_at}
              onInput={(starts_at) => set({ starts_at })}
            />
            <Field
              type="time"
              label={t('to')}
              value={slot.ends_at}
              problem={problem && problem !== 'modeNeeded' ? t(problem) : null}
              onInput={(ends_at) => set({ ends_at })}
            />
            <ModePick modes={slot.modes} onChange={(modes) => set({ modes })} />
            {problem === 'modeNeeded' && (
              <p class="problem">
                <Ruby text={t('modeNeeded')} />
              </p>
            )}
            {slot.modes.includes('in_person') && (
              <Field
                label={t('placeLabel')}
                hint={t('planPlaceHint')}
                value={slot.place ?? ''}
                maxLength={80}
                problem={refusal('place')}
                onInput={(place) => set({ place })}
              />
            )}
            {slot.modes.includes('online') && (
              <Field
                latin
                type="url"
                inputMode="url"
                label={t('linkLabel')}
                hint={t('linkHint')}
                value={slot.link ?? ''}
                maxLength={300}
                problem={refusal('link')}
                onInput={(link) => set({ link })}
              />
            )}
            <Choice
              layout="row"
              legend={t('style')}
              options={(['talk', 'listen'] as const).map((value) => ({ value, label: styleWord(value) }))}
              value={slot.style}
              onChoose={(style) => set({ style })}
            />
            <Button submit kind="primary" label={t('planAdd')} />
          </Card>
        </form>
      )}
    </Page>
  );
}
