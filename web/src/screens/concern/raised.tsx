import { call } from '../../api/client';
import type { Answer } from '../../api/types';
import { Button, LinkButton } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { EmptyState } from '../../ui/EmptyState';
import { Page } from '../../ui/Page';
import { Ruby } from '../../ui/Ruby';
import { problemText } from '../problem';
import { momentText } from '../talk/words';
import { usePages } from '../use-pages';
import { t } from './texts';

type Mine = Answer<'list_my_concerns'>;
type One = Mine['items'][number];

/** What one raised: who can read it, what happens, and what staff answered. */
export function Raised() {
  const { list, problem, more } = usePages((page) => call('get', '/me/concerns', page), 'my_concerns');
  return (
    <Page back="/talk" title={t('mine')} lead={t('mineLead')}>
      <LinkButton kind="primary" href="#/talk/concern" label={t('title')} />
      <p role="status" class="line">
        {problem && <Ruby text={problemText(problem)} />}
      </p>
      {list?.length === 0 && (
        <Card>
          <EmptyState text={t('empty')} />
        </Card>
      )}
      {list?.map((one) => (
        <Concern key={one.concern_id} one={one} />
      ))}
      {more && <Button label={t('more')} onPress={more} />}
    </Page>
  );
}

function Concern({ one }: { readonly one: One }) {
  const open = one.state === 'open';
  const names = one.readers.map((reader) => t('name', { name: reader.nickname })).join(t('comma'));
  return (
    <Card title={t(one.kind)}>
      <p class="chips">
        <span class={`chip sign ${open ? 'chip-amber' : 'chip-pine sign-on'}`}>
          <Ruby text={t(one.state)} />
        </span>
        <span class="chip">
          <Ruby text={momentText(one.raised_at)} />
        </span>
        {one.about && (
          <span class="chip">
            <Ruby text={t('aboutWhom', { name: one.about.nickname })} />
          </span>
        )}
      </p>
      {one.words && <p class="own">{one.words}</p>}
      {open && names && (
        <p>
          <Ruby text={t('readers', { names })} />
          <br />
          <Ruby text={t(one.wants_to_talk ? 'nextTalk' : 'next')} />
        </p>
      )}
      {open && !names && (
        <>
          <p>
            <Ruby text={t('noReaders')} />
            <br />
            <Ruby text={t('nobody2')} />
          </p>
          <LinkButton kind="help-second" href="#/help" label={t('nobodyGo')} />
        </>
      )}
      {one.message && (
        <div>
          <h3>
            <Ruby text={t('message')} />
          </h3>
          <p class="said">{one.message}</p>
        </div>
      )}
    </Card>
  );
}
