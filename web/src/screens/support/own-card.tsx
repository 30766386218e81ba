import { useEffect, useState } from 'preact/hooks';
import { call } from '../../api/client';
import type { Problem } from '../../api/problem';
import type { Answer } from '../../api/types';
import { me } from '../../data/person';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Field } from '../../ui/Field';
import { Page } from '../../ui/Page';
import { Ruby } from '../../ui/Ruby';
import { letters } from '../letters';
import { fieldProblem, problemText } from '../problem';
import { TopicPick, useTopics } from '../talk/topics';
import { t } from './texts';

const LONGEST = 140;

/** What others read before they ask: own words, and what one knows from one's own life. */
export function OwnCard() {
  const [etag, setEtag] = useState<string | null>(null);
  const [words, setWords] = useState('');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [note, setNote] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  const topics = useTopics();
  const take = (card: Answer<'get_supporter'>, tag: string | null) => {
    setWords(card.words);
    setChosen(card.topics);
    setEtag(tag ?? `"v${card.version}"`);
  };
  const load = () =>
    call('get', '/supporters/{person_id}', { params: { person_id: me.peek()?.person_id ?? '' } }).then(
      (result) => {
        if (result.ok) take(result.value, result.etag);
        else setNote(problemText(result.problem));
      },
    );
  useEffect(() => {
    void load();
  }, []);
  async function save() {
    const result = await call('put', '/me/supporter_card', { body: { words, topics: [...chosen] }, etag });
    setProblem(result.ok ? null : result.problem);
    if (result.ok) {
      take(result.value, result.etag);
      setNote(t('saved'));
    } else if (result.problem.type === 'version-conflict') {
      await load();
      setNote(t('changedElse'));
    } else if (!result.problem.errors?.length) setNote(problemText(result.problem));
  }
  return (
    <Page back="/support" title={t('card')} lead={t('cardLead')}>
      {etag && (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
        >
          <Card>
            <Field
              label={t('cardWords')}
              hint={t('cardHint')}
              rows={3}
              value={words}
              problem={letters(words) > LONGEST ? t('cardHint') : fieldProblem(problem, '/words')}
              onInput={(text) => {
                setProblem(null);
                setWords(text);
              }}
            />
            {topics && (
              <TopicPick legend={t('topics')} all={topics.topics} chosen={chosen} onChange={setChosen} />
            )}
            <Button submit kind="primary" label={t('save')} />
          </Card>
        </form>
      )}
      <p role="status" class="line">
        <Ruby text={note} />
      </p>
    </Page>
  );
}
