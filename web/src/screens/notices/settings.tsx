import '../../ui/css/talk.css';
import '../../ui/css/notices.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Problem } from '../../api/problem';
import { FIRST_TIME, type Offered, offeredTo, withCheckin, withGroup } from '../../data/notice-rules';
import type { NoticeGroup, NoticeSettings } from '../../data/notice-types';
import { type Change, choose, SETTINGS } from '../../data/notices';
import { me } from '../../data/person';
import { Card } from '../../ui/Card';
import { Switch } from '../../ui/Choice';
import { Field } from '../../ui/Field';
import { Ruby } from '../../ui/Ruby';
import { toast } from '../../ui/Toast';
import { fieldProblem } from '../problem';
import { useCopy } from '../use-copy';
import { MailCard } from './mail';
import { OtherPhones, ThisPhone, usePhones } from './phone';
import { t } from './texts';
import { AsOf, Away, said } from './words';

/** What is shown until the server has kept it: the choices still under way lie over what it told. */
function useChoices() {
  const of = useCopy<NoticeSettings>(SETTINGS);
  const [waiting, setWaiting] = useState<readonly Change[]>([]);
  const [problem, setProblem] = useState<Problem | null>(null);
  const newest = useRef(of.value);
  newest.current = of.value ?? newest.current;
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  function change(one: Change) {
    setProblem(null);
    setWaiting((now) => [...now, one]);
    queue.current = queue.current.then(async () => {
      const seen = newest.current;
      const result = seen && (await choose(one, seen));
      setWaiting((now) => now.filter((other) => other !== one));
      if (result?.ok) {
        newest.current = result.value;
        of.put(result.value);
        toast(t('saved'));
      } else if (result) {
        if (result.problem.errors?.length) setProblem(result.problem);
        else toast(said(result.problem));
        await of.reload();
      }
    });
  }
  const value = of.value && waiting.reduce((now, one) => one(now), of.value);
  return { of, value, problem, change };
}

/** 設定 → お知らせ: this phone, each kind, and when not. */
export function Settings() {
  const { of, value, problem, change } = useChoices();
  const phones = usePhones();
  const roles = me.value?.roles ?? [];
  return (
    <>
      <p class="lead notice-lead">
        <Ruby text={t('words')} />
      </p>
      <Away of={of.problem} />
      <ThisPhone of={phones} nothing={value?.about.length === 0} />
      {value && (
        <>
          {offeredTo(roles).map((one) => (
            <Kinds key={one.name} offered={one} now={value} problem={problem} change={change} />
          ))}
          <Quiet now={value} problem={problem} change={change} />
        </>
      )}
      {roles.some((role) => role === 'staff' || role === 'admin') && <MailCard />}
      <OtherPhones of={phones} />
      <AsOf at={of.problem ? of.at : null} />
    </>
  );
}

interface Props {
  readonly now: NoticeSettings;
  readonly problem: Problem | null;
  readonly change: (one: Change) => void;
}

/** Staff hear of the same things from the other side. */
function labelOf(group: NoticeGroup, name: Offered['name']): string {
  if (name === 'working' && (group === 'consultations' || group === 'concerns'))
    return t(`g_${group}_working`);
  return t(`g_${group}`);
}

function Kinds({ offered, now, problem, change }: Props & { readonly offered: Offered }) {
  const { name, groups } = offered;
  const toggle = (group: NoticeGroup, on: boolean) =>
    change((kept) =>
      group === 'checkin_time'
        ? withCheckin(kept, on ? (kept.checkin_at ?? FIRST_TIME) : null)
        : withGroup(kept, group, on),
    );
  return (
    <Card title={t(`h_${name}`)}>
      {groups.map((group) => (
        <Switch
          key={group}
          label={labelOf(group, name)}
          {...(group === 'talk_answers' || group === 'looks' ? { hint: t(`g_${group}_hint`) } : {})}
          on={now.about.includes(group)}
          onChange={(on) => toggle(group, on)}
        />
      ))}
      {name === 'day' && now.about.includes('checkin_time') && (
        <Time
          label={t('checkinAt')}
          value={now.checkin_at ?? FIRST_TIME}
          problem={fieldProblem(problem, '/checkin_at')}
          onChange={(at) => change((kept) => withCheckin(kept, at))}
        />
      )}
    </Card>
  );
}

/** The night, as most people have it. */
const NIGHT = { from: '21:00', until: '08:00' };

function Quiet({ now, problem, change }: Props) {
  const { quiet } = now;
  const set = (part: Partial<typeof NIGHT>) =>
    change((kept) => ({ ...kept, quiet: { ...(kept.quiet ?? NIGHT), ...part } }));
  return (
    <Card title={t('quietTitle')}>
      <Switch
        label={t('notToday')}
        hint={t('notTodayHint')}
        on={now.not_today}
        onChange={(not_today) => change((kept) => ({ ...kept, not_today }))}
      />
      <Switch
        label={t('quietOn')}
        hint={t('quietHint')}
        on={quiet !== null}
        onChange={(on) => change((kept) => ({ ...kept, quiet: on ? (kept.quiet ?? NIGHT) : null }))}
      />
      {quiet && (
        <div class="notice-times">
          <Time
            label={t('quietFrom')}
            value={quiet.from}
            problem={fieldProblem(problem, '/quiet/from')}
            onChange={(from) => set({ from })}
          />
          <Time
            label={t('quietUntil')}
            value={quiet.until}
            problem={fieldProblem(problem, '/quiet/until')}
            onChange={(until) => set({ until })}
          />
        </div>
      )}
    </Card>
  );
}

/** So long a hand may go on turning a time before it is kept. */
const PAUSE = 800;

interface TimeProps {
  readonly label: string;
  readonly value: string;
  readonly problem: string | null;
  readonly onChange: (value: string) => void;
}

function Time({ label, value, problem, onChange }: TimeProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const latest = useRef({ typed, onChange });
  latest.current = { typed, onChange };
  const keep = () => {
    const { typed: now, onChange: say } = latest.current;
    latest.current = { typed: null, onChange: say };
    if (now && now !== value) say(now);
  };
  useEffect(() => {
    if (!typed) return;
    const timer = setTimeout(() => {
      keep();
      setTyped(null);
    }, PAUSE);
    return () => clearTimeout(timer);
  }, [typed]);
  useEffect(() => keep, []);
  return (
    <Field
      type="time"
      label={label}
      value={typed ?? value}
      problem={typed === '' ? t('timeNeeded') : problem}
      onInput={setTyped}
    />
  );
}
