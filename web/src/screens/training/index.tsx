import '../../ui/css/talk.css';
import '../../ui/css/care.css';
import { CAPACITY } from '../../data/care';
import type { Capacity, Stage, Trainings } from '../../data/care-types';
import { me } from '../../data/person';
import { trainingsOf } from '../../data/training';
import { shownStage } from '../../data/training-rules';
import { Card } from '../../ui/Card';
import { EmptyState } from '../../ui/EmptyState';
import { Page } from '../../ui/Page';
import { Ruby } from '../../ui/Ruby';
import { t as care } from '../care/texts';
import { Away } from '../care/words';
import { t as talk } from '../talk/texts';
import { AsOf } from '../talk/words';
import { useCopy } from '../use-copy';
import { AddTraining } from './add';
import { TrainingRow } from './ledger';
import { Missing } from './rule';
import { t } from './texts';

const WAY: readonly Stage[] = ['member', 'trainee', 'supporter', 'paused'];

/** 仲間 → 見習い → サポーター → お休み: where one is, what one took part in, and what is still to come. Nothing is lost by resting. */
function Path() {
  const person = me.value?.person_id ?? '';
  const of = useCopy<Trainings>(trainingsOf(person));
  const rests = useCopy<Capacity>(CAPACITY, 'my_care');
  return (
    <Page back="/support/care" title={t('pathTitle')} lead={t('pathLead')}>
      <Away of={of.problem} />
      {of.value && (
        <>
          <Way stage={shownStage(of.value.stage, rests.value)} />
          <Missing of={of.value} />
          <Card title={t('ledger')}>
            {of.value.items.length === 0 && <EmptyState text={t('ledgerNone')} />}
            <ul class="rows">
              {of.value.items.map((one) => (
                <TrainingRow key={one.training_id} person={person} one={one} again={of.reload} />
              ))}
            </ul>
          </Card>
          <AddTraining person={person} again={of.reload} />
          <AsOf at={of.at} />
        </>
      )}
    </Page>
  );
}

function Way({ stage }: { readonly stage: Stage }) {
  return (
    <Card>
      <ol class="care-way">
        {WAY.map((one) => (
          <li key={one} class={one === stage ? 'here' : ''} aria-current={one === stage ? 'step' : undefined}>
            <p>
              <strong>
                <Ruby text={t(`stage_${one}`)} />
              </strong>{' '}
              {one === stage && (
                <span class="chip chip-pine">
                  <Ruby text={t('pathNow')} />
                </span>
              )}
            </p>
            <p class="small">
              <Ruby text={t(`say_${one}`)} />
            </p>
          </li>
        ))}
      </ol>
    </Card>
  );
}

const texts = () => Promise.all([t.ready(), care.ready(), talk.ready()]);

/** The own way, with its texts in the language of the reader. */
export const open = () => texts().then(() => Path);
