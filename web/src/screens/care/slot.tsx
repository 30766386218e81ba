import { signal } from '@preact/signals';
import { useState } from 'preact/hooks';
import { houseNow } from '../../api/clock';
import { restUntil } from '../../data/care-rules';
import { localDate } from '../../data/dates';
import { plain } from '../../texts/ruby';
import { Button, LinkButton } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Ruby } from '../../ui/Ruby';
import { toast } from '../../ui/Toast';
import { keepPlace, useRest } from './rest';
import { t } from './texts';

/** Which of these cards were answered; a new day and a new slot ask again. */
const answered = signal<readonly string[]>([]);

interface Props {
  readonly when: 'before' | 'after';
  /** Which slot it is about; without one, the day. */
  readonly slot?: string;
  /** Sets the form to listening only. */
  readonly onListen: () => void;
}

/** Before and after a slot: three words, none of them needed. Whoever finds it hard gets something lighter, never a question why. */
export function Slot({ when, slot, onListen }: Props) {
  const key = `${when}/${slot ?? localDate()}`;
  const [hard, setHard] = useState(false);
  const close = () => {
    answered.value = [...answered.value, key];
    keepPlace();
  };
  const doing = useRest(close);
  if (answered.value.includes(key)) return null;
  const rest = () => doing.until(restUntil('hours', houseNow()));
  return (
    <Card title={t(when === 'before' ? 'slotBefore' : 'slotAfter')}>
      {hard ? (
        <>
          <p role="status">
            <Ruby text={t('slotHardLead')} />
          </p>
          <div class="stack">
            <Button
              label={t('slotListen')}
              onPress={() => {
                onListen();
                close();
                toast(t('slotListens'));
              }}
            />
            <Button busy={doing.busy} label={t('slotRest')} onPress={rest} />
            {when === 'after' && <LinkButton kind="quiet" href="#/support/log" label={t('slotLog')} />}
          </div>
        </>
      ) : (
        <>
          <p>
            <Ruby text={t('slotAsk')} />
          </p>
          {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would announce its legend before every button */}
          <div class="care-three" role="group" aria-label={plain(t('slotAsk'))}>
            <Button label={t('slotOk')} onPress={close} />
            <Button label={t('slotHard')} onPress={() => setHard(true)} />
            <Button busy={doing.busy} label={t('slotStop')} onPress={rest} />
          </div>
          <p class="small">
            <Ruby text={t('slotFree')} />
          </p>
        </>
      )}
    </Card>
  );
}
