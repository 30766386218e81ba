import type { Settings } from '../../data/talk';
import type { Listening } from '../../data/talk-rules';
import { houseDay, houseTime } from '../../data/zone';
import { area, language } from '../../texts';
import { dayText } from '../../texts/dates';
import { houseTimeText } from '../../texts/house-time';
import { app } from '../../texts/ja/app';
import { plans } from '../../texts/ja/plans';
import { talk } from '../../texts/ja/talk';
import { Ruby } from '../../ui/Ruby';
import { clockText } from '../gathering-words';
import { useNow } from '../use-now';
import { t } from './texts';

const a = area('app', app);
const p = area('plans', plans);

export type TalkMode = Listening['modes'][number];
export type Style = Listening['style'];
export type Wish = 'listen' | 'think_together' | 'advice';
export type Topic = Settings['topics'][number];

export const MODES: readonly TalkMode[] = ['in_person', 'phone', 'online'];
export const WISHES: readonly Wish[] = ['listen', 'think_together', 'advice'];

export const styleWord = (style: Style): string => t(style === 'listen' ? 'listenStyle' : 'talkStyle');

const isKey = (key: string): key is keyof typeof talk => key in talk;

/** A topic as the facility calls it; those that the app knows by that name are there in every language. */
export function topicWord({ topic_id, label }: Topic): string {
  const key = `topic_${topic_id}`;
  return language.value !== 'ja' && isKey(key) && talk[key].replaceAll('\u200b', '') === label
    ? t(key)
    : label;
}

/** 「午後4時」 of a moment on the facility's clock, with its day when that is not today there. */
export function momentText(at: string): string {
  const time = houseTime(at);
  const clock = clockText(time);
  const day = time.slice(0, 10);
  return day === houseDay() ? clock : p('dayAnd', { word: dayText(day), day: clock });
}

/** 「午後1時から午後3時」. */
export const stretchText = (from: string, until: string): string =>
  p('span', { from: momentText(from), to: momentText(until) });

/** How somebody listens, and by what means; `now` when they do at this moment. */
export function How({ of, now }: { readonly of: Pick<Listening, 'style' | 'modes'>; readonly now: boolean }) {
  return (
    <>
      <span class={now ? 'chip chip-pine sign sign-on' : 'chip chip-amber sign'}>
        <Ruby text={styleWord(of.style)} />
      </span>
      {of.modes.map((mode) => (
        <span key={mode} class="chip">
          <Ruby text={t(mode)} />
        </span>
      ))}
    </>
  );
}

/** Said to both, politely, when the time that a talk takes has passed: whole five minutes since it began. */
export function LongEnough({ since }: { readonly since: string | null }) {
  const now = useNow(15);
  const minutes = since === null ? 0 : Math.floor((now - Date.parse(since)) / 300_000) * 5;
  return (
    <div role="status">
      {minutes > 0 && (
        <p>
          <Ruby text={t('longEnough', { n: minutes })} />
          <br />
          <Ruby text={t('longEnough2')} />
        </p>
      )}
    </div>
  );
}

/** How old what is shown is. */
export function AsOf({ at }: { readonly at: string | number | null }) {
  if (at === null) return null;
  const day = houseDay(at);
  const time = houseTimeText(at);
  return (
    <p class="asof">
      <Ruby text={a('asOf', { time: day === houseDay() ? time : `${dayText(day)} ${time}` })} />
    </p>
  );
}
