import type { ShownThing } from '../../data/sharing-types';
import { area } from '../../texts';
import { dayText } from '../../texts/dates';
import { app } from '../../texts/ja/app';
import { writing } from '../../texts/ja/writing';
import { plain } from '../../texts/ruby';
import { Ruby } from '../../ui/Ruby';
import { asMood } from '../moods';
import { t } from './texts';
import { whenText } from './words';

const a = area('app', app);
const w = area('writing', writing);

/** One thing as others see it. A mood is a word here, without its colour: nobody compares people by colours. */
export function Thing({ of: { checkin, win } }: { readonly of: ShownThing }) {
  if (win)
    return (
      <>
        <p class="small">
          <Ruby text={dayText(win.local_date)} />
        </p>
        <p class="own">{win.text}</p>
        <p class="chips">
          <span class="chip">
            <Ruby text={t(win.kind)} />
          </span>
        </p>
      </>
    );
  if (!checkin)
    return (
      <p>
        <Ruby text={t('previewPlan')} />
      </p>
    );
  const level = ([1, 2, 3] as const).find((one) => one === checkin.energy);
  const answers = checkin.answers.map(({ label, answer }) => {
    const said = typeof answer === 'boolean' ? plain(w(answer ? 'yes' : 'no')) : String(answer);
    return `${label}: ${said}`;
  });
  const chips = [...checkin.words, ...answers];
  return (
    <>
      <p class="small">
        <Ruby text={whenText(checkin.occurred_at)} />
      </p>
      <p>
        <strong>
          <Ruby text={t('mood', { mood: a(`mood${asMood(checkin.mood)}`) })} />
        </strong>
        {level && (
          <>
            <br />
            <Ruby text={t('energy', { level: w(`energy${level}`) })} />
          </>
        )}
      </p>
      {chips.length > 0 && (
        <ul class="chips">
          {chips.map((word) => (
            <li key={word} class="chip">
              {word}
            </li>
          ))}
        </ul>
      )}
      {checkin.note && <p class="own">{checkin.note}</p>}
      {checkin.source === 'paper' && (
        <p class="small">
          <Ruby text={t('paper')} />
        </p>
      )}
    </>
  );
}
