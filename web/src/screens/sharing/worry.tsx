import { useState } from 'preact/hooks';
import { keepOpenness, LOOKS, OPENNESS } from '../../data/sharing';
import { turned } from '../../data/sharing-rules';
import type { Look, Looks, Openness } from '../../data/sharing-types';
import { Card } from '../../ui/Card';
import { Switch } from '../../ui/Choice';
import { EmptyState } from '../../ui/EmptyState';
import { Page } from '../../ui/Page';
import { Ruby } from '../../ui/Ruby';
import { toast } from '../../ui/Toast';
import { useCopy } from '../use-copy';
import { t } from './texts';
import { AsOf, Away, saidOf, whenText } from './words';

/** とても心配なとき: what staff could see is one's own choice, and every time it happened stands below. */
export function Worry() {
  const open = useCopy<Openness>(OPENNESS);
  const looks = useCopy<Looks>(LOOKS, 'shared');
  const [busy, setBusy] = useState(false);
  async function turn(part: 'checkins' | 'notes' | 'comfort_plan', on: boolean) {
    const now = open.value;
    if (!now || busy) return;
    const wanted = turned(now, part, on);
    open.put({ ...now, ...wanted });
    setBusy(true);
    const result = await keepOpenness(wanted, now.version);
    setBusy(false);
    if (result.ok) {
      open.put(result.value);
      return toast(t('o_saved'));
    }
    open.put(now);
    toast(saidOf(result.problem));
    await open.reload();
  }
  const now = open.value;
  return (
    <Page back="/sharing" title={t('worryTitle')} lead={t('worryLead')}>
      <Away of={open.problem ?? looks.problem} />
      <p class="line">
        <Ruby text={t('worryHow')} />
        <br />
        <Ruby text={t('worryTold')} />
      </p>
      {now && (
        <Card>
          <Switch label={t('o_checkins')} on={now.checkins} onChange={(on) => turn('checkins', on)} />
          <Switch
            label={t('o_notes')}
            hint={t('o_notes_hint')}
            on={now.notes}
            onChange={(on) => turn('notes', on)}
          />
          <Switch label={t('o_plan')} on={now.comfort_plan} onChange={(on) => turn('comfort_plan', on)} />
          <p class="line" role="status">
            {!now.checkins && !now.notes && !now.comfort_plan && <Ruby text={t('o_closed')} />}
          </p>
        </Card>
      )}
      <Card title={t('looksTitle')}>
        {looks.value?.items.length === 0 && <EmptyState text={t('looksNone')} />}
        {looks.value?.items.map((one) => (
          <LookLines key={one.break_glass_id} one={one} />
        ))}
      </Card>
      <AsOf at={looks.problem ? looks.at : null} />
    </Page>
  );
}

/** One look in need: who, why, until when, and who checked it. */
export function LookLines({ one }: { readonly one: Look }) {
  return (
    <div>
      <p>
        <strong>
          <Ruby text={t('lookBy', { name: one.opened_by.nickname })} />
        </strong>
        <br />
        <Ruby text={whenText(one.opened_at)} />
        <br />
        <Ruby
          text={
            one.closed_at
              ? t('lookClosed', { time: whenText(one.closed_at) })
              : t('lookUntil', { time: whenText(one.until) })
          }
        />
      </p>
      <p class="said">{one.reason}</p>
      <p class="line">
        <Ruby
          text={
            one.reviewed_by ? t('lookReviewed', { name: one.reviewed_by.nickname }) : t('lookNotReviewed')
          }
        />
      </p>
    </div>
  );
}
