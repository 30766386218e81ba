import { discard, keepBoth, retry, type TrayEntry, tray } from '../data';
import { localDate } from '../data/dates';
import { planText } from '../data/plan-words';
import { area } from '../texts';
import { dayText, timeText } from '../texts/dates';
import { places } from '../texts/ja/places';
import { Button } from '../ui/Button';
import { Card } from '../ui/Card';
import { EmptyState } from '../ui/EmptyState';
import { Page } from '../ui/Page';
import { Ruby } from '../ui/Ruby';
import { toast } from '../ui/Toast';
import { asMood, moodWords } from './moods';
import { problemText } from './problem';

const t = area('places', places);

/** たしかめてください: what could not be sent. Nothing in here is lost until the person says so. */
export function Tray() {
  const entries = tray.value;
  return (
    <Page back="/" title={t('trayTitle')} lead={entries.length > 0 ? t('trayLead') : undefined}>
      {entries.length === 0 && <EmptyState text={t('trayEmpty')} />}
      {entries.map((entry) => (
        <Entry key={entry.id} entry={entry} />
      ))}
    </Page>
  );
}

const KIND = {
  checkins: 'checkin',
  wins: 'win',
  words: 'settings',
  items: 'settings',
  me: 'settings',
  hello_rule: 'settings',
  comfort_plan: 'plan',
  participations: 'participation',
  attendances: 'participation',
  reflections: 'participation',
  selfcare_logs: 'care',
  aftercares: 'care',
} as const;

function Entry({ entry }: { readonly entry: TrayEntry }) {
  const when = `${dayText(localDate(new Date(entry.at)))} ${timeText(entry.at)}`;
  const again = async (work: Promise<void>) => {
    await work;
    toast(t('trayAgain'));
  };
  return (
    <Card title={t(KIND[entry.kind])}>
      <p class="small">
        <Ruby text={when} />
      </p>
      <p>
        <Ruby text={problemText(entry.problem)} />
      </p>
      <Copy title={t('trayMine')} content={entry.mine} text={entry.text || planText(entry.mine)} />
      {entry.theirs && <Copy title={t('trayTheirs')} content={entry.theirs} text={textOf(entry.theirs)} />}
      {entry.conflict && (
        <Button kind="primary" label={t('trayBoth')} onPress={() => again(keepBoth(entry.id))} />
      )}
      <Button
        kind={entry.conflict ? 'second' : 'primary'}
        label={t('trayRetry')}
        onPress={() => again(retry(entry.id))}
      />
      <Button
        kind="quiet"
        label={t('trayDrop')}
        onPress={async () => {
          await discard(entry.id);
          toast(t('trayDropped'));
        }}
      />
      <p class="small">
        <Ruby text={t('trayDropNote')} />
      </p>
    </Card>
  );
}

type Content = TrayEntry['mine'];

function textOf(content: Content): string {
  const said = [content.note, content.text].filter((part) => typeof part === 'string').join('\n');
  return said || planText(content);
}

/** One version of what was written: its mood in words, and its text, which can be selected and copied. */
function Copy({
  title,
  content,
  text,
}: {
  readonly title: string;
  readonly content: Content;
  readonly text: string;
}) {
  const mood = typeof content.mood === 'number' ? moodWords()[asMood(content.mood)] : '';
  if (!mood && !text) return null;
  return (
    <div>
      <h3>
        <Ruby text={title} />
      </h3>
      {mood && (
        <p>
          <Ruby text={mood} />
        </p>
      )}
      {text && <p class="own">{text}</p>}
    </div>
  );
}
