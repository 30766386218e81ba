import { useEffect, useState } from 'preact/hooks';
import { houseNow } from '../../api/clock';
import { editCheckin, type LocalCheckin } from '../../data/checkins';
import { plan } from '../../data/comfort';
import { choicesOf, leadsTo, type Plan, type Sign, withLevel } from '../../data/comfort-rules';
import { Button, LinkButton } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Chips } from '../../ui/Choice';
import { Ruby } from '../../ui/Ruby';
import { toast } from '../../ui/Toast';
import { useData } from '../use-data';
import { Lines, SignMark, usePeople } from './parts';
import { t } from './texts';

const LEVELS = ['yellow', 'red'] as const;

interface TicksProps {
  readonly plan: Plan;
  readonly ticked: readonly Sign[];
  readonly onChange: (signs: Sign[]) => void;
}

/** Own yellow and red signs to tick, each level with its shape and word. */
function Ticks({ plan: own, ticked, onChange }: TicksProps) {
  const all = choicesOf(own, ticked);
  return (
    <>
      {LEVELS.map((level) => {
        const words = all.filter((sign) => sign.level === level).map((sign) => sign.words);
        if (words.length === 0) return null;
        return (
          <div key={level} class={`cp-sign cp-${level}`}>
            <SignMark level={level} />
            <div>
              <Chips
                legend={t(level)}
                options={words}
                chosen={ticked.filter((sign) => sign.level === level).map((sign) => sign.words)}
                onChange={(chosen) => onChange(withLevel(ticked, level, chosen))}
              />
            </div>
          </div>
        );
      })}
    </>
  );
}

/** What ticked signs open: the own card, and somebody. With a red one staff, help and the plan; never a peer. */
function OwnCard({ plan: own, ticked }: { readonly plan: Plan; readonly ticked: readonly Sign[] }) {
  const lead = leadsTo(ticked);
  if (lead === 'nothing') return null;
  return (
    <div class="cp-mine" role="status">
      <h3>
        <Ruby text={t('card')} />
      </h3>
      {own.helps.length > 0 ? (
        <Lines lines={own.helps} />
      ) : (
        <p class="line">
          <Ruby text={t('cardNone')} />
        </p>
      )}
      {own.wants.length > 0 && <Lines lines={own.wants} />}
      {lead === 'yellow' ? <Chosen id={own.chosen_person_id} /> : <Red />}
    </div>
  );
}

/** Who can be talked with now: what the server says, or the last copy as far as it still holds. */
function useListed(): readonly string[] {
  const [listed, setListed] = useState<readonly string[]>([]);
  useEffect(() => {
    let current = true;
    const look = async () => {
      const [ladder, rules] = await Promise.all([import('../../data/talk'), import('../../data/talk-rules')]);
      const fresh = await ladder.freshLadder('peers');
      const copy = fresh === 'away' ? await ladder.keptLadder('peers') : fresh;
      if (current) setListed(rules.shown(copy, houseNow()).now.map((one) => one.person_id));
    };
    look().catch(() => undefined);
    return () => {
      current = false;
    };
  }, []);
  return listed;
}

/** The person somebody chose for such a day: a link when they are listed now, else the ways there are. */
function Chosen({ id }: { readonly id: string | null }) {
  const people = usePeople();
  const listed = useListed();
  const one = people.find(({ person }) => person.person_id === id);
  if (one?.staff) {
    return (
      <>
        <p>
          <Ruby text={t('name', { name: one.person.nickname })} />
        </p>
        <LinkButton href="#/talk/staff" label={t('toStaff')} />
      </>
    );
  }
  if (one && listed.includes(one.person.person_id)) {
    return (
      <LinkButton
        href={`#/talk/ask/${one.person.person_id}`}
        label={t('goTo', { name: one.person.nickname })}
      />
    );
  }
  return (
    <>
      {one && (
        <p>
          <Ruby text={t('goToNot', { name: one.person.nickname })} />
        </p>
      )}
      <LinkButton href="#/talk" label={t('ways')} />
    </>
  );
}

function Red() {
  return (
    <>
      <LinkButton href="#/talk/crisis" label={t('toStaff')} />
      <LinkButton kind="help-second" href="#/help" label={t('toHelp')} />
      <LinkButton kind="quiet" href="#/comfort" label={t('cardOpen')} />
    </>
  );
}

interface SignsProps {
  readonly ticked: readonly Sign[];
  readonly onChange: (signs: Sign[]) => void;
}

/** In the details of a check-in: own signs. Nothing at all for whoever has none. They are kept with the form. */
export function OwnSigns({ ticked, onChange }: SignsProps) {
  const own = useData(plan, 'comfort');
  if (!own || choicesOf(own, ticked).length === 0) return null;
  return (
    <Card title={t('tick')}>
      <p class="line">
        <Ruby text={t('tickHint')} />
      </p>
      <Ticks plan={own} ticked={ticked} onChange={onChange} />
      {leadsTo(ticked) === 'red' && (
        <p class="small">
          <Ruby text={t(own.tell_staff ? 'told' : 'notTold')} />
        </p>
      )}
      <OwnCard plan={own} ticked={ticked} />
    </Card>
  );
}

interface AfterProps {
  readonly entry: LocalCheckin;
  readonly onTick: (leads: ReturnType<typeof leadsTo>) => void;
}

/** After a hard mood, on home: own signs. Only a tap on the button keeps them, because staff may be told. */
export function AfterHard({ entry, onTick }: AfterProps) {
  const own = useData(plan, 'comfort');
  const [ticked, setTicked] = useState<readonly Sign[]>(entry.signs);
  const [kept, setKept] = useState(false);
  if (!own || choicesOf(own, ticked).length === 0) return null;
  const red = leadsTo(ticked) === 'red';
  const told = red && own.tell_staff;
  async function keep() {
    await editCheckin(entry.checkin_id, { signs: [...ticked] });
    setKept(true);
    toast(t(told ? 'recordedTold' : 'recorded'));
  }
  return (
    <div class="cp-mine">
      <h2>
        <Ruby text={t('tick')} />
      </h2>
      <Ticks
        plan={own}
        ticked={ticked}
        onChange={(signs) => {
          setTicked(signs);
          setKept(false);
          onTick(leadsTo(signs));
        }}
      />
      {ticked.length > 0 && !kept && (
        <Button kind="primary" label={t(told ? 'recordTold' : 'record')} onPress={keep} />
      )}
      {red && (
        <p class="small">
          <Ruby text={t(own.tell_staff ? 'told' : 'notTold')} />
        </p>
      )}
      <OwnCard plan={own} ticked={ticked} />
    </div>
  );
}
