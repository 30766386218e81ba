import { signal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import { call } from '../../api/client';
import { me } from '../../data/person';
import { type Settings, through } from '../../data/talk';
import { plain } from '../../texts/ruby';
import { Card } from '../../ui/Card';
import { Chips } from '../../ui/Choice';
import { Page } from '../../ui/Page';
import { Ruby } from '../../ui/Ruby';
import { problemText } from '../problem';
import { t } from './texts';
import { type Topic, topicWord } from './words';

const settings = signal<{ readonly of: string; readonly value: Settings } | null>(null);
const MOST = 6;

/** How people talk here: the topics with their names. */
export function useTopics(): Settings | null {
  const person = me.value?.person_id ?? '';
  useEffect(() => {
    if (settings.peek()?.of === person) return;
    void through<Settings>(
      '/talk_settings',
      (value) => Array.isArray(value.topics),
      (value) => {
        settings.value = { of: person, value };
      },
    );
  }, [person]);
  return settings.value?.of === person ? settings.value.value : null;
}

interface PickProps {
  readonly legend: string;
  readonly all: readonly Topic[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: string[]) => void;
}

/** Topics as chips; at most six. */
export function TopicPick({ legend, all, chosen, onChange }: PickProps) {
  const word = (id: string) => {
    const topic = all.find((one) => one.topic_id === id);
    return topic ? plain(topicWord(topic)) : id;
  };
  const ids = new Map(all.map((topic) => [plain(topicWord(topic)), topic.topic_id]));
  return (
    <>
      <Chips
        legend={legend}
        options={[...ids.keys()]}
        chosen={chosen.map(word)}
        onChange={(words) =>
          onChange(
            words
              .map((one) => ids.get(one))
              .filter((id) => id !== undefined)
              .slice(0, MOST),
          )
        }
      />
      <p class="small">
        <Ruby text={t('topicsMost')} />
      </p>
    </>
  );
}

/** 話したいこと: for one's own eyes; people with the same in common stand higher. */
export function MyTopics() {
  const all = useTopics();
  const [chosen, setChosen] = useState<readonly string[] | null>(null);
  const [note, setNote] = useState('');
  useEffect(() => {
    const read = (value: { topics: string[] }) => setChosen((now) => now ?? value.topics);
    void through('/me/topics', (value) => Array.isArray(value.topics), read).then((how) => {
      if (how === 'away') setNote(t('topicsAway'));
    });
  }, []);
  async function choose(topics: string[]) {
    const before = chosen;
    setChosen(topics);
    const result = await call('put', '/me/topics', { body: { topics } });
    if (!result.ok) setChosen(before);
    setNote(
      result.ok
        ? t('topicsSaved')
        : result.problem.type === 'offline'
          ? t('topicsAway')
          : problemText(result.problem),
    );
  }
  return (
    <Page back="/talk" title={t('topics')} lead={t('topicsLead')}>
      {all && chosen && (
        <Card>
          <TopicPick legend={t('topics')} all={all.topics} chosen={chosen} onChange={choose} />
        </Card>
      )}
      <p role="status" class="line">
        <Ruby text={note} />
      </p>
    </Page>
  );
}
