import { useEffect } from 'preact/hooks';
import { load } from '../../data/care';
import { fullness } from '../../data/care-rules';
import type { SupporterCare } from '../../data/care-types';
import { onChange } from '../../data/changes';
import { t as training } from '../../screens/training/texts';
import { dayText } from '../../texts/dates';
import { plain } from '../../texts/ruby';
import { Avatar } from '../../ui/Avatar';
import { LinkButton } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { EmptyState } from '../../ui/EmptyState';
import { Icon } from '../../ui/Icon';
import { useList } from '../load';
import { StaffPage, WhenReady } from '../parts';
import { T, w } from './words';

/** T6: those who support, in order of their names and in no other. Time and what is due; never what they wrote. */
export function SupportersPage() {
  const loaded = useList('care', load);
  useEffect(() => onChange('consultations', loaded.reload), [loaded.reload]);
  return (
    <StaffPage title="scTitle" lead="scLead" at="/care">
      <WhenReady of={loaded}>
        {({ items }) => (
          <>
            {items.length === 0 && (
              <EmptyState text={w('scEmpty')}>
                <p>
                  <T k="scEmptyHow" />
                </p>
              </EmptyState>
            )}
            <ul class="st-talks">
              {items.map((one) => (
                <li key={one.person_id}>
                  <Row one={one} />
                </li>
              ))}
            </ul>
            {items.length > 0 && (
              <p class="st-hint">
                <T k="scCareOnly" />
              </p>
            )}
          </>
        )}
      </WhenReady>
      <a class="card st-door st-measure care-door" href="#/staff/care/rule">
        <span>
          <strong>
            <T k="scRuleDoor" />
          </strong>
          <small>
            <T k="scRuleHint" />
          </small>
        </span>
        <Icon name="forward" />
      </a>
    </StaffPage>
  );
}

function Row({ one }: { readonly one: SupporterCare }) {
  const { consultation: due } = one;
  const wide = Math.min(1, one.minutes_this_week / Math.max(1, one.minutes_a_week));
  return (
    <Card>
      <div class="person">
        <Avatar name={one.nickname} />
        <h2>{one.nickname}</h2>
      </div>
      <p class="st-tags">
        <span class="chip">
          <T k={`scStage_${one.stage}`} />
        </span>
        {one.spare && (
          <span class="chip chip-pine">
            <T k={`scSpare_${one.spare}`} />
          </span>
        )}
        {due && (
          <span class="chip chip-amber">
            {due.overdue ? <T k="scTalkLate" /> : <T k="scTalkDue" words={{ d: dayText(due.due_on) }} />}
          </span>
        )}
        {one.trainings_due?.map(({ kind, expires_on }) => (
          <span key={`${kind}${expires_on}`} class="chip chip-amber">
            <T k="scTrainDue" words={{ k: training(`kind_${kind}`), d: dayText(expires_on) }} />
          </span>
        ))}
      </p>
      <div>
        <div class="care-bar" aria-hidden="true">
          <div style={{ width: `${Math.round(wide * 100)}%` }} />
        </div>
        <p>
          <T k="scMinutes" words={{ m: one.minutes_this_week, n: one.minutes_a_week }} />{' '}
          <T k={`scWeek_${fullness(one.minutes_this_week, one.minutes_a_week)}`} />
        </p>
      </div>
      {!one.spare && (
        <p class="st-hint">
          <T k="scSpareHidden" />
        </p>
      )}
      <div class="st-row">
        <LinkButton
          href={`#/staff/care/${one.person_id}`}
          spoken={plain(`${one.nickname} ${w('scOpen')}`)}
          label={w('scOpen')}
        />
        {due && <LinkButton href="#/staff/consultations" label={w('scTalks')} />}
      </div>
    </Card>
  );
}
