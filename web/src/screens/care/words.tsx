import { houseNow } from '../../api/clock';
import type { Problem } from '../../api/problem';
import { localDate } from '../../data/dates';
import { houseDay, houseTime } from '../../data/zone';
import { area } from '../../texts';
import { dayText } from '../../texts/dates';
import { plans } from '../../texts/ja/plans';
import { Ruby } from '../../ui/Ruby';
import { clockText } from '../gathering-words';
import { problemText } from '../problem';
import { t } from './texts';

const p = area('plans', plans);

/** 「11月24日(火) 午後3時」 on the facility's clock; today without its day. */
export function houseMoment(at: string): string {
  const local = houseTime(at);
  const day = local.slice(0, 10);
  const time = clockText(local);
  return day === houseDay(houseNow()) ? time : p('dayAnd', { word: dayText(day), day: time });
}

/** The same with the day in any case, for what is agreed. */
export function houseDayMoment(at: string): string {
  const local = houseTime(at);
  return p('dayAnd', { word: dayText(local.slice(0, 10)), day: clockText(local) });
}

/** The day of the facility. */
export const houseToday = (): string => houseDay(houseNow()) || localDate();

/** Why nothing newer is shown: no answer of the server, where nothing is lost and nothing can be changed; or what it said. */
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
