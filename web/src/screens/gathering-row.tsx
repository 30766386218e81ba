import { isNews, keyOf, type Occurrence, type Seen } from '../data/gatherings';
import type { Part } from '../data/participations';
import { area } from '../texts';
import { plans } from '../texts/ja/plans';
import { Icon } from '../ui/Icon';
import { Ruby } from '../ui/Ruby';
import { dayOf, dayWord, spanText } from './gathering-words';

const p = area('plans', plans);

interface Props {
  readonly one: Occurrence;
  readonly part: Part | undefined;
  readonly seen: Seen;
  /** Names the day too, where no heading does. */
  readonly day?: boolean;
}

/** One line of the calendar: what, when, where; what became of it, and what one answered, in words. */
export function GatheringRow({ one, part, seen, day }: Props) {
  const off = one.state === 'cancelled';
  const news = isNews(one, seen);
  const time = spanText(one.starts_at, one.ends_at);
  return (
    <li>
      <a href={`#${keyOf(one).replace('/occurrences', '').replace('gatherings', 'gathering')}`}>
        <span>
          {(off || one.change) && (
            <span class="gathering-marks">
              <span class={off || news ? 'chip chip-amber' : 'chip'}>
                <Ruby text={p(off ? 'cancelled' : 'changed')} />
              </span>
              {news && (
                <small>
                  <Ruby text={p('news')} />
                </small>
              )}
            </span>
          )}
          <strong class="own">{one.title}</strong>
          {day && (
            <span>
              <Ruby text={dayWord(dayOf(one.starts_at))} />
            </span>
          )}
          <span>
            <Ruby text={time} />
          </span>
          {one.place && <small class="own">{one.place}</small>}
          {one.change && (off || news) && <small class="own">{one.change.reason}</small>}
          {part?.mode && !off && (
            <span class="chip chip-pine">
              <Ruby text={p('mine', { mode: p(part.mode) })} />
            </span>
          )}
          {part?.seat === 'waiting' && !off && (
            <small>
              <Ruby text={p('seatWaiting')} />
            </small>
          )}
        </span>
        <Icon name="forward" />
      </a>
    </li>
  );
}
