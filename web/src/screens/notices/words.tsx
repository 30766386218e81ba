import type { Problem } from '../../api/problem';
import { localDate } from '../../data/dates';
import { carrierOf } from '../../data/notice-rules';
import { houseTime } from '../../data/zone';
import { area } from '../../texts';
import { addDays } from '../../texts/calendar';
import { dayText } from '../../texts/dates';
import { app } from '../../texts/ja/app';
import { Ruby } from '../../ui/Ruby';
import { clockText } from '../gathering-words';
import { problemText } from '../problem';
import { t } from './texts';

const a = area('app', app);

/** 「午後8時3分」 on the facility's clock. */
export const clockOf = (at: string | number): string => clockText(houseTime(at));

/** 「きょう」, 「きのう」, or the day. */
export function dayHeading(day: string): string {
  const today = localDate();
  if (day === today) return t('today');
  return day === addDays(today, -1) ? t('yesterday') : dayText(day);
}

/** Who carries messages to a phone. */
export const carrierWord = (service: string): string => t(`c_${carrierOf(service) ?? 'other'}`);

/** Why something could not be changed. */
export const said = (problem: Problem): string =>
  problem.type === 'offline' ? `${t('away')}${t('awaySet')}` : problemText(problem);

/** How old a copy is. */
export function AsOf({ at }: { readonly at: number | null }) {
  if (at === null) return null;
  return (
    <p class="asof">
      <Ruby text={a('asOf', { time: clockOf(at) })} />
    </p>
  );
}

/** Why nothing newer is shown. */
export function Away({ of }: { readonly of: Problem | null }) {
  return (
    <div role="status">
      {of && (
        <section class="card card-quiet">
          <p>
            {of.type === 'offline' ? (
              <>
                <strong>
                  <Ruby text={t('away')} />
                </strong>
                <br />
                <Ruby text={t('awayNote')} />
              </>
            ) : (
              <Ruby text={problemText(of)} />
            )}
          </p>
        </section>
      )}
    </div>
  );
}
