import type { ListingRule, Trainings } from '../../data/care-types';
import { missingOf } from '../../data/training-rules';
import { Card } from '../../ui/Card';
import { Ruby } from '../../ui/Ruby';
import { t } from './texts';

/** One thing that the rule asks for, in words. */
export const needWord = ({ kind, hours }: ListingRule['needed'][number]): string =>
  t(hours > 0 ? 'needHours' : 'needAny', { kind: t(`kind_${kind}`), n: hours });

/** What is still to come before somebody is listed. */
export function Missing({ of }: { readonly of: Trainings }) {
  const missing = missingOf(of.rule, of.missing);
  if (of.rule.needed.length === 0 || missing.length === 0)
    return (
      <p class="line">
        <Ruby text={t(of.rule.needed.length === 0 ? 'noRule' : 'met')} />
      </p>
    );
  return (
    <Card title={t('missing')}>
      <ul class="late">
        {missing.map((one) => (
          <li key={one.kind}>
            <Ruby text={needWord(one)} />
          </li>
        ))}
      </ul>
      <p class="small">
        <Ruby text={t('missingLead')} />
      </p>
    </Card>
  );
}
