import { useEffect, useState } from 'preact/hooks';
import { call } from '../../api/client';
import type { Answer } from '../../api/types';
import { me } from '../../data/person';
import { plain } from '../../texts/ruby';
import { Avatar } from '../../ui/Avatar';
import { Button, LinkButton } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { EmptyState } from '../../ui/EmptyState';
import { Page } from '../../ui/Page';
import { Ruby } from '../../ui/Ruby';
import { problemText } from '../problem';
import { NotMeet, unblock } from './not-meet';
import { t } from './texts';
import { useTopics } from './topics';
import { useLadder } from './use-ladder';
import { How, momentText, topicWord } from './words';

type SupporterCard = Answer<'get_supporter'>;
type Block = Answer<'list_my_blocks'>['items'][number];

/** A supporter in their own words, and the quiet way not to meet. */
export function Person({ id }: { readonly id: string }) {
  const [card, setCard] = useState<SupporterCard | null>(null);
  const [note, setNote] = useState('');
  const found = useLadder('peers');
  const topics = useTopics();
  const here = found.now.find((one) => one.person_id === id);
  useEffect(() => {
    call('get', '/supporters/{person_id}', { params: { person_id: id } }).then((result) => {
      if (result.ok) setCard(result.value);
      else setNote(result.problem.status === 404 ? t('personGone') : problemText(result.problem));
    });
  }, [id]);
  const shown = card ?? here;
  const name = shown?.nickname ?? '';
  const about = (topics?.topics ?? []).filter((topic) => shown?.topics.includes(topic.topic_id));
  return (
    <Page back="/talk" title={name || t('title')}>
      <p role="status" class="line">
        <Ruby text={note} />
      </p>
      {shown && (
        <Card>
          <p class="person">
            <Avatar name={name} />
            <span>
              <strong>{name}</strong>
              {here && (
                <small>
                  <Ruby text={t('until', { t: momentText(here.until) })} />
                </small>
              )}
            </span>
          </p>
          {here && (
            <p class="chips">
              <How of={here} now />
            </p>
          )}
          {shown.words && <p class="own">{shown.words}</p>}
          {about.length > 0 && (
            <ul class="chips" aria-label={plain(t('knows'))}>
              {about.map((topic) => (
                <li key={topic.topic_id} class="chip">
                  <Ruby text={topicWord(topic)} />
                </li>
              ))}
            </ul>
          )}
          {here && !found.away && id !== me.value?.person_id && (
            <LinkButton kind="primary" href={`#/talk/ask/${id}`} label={t('ask')} />
          )}
        </Card>
      )}
      {shown && id !== me.value?.person_id && (
        <Card>
          <NotMeet id={id} name={name} />
          <LinkButton kind="quiet" href={`#/talk/concern/person/${id}`} label={t('concern')} />
        </Card>
      )}
    </Page>
  );
}

/** Whom one does not want to meet here; each can be taken back. */
export function Blocks() {
  const [list, setList] = useState<readonly Block[] | null>(null);
  const [note, setNote] = useState('');
  useEffect(() => {
    call('get', '/me/blocks').then((result) => {
      if (result.ok) setList(result.value.items);
      else setNote(problemText(result.problem));
    });
  }, []);
  async function back(one: Block) {
    const refused = await unblock(one.person_id);
    setNote(refused ?? t('unblocked'));
    if (!refused) setList((now) => (now ?? []).filter((other) => other !== one));
  }
  return (
    <Page bare back="/settings" title={t('blocks')} lead={t('blockNote')}>
      {list && (
        <Card>
          {list.length === 0 && <EmptyState text={t('blocksEmpty')} />}
          <ul class="rows">
            {list.map((one) => (
              <li key={one.person_id}>
                <div>
                  <h2>{one.nickname}</h2>
                </div>
                <Button
                  wide={false}
                  label={t('unblock')}
                  spoken={`${one.nickname} ${plain(t('unblock'))}`}
                  onPress={() => back(one)}
                />
              </li>
            ))}
          </ul>
        </Card>
      )}
      <p role="status" class="line">
        <Ruby text={note} />
      </p>
    </Page>
  );
}
