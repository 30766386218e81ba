import { CAPACITY } from '../../data/care';
import { weekOf } from '../../data/care-rules';
import type { Capacity } from '../../data/care-types';
import { Card } from '../../ui/Card';
import { Page } from '../../ui/Page';
import { Ruby } from '../../ui/Ruby';
import { AsOf } from '../talk/words';
import { useCopy } from '../use-copy';
import { Limits } from './limits';
import { RestPart } from './rest';
import { t } from './texts';
import { Away, houseMoment } from './words';

/** S7: what holds this week, each with its reason; own limits lowered at will; rest in one tap. */
export function Week() {
  const of = useCopy<Capacity>(CAPACITY, 'my_care');
  const now = of.value;
  return (
    <Page back="/support/care" title={t('hubWeek')} lead={t('rested')}>
      <Away of={of.problem} />
      {now && (
        <>
          <Now now={now} onMoved={of.reload} />
          <Time now={now} />
          <Limits now={now} onSaved={of.put} again={of.reload} />
          <AsOf at={of.at} />
        </>
      )}
    </Page>
  );
}

/** What holds now, in sentences, and why. */
function Now({ now, onMoved }: { readonly now: Capacity; readonly onMoved: () => void }) {
  const { limit, resting, resting_until: until } = now;
  return (
    <Card title={t('now')}>
      <div role="status" class="stack">
        {resting ? (
          <p class="sign">
            <Ruby text={until ? t('restingUntil', { t: houseMoment(until) }) : t('restingOpen')} />
          </p>
        ) : limit ? (
          <p>
            <Ruby text={t(`limit_${limit.kind}`)} />
            {limit.until && (
              <>
                <br />
                <Ruby text={t('limitUntil', { t: houseMoment(limit.until) })} />
              </>
            )}
          </p>
        ) : (
          <p class="sign sign-on">
            <Ruby text={t('free')} />
          </p>
        )}
        {now.advice.map(({ kind }) => (
          <p key={kind} class="care-soft care-word">
            <Ruby text={t(`advice_${kind}`)} />
          </p>
        ))}
      </div>
      <RestPart of={now} onMoved={onMoved} />
    </Card>
  );
}

/** Minutes against the guide: a calm bar, and the same in words. */
function Time({ now }: { readonly now: Capacity }) {
  const { minutes_this_week: minutes, now: holds, own } = now;
  const wide = Math.min(1, minutes / Math.max(1, holds.minutes_a_week));
  return (
    <Card title={t('weekTime')}>
      <div class="care-bar" aria-hidden="true">
        <div style={{ width: `${Math.round(wide * 100)}%` }} />
      </div>
      <p>
        <Ruby text={t('weekMinutes', { m: minutes, n: holds.minutes_a_week })} />
        <br />
        <Ruby text={t(`week_${weekOf(now)}`)} />
      </p>
      <p class="small">
        <Ruby text={t('weekWhy')} /> <Ruby text={t(own.minutes_a_week === null ? 'weekDoes' : 'weekOwn')} />
      </p>
    </Card>
  );
}
