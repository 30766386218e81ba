import { useState } from 'preact/hooks';
import type { Problem } from '../../api/problem';
import { me } from '../../data/person';
import { acknowledge, openEntry, shared } from '../../data/sharing';
import type { Opened, SharedEntry } from '../../data/sharing-types';
import { houseDay } from '../../data/zone';
import { dayText, shortDay } from '../../texts/dates';
import { plain } from '../../texts/ruby';
import { Button, LinkButton } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Choice } from '../../ui/Choice';
import { EmptyState } from '../../ui/EmptyState';
import { Field } from '../../ui/Field';
import { Icon } from '../../ui/Icon';
import { Page } from '../../ui/Page';
import { Ruby } from '../../ui/Ruby';
import { toast } from '../../ui/Toast';
import { t } from './texts';
import { Thing } from './thing';
import { useAsk } from './use-ask';
import { saidOf } from './words';

type State = 'waiting' | 'all';
const STATES: readonly State[] = ['waiting', 'all'];
const PHRASES = ['phrase1', 'phrase2', 'phrase3'] as const;

const Said = ({ of }: { readonly of: Problem | null }) => (
  <div role="status">
    {of && (
      <section class="card card-quiet">
        <p>
          <Ruby text={of.type === 'not-found' ? t('entryGone') : saidOf(of)} />
        </p>
      </section>
    )}
  </div>
);

interface ListProps {
  /** Of one person only. */
  readonly person?: string;
  /** Where an entry opens: `/sharing/shown/`, `/staff/shared/entry/`. */
  readonly way: string;
}

/** What others show to me: whose, what it is, since when it waits; what stands in it only when it is opened. */
export function SharedList({ person, way }: ListProps) {
  const [state, setState] = useState<State>(person ? 'all' : 'waiting');
  const of = useAsk(`${state} ${person ?? ''}`, () => shared(state, person), 'shared');
  const [older, setOlder] = useState<{
    readonly key: string;
    readonly items: readonly SharedEntry[];
    readonly next: string | null;
  } | null>(null);
  const key = `${state}`;
  const more = older?.key === key ? older : null;
  const items = [...(of.value?.items ?? []), ...(more?.items ?? [])];
  const next = more ? more.next : (of.value?.next_cursor ?? null);
  async function load(cursor: string) {
    const result = await shared(state, person, cursor);
    if (!result.ok) return toast(saidOf(result.problem));
    setOlder({ key, items: [...(more?.items ?? []), ...result.value.items], next: result.value.next_cursor });
  }
  return (
    <>
      <Choice
        layout="row"
        legendHidden
        legend={t('which')}
        options={STATES.map((one) => ({
          value: one,
          label: t(one === 'waiting' ? 'waitingOnly' : 'everything'),
        }))}
        value={state}
        onChoose={(chosen) => {
          setOlder(null);
          setState(chosen);
        }}
      />
      <Said of={of.problem} />
      {of.value && items.length === 0 && (
        <Card>
          <EmptyState text={t('shownNone')} />
        </Card>
      )}
      {items.length > 0 && (
        <Card>
          <ul class="menu">
            {items.map((one) => (
              <Row key={one.entry_id} one={one} way={way} />
            ))}
          </ul>
        </Card>
      )}
      {next && <Button label={t('more')} onPress={() => load(next)} />}
    </>
  );
}

const mineIn = (one: SharedEntry) =>
  one.acknowledgements.find(({ by }) => by.person_id === me.peek()?.person_id) ?? null;

function Row({ one, way }: { readonly one: SharedEntry; readonly way: string }) {
  return (
    <li>
      <a href={`#${way}${one.entry_id}`}>
        <span>
          <strong>
            <Ruby text={t('from', { name: one.person.nickname })} />
          </strong>
          <small>
            <Ruby text={t(`k_${one.kind}`)} /> <Ruby text={dayText(one.local_date)} />
          </small>
          <small>
            <Ruby
              text={
                one.acknowledgements.length === 0
                  ? t('waitsDay', { day: dayText(houseDay(one.since)) })
                  : mineIn(one)
                    ? t('answered')
                    : t('seenBy', { name: one.acknowledgements[0]?.by.nickname ?? '' })
              }
            />
          </small>
        </span>
        <Icon name="forward" />
      </a>
    </li>
  );
}

/** One entry, opened: what stands in it, and 「見たよ」 with words or without. `all` leads to everything of theirs. */
export function EntryView({
  id,
  all,
  after,
}: {
  readonly id: string;
  readonly all?: string;
  readonly after: () => void;
}) {
  const of = useAsk<Opened>(id, () => openEntry(id));
  const [words, setWords] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const found = of.value;
  if (!found) return <Said of={of.problem} />;
  const { entry, shown } = found;
  const mine = mineIn(entry);
  const text = words ?? mine?.words ?? '';
  async function say() {
    if (busy) return;
    setBusy(true);
    const result = await acknowledge(entry, text);
    setBusy(false);
    if (!result.ok) return toast(saidOf(result.problem));
    toast(t('acked', { name: entry.person.nickname }));
    after();
  }
  return (
    <>
      <Card title={t('entryTitle', { name: entry.person.nickname })}>
        <Thing of={shown} />
        <p class="line">
          <Ruby text={t('shownUntil', { date: shortDay(entry.until) })} />
          <br />
          <Ruby text={t('shownLead')} />
        </p>
        {entry.acknowledgements.map((one) => (
          <div key={one.by.person_id}>
            <p class="small">
              <Ruby text={t('seenBy', { name: one.by.nickname })} />
            </p>
            {one.words && <p class="said">{one.words}</p>}
          </div>
        ))}
        <Button kind="primary" busy={busy} label={t('ack')} onPress={say} />
        <Field
          label={t('ackWords')}
          hint={t('ackWordsHint')}
          rows={2}
          maxLength={200}
          value={text}
          onInput={setWords}
        />
        <p class="small">
          <Ruby text={t('ackPhrases')} />
        </p>
        {PHRASES.map((one) => (
          <Button key={one} label={t(one)} onPress={() => setWords(plain(t(one)))} />
        ))}
      </Card>
      {all && <LinkButton kind="quiet" href={`#${all}${entry.person.person_id}`} label={t('allOf')} />}
    </>
  );
}

/** わたしに見せてもらったもの, for supporters and whoever leads a gathering. */
export function ShownPage() {
  return (
    <Page back="/sharing" title={t('shownTitle')} lead={t('shownLead')}>
      <SharedList way="/sharing/shown/" />
    </Page>
  );
}
