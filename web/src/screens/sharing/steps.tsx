import { useEffect, useState } from 'preact/hooks';
import { localDate } from '../../data/dates';
import { calendar } from '../../data/gatherings';
import { stepOf } from '../../data/sharing';
import { DEPTHS, OF_ENTRY } from '../../data/sharing-rules';
import type { Audience, NewAudience } from '../../data/sharing-types';
import type { TalkNow } from '../../data/talk-rules';
import { Card } from '../../ui/Card';
import { Icon } from '../../ui/Icon';
import { Page } from '../../ui/Page';
import { Ruby } from '../../ui/Ruby';
import { useCopy } from '../use-copy';
import { t } from './texts';

interface RowProps {
  readonly href: string;
  readonly label: string;
  readonly hint?: string;
}

function Row({ href, label, hint }: RowProps) {
  return (
    <li>
      <a href={href}>
        <span>
          <Ruby text={label} />
          {hint && (
            <small>
              <Ruby text={hint} />
            </small>
          )}
        </span>
        <Icon name="forward" />
      </a>
    </li>
  );
}

/** First: what. Each choice says what it keeps closed. */
export function What({
  way,
  entry,
  back,
}: {
  readonly way: string;
  readonly entry: boolean;
  readonly back: string;
}) {
  return (
    <Page back={back} title={t(entry ? 'whatEntry' : 'whatTitle')} lead={t('whatLead')}>
      <Card>
        <ul class="menu">
          {(entry ? OF_ENTRY : DEPTHS).map((shows) => (
            <Row key={shows} href={`#${way}/${shows}`} label={t(`w_${shows}`)} hint={t(`w_${shows}_hint`)} />
          ))}
        </ul>
      </Card>
    </Page>
  );
}

type Named = Audience['people'][number];

interface Listed {
  readonly to: NewAudience;
  readonly name: string;
}

/** Gatherings that happen again and again, by the calendar that this phone knows. */
function useGatherings(): readonly Listed[] {
  const [found, setFound] = useState<readonly Listed[]>([]);
  useEffect(() => {
    calendar(localDate().slice(0, 7), 1).then(({ items }) => {
      const names = new Map(items.filter((one) => one.repeats).map((one) => [one.gathering_id, one.title]));
      setFound([...names].map(([gathering_id, name]) => ({ to: { kind: 'gathering', gathering_id }, name })));
    });
  }, []);
  return found;
}

/** Supporters whom this person can see now. */
function useSupporters(): readonly Listed[] {
  const rungs = useCopy<TalkNow>('/talk_now').value?.rungs ?? [];
  const named = rungs.flatMap((rung): readonly Named[] => ('supporters' in rung ? rung.supporters : []));
  const known = new Map(named.map((one) => [one.person_id, one.nickname]));
  return [...known].map(([person_id, name]) => ({ to: { kind: 'person', person_id }, name }));
}

/** Second: to whom. Staff as a team, a supporter by name, or whoever leads a gathering. */
export function Whom({ way, back }: { readonly way: string; readonly back: string }) {
  const people = useSupporters();
  const gatherings = useGatherings();
  return (
    <Page back={back} title={t('toTitle')} lead={t('toLead')}>
      <Card>
        <ul class="menu">
          <Row href={`#${way}/staff`} label={t('toStaff')} hint={t('toStaffHint')} />
        </ul>
      </Card>
      <Card title={t('toPeople')}>
        {people.length === 0 && (
          <p class="line">
            <Ruby text={t('toNobody')} />
          </p>
        )}
        <ul class="menu">
          {people.map(({ to, name }) => (
            <Row key={stepOf(to)} href={`#${way}/${stepOf(to)}`} label={t('name', { name })} />
          ))}
        </ul>
      </Card>
      {gatherings.length > 0 && (
        <Card title={t('toGatherings')}>
          <ul class="menu">
            {gatherings.map(({ to, name }) => (
              <Row key={stepOf(to)} href={`#${way}/${stepOf(to)}`} label={name} />
            ))}
          </ul>
        </Card>
      )}
    </Page>
  );
}
