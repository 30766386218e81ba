import { localDate } from '../../data/dates';
import { calendar } from '../../data/gatherings';
import { LinkButton } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Ruby } from '../../ui/Ruby';
import { dayOf, dayWord, isOver, spanText } from '../gathering-words';
import { useData } from '../use-data';
import { t } from './texts';

/** The next time that supporters look back together, when the calendar has one. */
export function NextGroup() {
  const month = localDate().slice(0, 7);
  const found = useData(() => calendar(month, 2), month);
  if (!found) return null;
  const next = found.items.find(
    (one) => one.kind === 'consultation' && one.state === 'planned' && !isOver(one),
  );
  return (
    <Card title={t('groupTitle')}>
      {next ? (
        <>
          <p>
            <strong>{next.title}</strong>
            <br />
            <Ruby text={`${dayWord(dayOf(next.starts_at))} ${spanText(next.starts_at, next.ends_at)}`} />
          </p>
          <LinkButton
            href={`#/gathering/${next.gathering_id}/${next.recurrence_id}`}
            label={t('groupOpen')}
          />
        </>
      ) : (
        <p class="line">
          <Ruby text={t('groupNone')} />
        </p>
      )}
    </Card>
  );
}
