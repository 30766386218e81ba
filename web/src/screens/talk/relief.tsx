import { useState } from 'preact/hooks';
import { call } from '../../api/client';
import { rereadRequest, type TalkRequest } from '../../data/asking';
import { Card } from '../../ui/Card';
import { Choice } from '../../ui/Choice';
import { Ruby } from '../../ui/Ruby';
import { problemText } from '../problem';
import { t } from './texts';

const RELIEFS = ['lighter', 'same', 'heavier'] as const;

/** Whether it got lighter: for one's own eyes, and skipped without a word. */
export function Relief({ one }: { readonly one: TalkRequest }) {
  const [chosen, setChosen] = useState(one.relief);
  const [note, setNote] = useState('');
  async function choose(relief: (typeof RELIEFS)[number]) {
    const before = chosen;
    setChosen(relief);
    const result = await call('put', '/talks/{talk_id}/relief', {
      params: { talk_id: one.talk_request_id },
      body: { relief },
    });
    if (!result.ok) setChosen(before);
    setNote(result.ok ? t('reliefKept') : problemText(result.problem));
    void rereadRequest();
  }
  return (
    <Card title={t('relief')}>
      <Choice
        legendHidden
        legend={t('relief')}
        options={RELIEFS.map((value) => ({ value, label: t(value) }))}
        value={chosen}
        onChoose={choose}
      />
      <p class="small">
        <Ruby text={t('reliefNote')} />
      </p>
      <p role="status" class="small">
        <Ruby text={note} />
      </p>
    </Card>
  );
}
