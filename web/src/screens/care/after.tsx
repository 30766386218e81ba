import { useState } from 'preact/hooks';
import { houseNow } from '../../api/clock';
import { CAPACITY } from '../../data/care';
import { aftercareOf, doneTalks, markDone, saveAftercare } from '../../data/care-logs';
import { restOffer } from '../../data/care-rules';
import type { Capacity, Heaviness, Third } from '../../data/care-types';
import { Button, LinkButton } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Choice, Switch } from '../../ui/Choice';
import { Icon } from '../../ui/Icon';
import { Page } from '../../ui/Page';
import { Ruby } from '../../ui/Ruby';
import { useCopy } from '../use-copy';
import { useData } from '../use-data';
import { useDraft } from '../use-draft';
import { keepPlace, useRest } from './rest';
import { t } from './texts';
import { houseMoment } from './words';

const WEIGHTS: readonly Heaviness[] = ['light', 'usual', 'heavy'];
const THIRDS: readonly Third[] = [3, 2, 1];

interface Said {
  heaviness: Heaviness | null;
  energy: Third | null;
  boundary_kept: boolean | null;
  wants_consultation: boolean;
}

const nothing: Said = { heaviness: null, energy: null, boundary_kept: null, wants_consultation: false };

/** S5: after a talk. Up to four taps and no letters, or none at all; both are thanked in the same words. */
export function After({ talk }: { readonly talk: string }) {
  const name = `after/${talk}`;
  const draft = useDraft<Said>(name, nothing);
  const [done, setDone] = useState<Said | null>(null);
  if (done) return <Thanks talk={talk} said={done} />;
  const said = draft.value;
  if (!said) return <main class="page" aria-busy="true" />;
  const set = (part: Partial<Said>) => draft.set({ ...said, ...part });
  async function skip() {
    draft.drop();
    await markDone(talk);
    setDone(nothing);
  }
  async function save(what: Said) {
    if (!WEIGHTS.includes(what.heaviness as Heaviness) && what.energy === null) {
      if (what.boundary_kept === null && !what.wants_consultation) return skip();
    }
    await saveAftercare(talk, what, name);
    draft.drop();
    navigator.vibrate?.(10);
    setDone(what);
  }
  return (
    <Page back="/support" title={t('afterTitle')} lead={t('afterLead')}>
      <Card>
        <div class="care-thirds">
          <Choice
            layout="row"
            legend={t('weight')}
            options={WEIGHTS.map((value) => ({ value, label: t(value) }))}
            value={said.heaviness}
            onChoose={(heaviness) => set({ heaviness })}
          />
        </div>
        <div class="care-thirds">
          <Choice
            layout="row"
            legend={t('energy')}
            options={THIRDS.map((value) => ({ value, label: t(`energy${value}`) }))}
            value={said.energy}
            onChoose={(energy) => set({ energy })}
          />
        </div>
        <Choice
          layout="row"
          legend={t('line')}
          options={[
            { value: true, label: t('lineYes') },
            { value: false, label: t('lineNo') },
          ]}
          value={said.boundary_kept}
          onChoose={(boundary_kept) => set({ boundary_kept })}
        />
        <Switch
          label={t('wantTalk')}
          hint={t('wantTalkHint')}
          on={said.wants_consultation}
          onChange={(wants_consultation) => set({ wants_consultation })}
        />
        <Button kind="primary" label={t('record')} onPress={() => save(said)} />
        <Button kind="quiet" label={t('skip')} onPress={skip} />
        <p class="small">
          <Ruby text={t('onlyMe')} />
        </p>
      </Card>
    </Page>
  );
}

/** What follows: thanks, and when it was heavy a rest in one tap. */
function Thanks({ talk, said }: { readonly talk: string; readonly said: Said }) {
  const answer = useData(() => aftercareOf(talk), talk);
  const [gone, setGone] = useState(false);
  const doing = useRest(() => setGone(true));
  const offer = gone ? null : restOffer(said, answer?.capacity ?? null, houseNow());
  const limit = answer?.capacity.limit;
  return (
    <Page back="/support" title={t('afterTitle')} lead={t('thanks')}>
      {offer && (
        <section class="card care-soft">
          <h2>
            <Ruby text={t('restTitle')} />
          </h2>
          <p>
            <Ruby text={t(offer.why === 'low_energy' ? 'restLow' : 'restHeavy')} />
            <br />
            <Ruby text={t('restAsk')} />
          </p>
          <Button
            kind="primary"
            busy={doing.busy}
            label={t('restDo')}
            onPress={() => doing.until(offer.until)}
          />
          <Button
            label={t('restGo')}
            onPress={() => {
              setGone(true);
              keepPlace();
            }}
          />
        </section>
      )}
      {limit?.kind === 'heavy' && (
        <section class="card care-soft" role="status">
          <p>
            <Ruby text={t('limit_heavy')} />
          </p>
        </section>
      )}
      {said.wants_consultation && (
        <Card>
          <p role="status">
            <Ruby text={t(answer ? 'toldStaff' : 'toldLater')} />
          </p>
          {answer && <LinkButton href="#/support/consultation" label={t('seeTalk')} />}
        </Card>
      )}
      <p class="line">
        <Ruby text={t('rested')} />
      </p>
      <LinkButton kind={offer ? 'quiet' : 'primary'} href="#/" label={t('home')} />
    </Page>
  );
}

/** Where a talk has just ended: the way to a moment for oneself, until it was used or passed by. */
export function AfterCard({ talk }: { readonly talk: string }) {
  const done = useData(doneTalks, talk);
  if (!done || done.includes(talk)) return null;
  return (
    <Card title={t('afterTitle')}>
      <p>
        <Ruby text={t('thanks')} />
      </p>
      <LinkButton kind="primary" href={`#/support/after/${talk}`} label={t('afterOpen')} />
    </Card>
  );
}

/** Talks of the last days without a word afterwards, also those that staff went on with: a way, and no reminder. */
export function OpenTalks() {
  const of = useCopy<Capacity>(CAPACITY, 'my_care');
  const done = useData(doneTalks, 'open');
  const open = (of.value?.without_aftercare ?? []).filter(({ talk_id }) => done && !done.includes(talk_id));
  if (open.length === 0) return null;
  return (
    <Card title={t('openTalks')}>
      <ul class="menu">
        {open.map(({ talk_id, ended_at }) => (
          <li key={talk_id}>
            <a href={`#/support/after/${talk_id}`}>
              <span>
                <Ruby text={t('endedTalk', { t: houseMoment(ended_at) })} />
              </span>
              <Icon name="forward" />
            </a>
          </li>
        ))}
      </ul>
    </Card>
  );
}
