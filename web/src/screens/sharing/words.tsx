import type { Problem } from '../../api/problem';
import { whatKey, whoOf } from '../../data/sharing-rules';
import type { Audience, Grant } from '../../data/sharing-types';
import { houseDay, houseTime } from '../../data/zone';
import { area } from '../../texts';
import { dayText, shortDay } from '../../texts/dates';
import { app } from '../../texts/ja/app';
import { Ruby } from '../../ui/Ruby';
import { clockText } from '../gathering-words';
import { problemText } from '../problem';
import { t } from './texts';

const a = area('app', app);

/** 「もりさんたち職員」. */
export function whoText(to: Pick<Audience, 'kind' | 'people' | 'gathering_title'>): string {
  const { key, values } = whoOf(to);
  return t(key, values);
}

/** 「気分だけ」. */
export const whatText = (grant: Parameters<typeof whatKey>[0]): string => t(whatKey(grant));

/** 「もりさんたち職員が、12月3日まで、気分だけを見られます。」 */
export const stateText = (grant: Pick<Grant, 'to' | 'until' | 'shows' | 'checkin_id'>): string =>
  t('state', { who: whoText(grant.to), date: shortDay(grant.until), what: whatText(grant) });

/** Everybody who can look, by name. */
export function namesText({ people }: Pick<Audience, 'people'>): string {
  const names = people.map((one) => t('name', { name: one.nickname })).join(t('comma'));
  return names ? t('readers', { names }) : t('readersNone');
}

/** 「11月21日(土) 午後8時」 on the facility's clock. */
export const whenText = (at: string | number): string =>
  t('when', { day: dayText(houseDay(at)), time: clockText(houseTime(at)) });

/** How old a copy is, while nothing newer can be had. */
export function AsOf({ at }: { readonly at: number | null }) {
  if (at === null) return null;
  return (
    <p class="asof">
      <Ruby text={a('asOf', { time: whenText(at) })} />
    </p>
  );
}

/** Why something could not be read or changed, kindly. */
export const saidOf = (problem: Problem): string =>
  problem.type === 'offline' ? `${t('away')}${t('awaySet')}` : problemText(problem);

/** Why nothing newer is shown. */
export function Away({ of }: { readonly of: Problem | null }) {
  return (
    <div role="status">
      {of && (
        <section class="card card-quiet">
          {of.type === 'offline' ? (
            <p>
              <strong>
                <Ruby text={t('away')} />
              </strong>
              <br />
              <Ruby text={t('awayNote')} />
              <br />
              <Ruby text={t('awaySet')} />
            </p>
          ) : (
            <p>
              <Ruby text={problemText(of)} />
            </p>
          )}
        </section>
      )}
    </div>
  );
}
