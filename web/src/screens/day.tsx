import {
  checkinsOfDay,
  items,
  type LocalCheckin,
  preferences,
  removeCheckin,
  saveCheckin,
  undoRemoveCheckin,
  undoSaveCheckin,
  winsBetween,
} from '../data';
import { localDate, moment } from '../data/dates';
import { area } from '../texts';
import { addDays } from '../texts/calendar';
import { dayDate, dayText, timeText } from '../texts/dates';
import { app } from '../texts/ja/app';
import { lookback } from '../texts/ja/lookback';
import { today } from '../texts/ja/today';
import { writing } from '../texts/ja/writing';
import { plain } from '../texts/ruby';
import { Button, LinkButton } from '../ui/Button';
import { Card } from '../ui/Card';
import { MoodMark } from '../ui/MoodMark';
import { MoodPicker } from '../ui/MoodPicker';
import { oneTap } from '../ui/one-tap';
import { Page } from '../ui/Page';
import { Ruby } from '../ui/Ruby';
import { toast } from '../ui/Toast';
import { asMood, moodWords } from './moods';
import { useData } from './use-data';
import { WinList } from './wins';

const t = area('lookback', lookback);
const h = area('today', today);
const w = area('writing', writing);
const a = area('app', app);

type Items = Awaited<ReturnType<typeof items>>;

/** M5: one day. Every entry can be changed or deleted, with ten seconds to bring it back. */
export function Day({ date }: { readonly date: string }) {
  const found = useData(
    async () => ({
      entries: await checkinsOfDay(date),
      wins: await winsBetween(date, date),
      items: await items(),
    }),
    date,
  );
  const now = localDate();
  return (
    <Page back="/lookback" title={t('dayTitle', { day: dayText(date) })}>
      {found && found.wins.length > 0 && (
        <Card title={t('wins')}>
          <WinList wins={found.wins} />
        </Card>
      )}
      {found?.entries.map((entry) => (
        <Entry key={entry.checkin_id} entry={entry} items={found.items} />
      ))}
      {found && found.entries.length === 0 && (
        <p class="line">
          <Ruby text={t('dayEmpty')} />
        </p>
      )}
      {found && date <= now && <Add date={date} />}
      <div class="buttons">
        <LinkButton
          kind="quiet"
          wide={false}
          href={`#/lookback/day/${addDays(date, -1)}`}
          label={t('prevDay')}
        />
        {date < now && (
          <LinkButton
            kind="quiet"
            wide={false}
            href={`#/lookback/day/${addDays(date, 1)}`}
            label={t('nextDay')}
          />
        )}
      </div>
    </Page>
  );
}

function Entry({ entry, items: personal }: { readonly entry: LocalCheckin; readonly items: Items }) {
  const mood = asMood(entry.mood);
  const time = timeText(entry.occurred_at);
  const remove = async () => {
    await removeCheckin(entry.checkin_id);
    toast(t('removed'), { label: a('undo'), run: () => undoRemoveCheckin(entry.checkin_id) });
  };
  return (
    <Card>
      <p class="mood-line">
        <MoodMark mood={mood} look={preferences.value.mood_look} />
        <span>
          <strong>
            <Ruby text={moodWords()[mood]} />
          </strong>{' '}
          <small>
            <Ruby text={time} />
          </small>
        </span>
      </p>
      <Details entry={entry} items={personal} />
      {entry.sync === 'waiting' && (
        <p class="asof">
          <Ruby text={t('unsent')} />
        </p>
      )}
      <div class="buttons">
        <LinkButton
          wide={false}
          href={`#/checkin/${entry.checkin_id}`}
          label={t('edit')}
          spoken={plain(t('editSpoken', { time }))}
        />
        {entry.sync !== 'waiting' && (
          <LinkButton
            kind="quiet"
            wide={false}
            href={`#/sharing/entry/${entry.checkin_id}`}
            label={t('show')}
            spoken={`${time} ${plain(t('show'))}`}
          />
        )}
        <Button
          kind="quiet"
          wide={false}
          label={t('remove')}
          spoken={plain(t('removeSpoken', { time }))}
          onPress={remove}
        />
      </div>
    </Card>
  );
}

function Details({ entry, items: personal }: { readonly entry: LocalCheckin; readonly items: Items }) {
  const answers = personal.flatMap((item) => {
    const value = entry.items[item.item_id];
    if (value === undefined) return [];
    const shown = typeof value === 'boolean' ? plain(w(value ? 'yes' : 'no')) : String(value);
    return [`${item.label}: ${shown}`];
  });
  return (
    <>
      {entry.energy && (
        <p>
          <Ruby text={t('energy', { level: w(`energy${entry.energy as 1 | 2 | 3}`) })} />
        </p>
      )}
      {(entry.words.length > 0 || answers.length > 0) && (
        <ul class="chips">
          {[...entry.words, ...answers].map((word) => (
            <li key={word} class="chip">
              {word}
            </li>
          ))}
        </ul>
      )}
      {entry.note && <p class="own">{entry.note}</p>}
    </>
  );
}

/** A day can be written later; a past day lies at its noon. */
function Add({ date }: { readonly date: string }) {
  const { mood_scale: scale, mood_look: look } = preferences.value;
  const past = date < localDate();
  return (
    <Card title={t('dayAdd')}>
      <MoodPicker
        label={plain(t('dayAdd'))}
        words={moodWords()}
        scale={scale}
        look={look}
        onChoose={(mood) =>
          oneTap('mood', async () => {
            const when = past ? { local_date: date, occurred_at: moment(dayDate(date)) } : {};
            const entry = await saveCheckin({ mood, ...when });
            toast(h('saved'), { label: a('undo'), run: () => undoSaveCheckin(entry.checkin_id) });
          })
        }
      />
    </Card>
  );
}
