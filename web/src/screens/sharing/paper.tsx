import { useState } from 'preact/hooks';
import { nod, ownEntry, PAPERS } from '../../data/sharing';
import { waiting } from '../../data/sharing-rules';
import type { Paper, Papers } from '../../data/sharing-types';
import { Button, LinkButton } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { EmptyState } from '../../ui/EmptyState';
import { Page } from '../../ui/Page';
import { Ruby } from '../../ui/Ruby';
import { toast } from '../../ui/Toast';
import { type Shown, useCopy } from '../use-copy';
import { t } from './texts';
import { Thing } from './thing';
import { useAsk } from './use-ask';
import { AsOf, Away, saidOf, whenText } from './words';

function Ask({ one, of, more }: { readonly one: Paper; readonly of: Shown<Papers>; readonly more: number }) {
  const [busy, setBusy] = useState(false);
  const own = useAsk(one.checkin_id, () => ownEntry(one.checkin_id));
  async function yes() {
    setBusy(true);
    const result = await nod(one.checkin_id);
    setBusy(false);
    if (!result.ok) return toast(saidOf(result.problem));
    toast(t('paperDone'));
    await of.reload();
  }
  // Nobody can say whether it is right before they see it; what was deleted meanwhile needs no nod.
  if (!own.value) return null;
  return (
    <Card>
      <p>
        <strong>
          <Ruby text={t('paperAsk', { name: one.by.nickname })} />
        </strong>
        <br />
        <Ruby text={t('paperAsk2')} />
      </p>
      <div class="said">
        <Thing of={{ checkin: { ...own.value, answers: [] }, win: null }} />
      </div>
      <div class="buttons">
        <Button wide={false} busy={busy} label={t('paperYes')} onPress={yes} />
        <LinkButton wide={false} href={`#/checkin/${one.checkin_id}`} label={t('paperFix')} />
      </div>
      {more > 0 && <LinkButton kind="quiet" href="#/sharing/paper" label={t('paperMore', { n: more })} />}
    </Card>
  );
}

/** On home: what staff typed in from a paper card waits for a nod. */
export function PaperCard() {
  const of = useCopy<Papers>(PAPERS, 'shared');
  const [first, ...others] = waiting(of.value?.items ?? []);
  return first ? <Ask key={first.checkin_id} one={first} of={of} more={others.length} /> : null;
}

/** Everything that was typed in: what waits first. */
export function PaperPage() {
  const of = useCopy<Papers>(PAPERS, 'shared');
  const all = of.value?.items ?? [];
  const open = waiting(all);
  const done = all.filter((one) => one.nodded_at !== null);
  return (
    <Page back="/sharing" title={t('paperTitle')} lead={open.length > 0 ? t('paperLead') : undefined}>
      <Away of={of.problem} />
      {of.value && open.length === 0 && (
        <Card>
          <EmptyState text={t('paperNone')} />
        </Card>
      )}
      {open.map((one) => (
        <Ask key={one.checkin_id} one={one} of={of} more={0} />
      ))}
      {done.length > 0 && (
        <Card title={t('paperPast')}>
          <ul>
            {done.map((one) => (
              <li key={one.checkin_id} class="line">
                <Ruby text={t('paperPastOne', { name: one.by.nickname, day: whenText(one.at) })} />
              </li>
            ))}
          </ul>
        </Card>
      )}
      <AsOf at={of.problem ? of.at : null} />
    </Page>
  );
}
