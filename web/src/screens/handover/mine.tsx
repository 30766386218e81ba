import { useState } from 'preact/hooks';
import { call } from '../../api/client';
import type { Problem } from '../../api/problem';
import type { Answer } from '../../api/types';
import { tell } from '../../data/changes';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { EmptyState } from '../../ui/EmptyState';
import { Field } from '../../ui/Field';
import { Page } from '../../ui/Page';
import { Ruby } from '../../ui/Ruby';
import { toast } from '../../ui/Toast';
import { problemText } from '../problem';
import { momentText } from '../talk/words';
import { useDraft } from '../use-draft';
import { useKey } from '../use-key';
import { usePages } from '../use-pages';
import { LONGEST } from './propose';
import { t } from './texts';

type List = Answer<'list_my_handovers'>;
type One = List['items'][number];

/** What one is asked and what became of it; and what one proposed. */
export function Mine() {
  const { list, problem, more } = usePages((page) => call('get', '/me/handovers', page), 'my_handovers');
  return (
    <Page back="/talk" title={t('mineTitle')} lead={t('mineLead')}>
      <p role="status" class="line">
        {problem && <Ruby text={problemText(problem)} />}
      </p>
      {list?.length === 0 && (
        <Card>
          <EmptyState text={t('empty')} />
        </Card>
      )}
      {list?.map((one) => {
        if (!one.about_me) return <Proposed key={one.handover_id} one={one} />;
        const asked = one.state === 'proposed';
        return asked ? (
          <Question key={one.handover_id} one={one} />
        ) : (
          <Passed key={one.handover_id} one={one} />
        );
      })}
      {more && <Button label={t('more')} onPress={more} />}
      <p class="small">
        <Ruby text={t('urgent')} />
      </p>
    </Page>
  );
}

/** Stopping it, and saying so; with why, when that is not possible. */
function useStop(one: One) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  async function stop() {
    if (busy) return;
    setBusy(true);
    const result = await call('delete', '/handovers/{handover_id}', {
      params: { handover_id: one.handover_id },
    });
    setBusy(false);
    if (result.ok) toast(t('stopped'));
    else if (result.problem.type === 'handover-closed') toast(t('moved'));
    else return setProblem(result.problem);
    tell('my_handovers');
  }
  return { busy, problem, stop };
}

function Trouble({ of }: { readonly of: Problem | null }) {
  return (
    <div role="status">
      {of && (
        <p class="problem">
          <Ruby text={problemText(of)} />
        </p>
      )}
    </div>
  );
}

/** The question, with the words that would go: yes and no weigh the same. */
function Question({ one }: { readonly one: One }) {
  const draft = useDraft(`handover/yes/${one.handover_id}`, { words: one.words ?? '' });
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const no = useStop(one);
  const key = useKey();
  if (!draft.value) return null;
  const { words } = draft.value;
  const names = one.readers.map((reader) => t('name', { name: reader.nickname })).join(t('comma'));
  async function agree() {
    if (busy || no.busy) return;
    const body = { words: words.trim() || null };
    setBusy(true);
    const result = await call('post', '/handovers/{handover_id}/agreement', {
      params: { handover_id: one.handover_id },
      body,
      key: key.for(body),
    });
    setBusy(false);
    if (!result.ok) key.refused(result.problem);
    if (result.ok) toast(t('told'));
    else if (result.problem.type === 'handover-closed') toast(t('moved'));
    else return setProblem(result.problem);
    draft.drop();
    tell('my_handovers');
  }
  return (
    <Card title={t('from', { name: one.author.nickname })}>
      <p>
        <Ruby text={t('question')} />
      </p>
      <Field
        label={t('words')}
        hint={t('ownHint')}
        rows={5}
        maxLength={LONGEST}
        value={words}
        onInput={(text) => draft.set({ words: text })}
      />
      {names && (
        <p class="small">
          <Ruby text={t('readers', { names })} />
        </p>
      )}
      <Button busy={busy} label={t('yes')} onPress={agree} />
      <Button busy={no.busy} label={t('no')} onPress={no.stop} />
      <p class="small">
        <Ruby text={t('either')} />
      </p>
      <Trouble of={problem ?? no.problem} />
    </Card>
  );
}

/** What was passed, who goes on with it, and what staff answered. */
function Passed({ one }: { readonly one: One }) {
  const stop = useStop(one);
  const going = one.state === 'agreed' || one.state === 'accepted';
  return (
    <Card title={t('from', { name: one.author.nickname })}>
      <State one={one} />
      {(going || one.state === 'closed') && (
        <div>
          <h3>
            <Ruby text={t('passed')} />
          </h3>
          {one.words ? (
            <p class="own">{one.words}</p>
          ) : (
            <p>
              <Ruby text={t('noWords')} />
            </p>
          )}
        </div>
      )}
      {one.outcome && (
        <p>
          <Ruby text={t(one.outcome)} />
        </p>
      )}
      {one.message && (
        <div>
          <h3>
            <Ruby text={t('message')} />
          </h3>
          <p class="said">{one.message}</p>
        </div>
      )}
      {going && <Button busy={stop.busy} label={t('stop')} onPress={stop.stop} />}
      <Trouble of={stop.problem} />
    </Card>
  );
}

/** What one proposed oneself: how far it has come, and not what was said. */
function Proposed({ one }: { readonly one: One }) {
  const stop = useStop(one);
  const waits = one.state === 'proposed';
  return (
    <Card title={t('to', { name: one.about.nickname })}>
      <State one={one} />
      {waits && (
        <p>
          <Ruby text={t('asked')} />
        </p>
      )}
      {one.words && <p class="own">{one.words}</p>}
      {waits && <Button kind="quiet" busy={stop.busy} label={t('takeBack')} onPress={stop.stop} />}
      <Trouble of={stop.problem} />
    </Card>
  );
}

function State({ one }: { readonly one: One }) {
  const on = one.state === 'accepted' || one.state === 'closed';
  return (
    <p class="chips">
      <span class={`chip sign ${on ? 'chip-pine sign-on' : 'chip-amber'}`}>
        <Ruby text={stateText(one)} />
      </span>
      <span class="chip">
        <Ruby text={momentText(one.agreed_at ?? one.proposed_at)} />
      </span>
    </p>
  );
}

/** Why it was not passed on is nobody's affair: no, taken back and no answer read the same. */
function stateText({ state, accepted_by, about_me }: One): string {
  if (state === 'proposed') return t('waiting');
  if (state === 'agreed') return t('agreed');
  if (state === 'accepted') return t('accepted', { name: accepted_by?.nickname ?? '' });
  if (state === 'closed') return t(about_me ? 'closed' : 'ended');
  return t('over');
}
