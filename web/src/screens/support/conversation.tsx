import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Offer } from '../../data/asking';
import { fact, setFact } from '../../data/store';
import { Button, LinkButton } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Field } from '../../ui/Field';
import { Ruby } from '../../ui/Ruby';
import { lazy } from '../lazy';
import { NotMeet } from '../talk/not-meet';
import { t as talk } from '../talk/texts';
import { Facts, Trouble, useCommand } from '../talk/waiting';
import { LongEnough, momentText } from '../talk/words';
import { useNow } from '../use-now';
import { t } from './texts';

/** A moment for oneself, after a talk. */
export const AfterCard = lazy(() => import('../care').then((area) => area.openAfterCard()), true);

const PHRASES = ['phrase1', 'phrase2', 'phrase3', 'phrase4'] as const;
const OWN = 'own_phrase';

/** S4: the talk that one said yes to. The wish stays in sight, the clock does not. */
export function Conversation({ one }: { readonly one: Offer }) {
  const doing = useCommand();
  const now = useNow(15);
  const { talk: state, asker } = one;
  if (!state) return null;
  const name = asker.nickname;
  const path = `/talks/${one.talk_request_id}`;
  if (state.stage === 'over') {
    return (
      <>
        <AfterCard talk={one.talk_request_id} />
        <PassOn person={asker.person_id} />
        <ConcernLink person={asker.person_id} />
        <Card>
          <NotMeet id={asker.person_id} name={name} />
        </Card>
      </>
    );
  }
  const talking = state.stage === 'talking';
  const at = state.meet_at && Date.parse(state.meet_at) - now > 60_000 ? state.meet_at : null;
  const facts: [string, ComponentChildren][] = [[t('how'), talk(one.mode)]];
  if (!talking) facts.push([t('when'), at ? t('at', { t: momentText(at) }) : t('now')]);
  const long = talking && state.soft_end_at && Date.parse(state.soft_end_at) <= now;
  return (
    <>
      <Card title={t(talking ? 'talking' : 'meet', { name })}>
        <p class="pinned">
          <Ruby text={talk(one.wish)} />
        </p>
        <Facts rows={facts} />
        {state.words && (
          <div>
            <h3>
              <Ruby text={t('theirWords', { name })} />
            </h3>
            <p class="said">{state.words}</p>
          </div>
        )}
        <LongEnough since={long ? state.started_at : null} />
        {talking && (
          <ul class="late">
            <li>
              <Ruby text={t('prompt1')} />
            </li>
            <li>
              <Ruby text={t('prompt2')} />
            </li>
          </ul>
        )}
        <Button
          kind="primary"
          busy={doing.busy}
          label={t(talking ? 'finished' : 'started')}
          onPress={() => doing.run(`${path}/${talking ? 'end' : 'start'}`)}
        />
        <HandOver busy={doing.busy} onYes={() => doing.run(`${path}/handover`)} />
        {talking && <PassOn person={asker.person_id} />}
        <Trouble of={doing} />
        <ConcernLink person={asker.person_id} />
      </Card>
      <Phrases />
    </>
  );
}

/** つなぐ, with words that the other agreed to. */
function PassOn({ person }: { readonly person: string }) {
  return <LinkButton kind="quiet" href={`#/talk/handover/${person}`} label={t('handoffAfter')} />;
}

/** 気になったこと of this talk. */
function ConcernLink({ person }: { readonly person: string }) {
  return <LinkButton kind="quiet" href={`#/talk/concern/talk/${person}`} label={talk('concern')} />;
}

function HandOver({ busy, onYes }: { readonly busy: boolean; readonly onYes: () => void }) {
  const [open, setOpen] = useState(false);
  if (!open) return <Button label={t('handoff')} onPress={() => setOpen(true)} />;
  return (
    <div class="stack">
      <p>
        <Ruby text={t('handoffNote')} />
      </p>
      <Button kind="primary" busy={busy} label={t('handoffYes')} onPress={onYes} />
      <Button kind="quiet" label={t('notYet')} onPress={() => setOpen(false)} />
    </div>
  );
}

/** Words that keep a line, for when one's own do not come. One more may be one's own; it stays on this phone. */
function Phrases() {
  const [own, setOwn] = useState('');
  useEffect(() => {
    fact(OWN)
      .then((kept) => setOwn(typeof kept === 'string' ? kept : ''))
      .catch(() => undefined);
  }, []);
  return (
    <Card>
      <details class="talk-more">
        <summary>
          <span>
            <Ruby text={t('phrases')} />
          </span>
        </summary>
        <div>
          <ul class="late">
            {own && <li class="own">{own}</li>}
            {PHRASES.map((key) => (
              <li key={key}>
                <Ruby text={t(key)} />
              </li>
            ))}
          </ul>
          <Field
            label={t('ownPhrase')}
            hint={t('ownPhraseHint')}
            value={own}
            maxLength={60}
            onInput={(text) => {
              setOwn(text);
              setFact(OWN, text || undefined).catch(() => undefined);
            }}
          />
        </div>
      </details>
    </Card>
  );
}
