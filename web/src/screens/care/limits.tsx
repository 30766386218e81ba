import { useEffect, useRef, useState } from 'preact/hooks';
import { CAPACITY, changeLimits } from '../../data/care';
import { ownLimit, stepped } from '../../data/care-rules';
import type { Capacity, LimitName, LimitSet, LimitsPatch } from '../../data/care-types';
import { read } from '../../data/copies';
import { plain } from '../../texts/ruby';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Switch } from '../../ui/Choice';
import { Ruby } from '../../ui/Ruby';
import { toast } from '../../ui/Toast';
import { fieldProblem, problemText } from '../problem';
import { t } from './texts';

const NAMES: readonly LimitName[] = ['talks_a_day', 'minutes_a_week', 'gap'];
/** How long a hand may go on tapping before the change is sent. */
const PAUSE = 700;

interface Props {
  readonly now: Capacity;
  readonly onSaved: (now: Capacity) => void;
  readonly again: () => void;
}

/** A limit as one says it. */
export function limitWord(name: LimitName, value: number): string {
  return name === 'talks_a_day'
    ? t('times', { n: value })
    : t('minutes', { n: name === 'gap' ? Math.round(value / 60) : value });
}

/** Sends changes one after the other, each on the newest version; what was tapped meanwhile goes along. */
function useSaving({ now, onSaved, again }: Props) {
  const [pending, setPending] = useState<LimitsPatch>({});
  const [wrong, setWrong] = useState<{ readonly name: LimitName; readonly text: string } | null>(null);
  const newest = useRef(now);
  newest.current = now;
  const waits = useRef<LimitsPatch>({});
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const running = useRef(false);
  async function send() {
    const patch = waits.current;
    if (running.current || Object.keys(patch).length === 0) return;
    waits.current = {};
    running.current = true;
    let result = await changeLimits(patch, newest.current.version);
    if (!result.ok && result.problem.type === 'version-conflict') {
      // Changed on another phone meanwhile: what was chosen here is laid over it.
      const fresh = await read<Capacity>(CAPACITY);
      if (fresh.ok) result = await changeLimits(patch, fresh.value.version);
    }
    running.current = false;
    if (result.ok) {
      newest.current = result.value;
      onSaved(result.value);
      toast(t('saved'));
    } else {
      const { problem } = result;
      const name = NAMES.find((one) => fieldProblem(problem, `/${one}`));
      if (name) setWrong({ name, text: t('house', { n: limitWord(name, newest.current.facility[name]) }) });
      else toast(problem.type === 'offline' ? `${t('away')}${t('awayNote')}` : problemText(problem));
      again();
    }
    setPending(waits.current);
    if (Object.keys(waits.current).length > 0) void send();
  }
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      void send();
    },
    [],
  );
  return {
    pending,
    wrong,
    change(patch: LimitsPatch, pause = PAUSE) {
      setWrong(null);
      waits.current = { ...waits.current, ...patch };
      setPending(waits.current);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void send(), pause);
    },
  };
}

/** Own limits: lowered at will and never above the facility's, each with its reason and what it does. */
export function Limits(props: Props) {
  const { now } = props;
  const saving = useSaving(props);
  const { pending } = saving;
  const holds = (name: LimitName): number =>
    name in pending ? (pending[name] ?? now.facility[name]) : (now.own[name] ?? now.facility[name]);
  return (
    <>
      <Card title={t('limits')}>
        <p>
          <Ruby text={t('limitsLead')} />
        </p>
        {NAMES.map((name) => (
          <Stepper
            key={name}
            name={name}
            value={holds(name)}
            facility={now.facility}
            problem={saving.wrong?.name === name ? saving.wrong.text : null}
            onChange={(value) => saving.change({ [name]: ownLimit(name, value, now.facility) })}
          />
        ))}
        <p class="small">
          <Ruby text={t('alsoHolds')} />
        </p>
      </Card>
      <Card>
        <Switch
          label={t('listenOnly')}
          hint={t('listenHint')}
          on={pending.listen_only ?? now.own.listen_only}
          onChange={(listen_only) => saving.change({ listen_only }, 0)}
        />
        {now.first_talks_left > 0 && (
          <p class="small">
            <Ruby text={t('firstTalks', { n: now.first_talks_left })} />
          </p>
        )}
        <Switch
          label={t('spare')}
          hint={t((pending.shows_spare ?? now.shows_spare) ? 'spareHint' : 'spareOff')}
          on={pending.shows_spare ?? now.shows_spare}
          onChange={(shows_spare) => saving.change({ shows_spare }, 0)}
        />
        {!(pending.shows_spare ?? now.shows_spare) && (
          <p class="small">
            <Ruby text={t('spareHint')} />
          </p>
        )}
      </Card>
    </>
  );
}

interface StepperProps {
  readonly name: LimitName;
  readonly value: number;
  readonly facility: LimitSet;
  readonly problem: string | null;
  readonly onChange: (value: number) => void;
}

function Stepper({ name, value, facility, problem, onChange }: StepperProps) {
  const label = t(`own_${name}`);
  const gentler = stepped(name, value, facility, true);
  const back = stepped(name, value, facility, false);
  const move = (to: number, word: string) => (
    <Button
      wide={false}
      label={word}
      spoken={plain(`${label} ${word}`)}
      busy={to === value}
      onPress={() => onChange(to)}
    />
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would announce its legend before every button
    <div class="care-step" role="group" aria-label={plain(label)}>
      <h3>
        <Ruby text={label} />
      </h3>
      <p class="small">
        <Ruby text={t(`why_${name}`)} />
      </p>
      <div>
        {move(name === 'gap' ? back : gentler, t(name === 'gap' ? 'lessGap' : 'less'))}
        <output aria-live="polite">
          <Ruby text={limitWord(name, value)} />
        </output>
        {move(name === 'gap' ? gentler : back, t(name === 'gap' ? 'moreGap' : 'more'))}
      </div>
      <p class={problem ? 'problem' : 'small'}>
        <Ruby
          text={
            problem ??
            (value === facility[name] ? t('atHouse') : t('house', { n: limitWord(name, facility[name]) }))
          }
        />
      </p>
    </div>
  );
}
