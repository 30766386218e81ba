import { useState } from 'preact/hooks';
import { call } from '../../api/client';
import { SEEN } from '../../data/sharing';
import type { Acknowledgements } from '../../data/sharing-types';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { EmptyState } from '../../ui/EmptyState';
import { Page } from '../../ui/Page';
import { Ruby } from '../../ui/Ruby';
import { toast } from '../../ui/Toast';
import { useCopy } from '../use-copy';
import { t } from './texts';
import { AsOf, Away, saidOf, whenText } from './words';

/** 「見たよ」: who said so, when, and their words, which stay when the showing has ended. */
export function Seen() {
  const of = useCopy<Acknowledgements>(SEEN, 'shared');
  const [older, setOlder] = useState<Acknowledgements | null>(null);
  const all = [...(of.value?.items ?? []), ...(older?.items ?? [])];
  const next = older ? older.next_cursor : of.value?.next_cursor;
  async function more(cursor: string) {
    const result = await call('get', SEEN, { query: { cursor } });
    if (!result.ok) return toast(saidOf(result.problem));
    setOlder({ ...result.value, items: [...(older?.items ?? []), ...result.value.items] });
  }
  return (
    <Page back="/sharing" title={t('seenTitle')} lead={t('seenLead')}>
      <Away of={of.problem} />
      {of.value && all.length === 0 && (
        <Card>
          <EmptyState text={t('seenNone')} />
        </Card>
      )}
      {all.map((one) => (
        <Card key={`${one.entry_id}${one.by.person_id}`} title={t('seenBy', { name: one.by.nickname })}>
          {one.words && <p class="said">{one.words}</p>}
          <p class="small">
            <Ruby text={whenText(one.at)} />
          </p>
        </Card>
      ))}
      {next && <Button label={t('more')} onPress={() => more(next)} />}
      <AsOf at={of.problem ? of.at : null} />
    </Page>
  );
}
