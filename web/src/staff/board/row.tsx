import { useState } from 'preact/hooks';
import { call, type Result } from '../../api/client';
import { me } from '../../data/person';
import { spoken } from '../../screens/gathering-words';
import { useKey } from '../../screens/use-key';
import { useNow } from '../../screens/use-now';
import { Button, LinkButton } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Ruby } from '../../ui/Ruby';
import { toast } from '../../ui/Toast';
import { sentenceFor } from '../form';
import { About, Tag } from '../parts';
import { askOf, type Dashboard, firstOf, type Item, type Leaving, placeOf, sinceOf } from './rows';
import { T, w } from './words';

/** Refusals that mean: somebody was first, or it is over. */
const LATE: ReadonlySet<string> = new Set([
  'talk-moved-on',
  'handover-accepted',
  'handover-closed',
  'item-closed',
  'not-found',
]);

/** Who takes care of it is said in words of its own for some. */
const withOf = (kind: Item['kind']) =>
  kind === 'consultation' || kind === 'handover' ? (`_${kind}` as const) : '';

const titleOf = (item: Item) => (
  <strong>
    <T k={`bd_${item.kind}`} words={{ name: item.person?.nickname ?? '', n: item.count }} />
  </strong>
);

interface Props {
  readonly item: Item;
  /** Without a network nothing can be pressed; what it says stays. */
  readonly rests: boolean;
  /** Asks once more, and answers what the board says then. */
  readonly again: () => Promise<Dashboard | null>;
  /** Takes the focus when the row goes. */
  readonly done: () => void;
  /** Hears that somebody else was first. */
  readonly tooLate: () => void;
}

/** One thing that asks for a human: why, since when, who takes care of it, and one button. */
export function Row({ item, rests, again, done, tooLate }: Props) {
  const now = useNow(30);
  const key = useKey();
  const [busy, setBusy] = useState(false);
  const own = me.value?.person_id;
  const ask = askOf(item, own);
  const since = sinceOf(item, now);
  const about = <About name={item.person?.nickname ?? ''} />;

  async function act() {
    if (busy || ask === 'open') return;
    setBusy(true);
    const result = await DO[ask](item, key.for(`${ask} ${item.item_id}`));
    if (!result.ok) key.refused(result.problem);
    const late = !result.ok && LATE.has(result.problem.type);
    if (late) tooLate();
    const board = result.ok || late ? await again() : null;
    setBusy(false);
    if (result.ok) {
      toast(w(DONE[ask]));
      done();
    } else if (late) {
      const { k, words } = firstOf(board, item, own);
      // Where the row itself says who it was, nothing says it twice.
      if (k !== 'bdFirst') toast(w(k, words));
    } else toast(sentenceFor(result.problem));
  }

  return (
    <Card>
      <div class="st-item">
        <div>
          <p>{titleOf(item)}</p>
          <p class="small">
            <Ruby text={spoken(w(since.k, since.words), Number(since.words?.n ?? 0))} />
            {item.overdue && (
              <>
                {' '}
                <Tag k="bdLate" tone="care" />
              </>
            )}
          </p>
          {item.with && (
            <p class="small">
              <T
                k={`${item.with.person_id === own ? 'bdMine' : 'bdWith'}${withOf(item.kind)}`}
                words={{ name: item.with.nickname }}
              />
            </p>
          )}
          {(item.kind === 'shared_entries' || ask === 'stop') && (
            <p class="small">
              <T k={ask === 'stop' ? 'bdStopNote' : 'bdTells'} />
            </p>
          )}
        </div>
        <div class="st-do">
          {ask !== 'open' &&
            (rests ? (
              <Resting of={w(LABEL[ask])} />
            ) : (
              <Button
                kind={ask === 'go' || ask === 'take' ? 'primary' : 'second'}
                icon={about}
                label={w(LABEL[ask])}
                busy={busy}
                onPress={act}
                wide={false}
              />
            ))}
          {!rests && (
            <LinkButton
              kind={ask === 'open' ? 'second' : 'quiet'}
              icon={about}
              href={placeOf(item)}
              label={w(`bdOpen_${item.kind}`)}
              wide={false}
            />
          )}
          {rests && ask === 'open' && <Resting of={w(`bdOpen_${item.kind}`)} />}
        </div>
      </div>
    </Card>
  );
}

const LABEL = { go: 'bdGo', take: 'bdTake', finish: 'bdFinish', stop: 'bdStop', see: 'bdSeen' } as const;
const DONE = { go: 'bdTold', take: 'bdTaken', finish: 'bdKept', stop: 'bdStopped', see: 'bdKept' } as const;

const close = (item: Item, key: string) =>
  call('post', '/dashboard/{item_id}/closing', { params: { item_id: item.item_id }, key });

const DO: Readonly<Record<keyof typeof LABEL, (item: Item, key: string) => Promise<Result<unknown>>>> = {
  go: (item, key) =>
    call('post', '/talk_requests/{talk_request_id}/meeting', {
      params: { talk_request_id: item.subject_id ?? '' },
      body: { in_minutes: 0 },
      key,
    }),
  take: (item, key) =>
    call('post', '/handovers/{handover_id}/acceptance', {
      params: { handover_id: item.subject_id ?? '' },
      key,
    }),
  // Nobody has to say that a talk has begun before they say that it is over.
  finish: async (item, key) => {
    const params = { talk_id: item.subject_id ?? '' };
    const begun = await call('post', '/talks/{talk_id}/start', { params, key: crypto.randomUUID() });
    return begun.ok || begun.problem.type === 'talk-moved-on'
      ? call('post', '/talks/{talk_id}/end', { params, key })
      : begun;
  },
  stop: close,
  see: close,
};

/** A button without a network: it can be read, and does nothing. */
function Resting({ of }: { readonly of: string }) {
  return (
    <button type="button" class="button button-second" aria-disabled="true">
      <span>
        <Ruby text={of} />
      </span>
    </button>
  );
}

interface LeavingProps {
  readonly of: Leaving;
  /** Whether one has pressed its button oneself, a moment too late. */
  readonly tried: boolean;
}

/** What somebody else has just seen to: who, and then it goes. */
export function LeavingRow({ of, tried }: LeavingProps) {
  return (
    <section class="card st-leaving">
      <p>
        <T k={`bdThing_${of.item.kind}`} words={{ name: of.item.person?.nickname ?? '' }} />
      </p>
      <p class="small">
        <T k={tried ? 'bdFirst' : 'bdSaw'} words={{ name: of.by }} />
      </p>
    </section>
  );
}
