import { useEffect } from 'preact/hooks';
import { type Calendar, calendar, seenChanges } from '../data/gatherings';
import { myParts } from '../data/participations';
import { houseDay } from '../data/zone';
import { area } from '../texts';
import { plans } from '../texts/ja/plans';
import { LinkButton } from '../ui/Button';
import { Card } from '../ui/Card';
import { Ruby } from '../ui/Ruby';
import { GatheringRow } from './gathering-row';
import { dayOf, isOver } from './gathering-words';
import { useData } from './use-data';
import '../ui/css/gatherings.css';

const p = area('plans', plans);

/** What comes next: the first that takes place, and before it what was called off meanwhile. */
export function comingUp({ items }: Calendar, now: number = Date.now()): Calendar['items'] {
  const ahead = items.filter((one) => !isOver(one, now));
  const first = ahead.find((one) => one.state === 'planned');
  const off = ahead.find((one) => one.state === 'cancelled');
  const before = off && (!first || off.starts_at < first.starts_at) ? [off] : [];
  return first ? [...before, first] : before;
}

interface Props {
  /** What stands above it is there. */
  readonly ready: boolean;
  /** Says that it knows what it will show, if anything. */
  readonly onKnown: () => void;
}

/** On home: when, what, where; or that the day is free. */
export function NextGathering({ ready, onKnown }: Props) {
  const month = houseDay().slice(0, 7);
  const found = useData(
    async () => ({ calendar: await calendar(month, 3), parts: await myParts(), seen: await seenChanges() }),
    month,
  );
  const known = found !== null;
  useEffect(() => {
    if (known) onKnown();
  }, [known]);
  if (!ready || !found || found.calendar.asOf === null) return null;
  const next = comingUp(found.calendar);
  return (
    <Card title={p('next')}>
      {!next.some((one) => dayOf(one.starts_at) === houseDay()) && (
        <p class="line">
          <Ruby text={p('none')} />
        </p>
      )}
      {next.length > 0 && (
        <ul class="menu gatherings">
          {next.map((one) => {
            const key = `/gatherings/${one.gathering_id}/occurrences/${one.recurrence_id}`;
            return <GatheringRow key={key} one={one} part={found.parts.get(key)} seen={found.seen} day />;
          })}
        </ul>
      )}
      <LinkButton kind="quiet" href="#/plans" label={p('all')} />
    </Card>
  );
}
