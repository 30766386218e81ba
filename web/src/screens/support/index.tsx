import '../../ui/css/talk.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import { call } from '../../api/client';
import { houseNow } from '../../api/clock';
import { type Offer, offers } from '../../data/asking';
import { me } from '../../data/person';
import { Button, LinkButton } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Page } from '../../ui/Page';
import { Ruby } from '../../ui/Ruby';
import { toast } from '../../ui/Toast';
import { lazy } from '../lazy';
import { problemText } from '../problem';
import { t as talk } from '../talk/texts';
import { AsOf, momentText } from '../talk/words';
import { useNow } from '../use-now';
import { AfterCard, Conversation } from './conversation';
import { LeaseForm, type PlannedNow } from './lease-form';
import { OfferCard } from './offer';
import { OwnCard } from './own-card';
import { PlanPage } from './plan';
import { slotNow, waysOf } from './plan-rules';
import { t } from './texts';
import {
  type Availability,
  type Lease,
  listen,
  stopListening,
  useAvailability,
  useOffers,
} from './use-availability';

const Care = lazy(() => import('../care').then((area) => area.open()));
const Cards = lazy(() => import('../cards').then((area) => area.open()));
const Path = lazy(() => import('../training').then((area) => area.open()));
const Ask = lazy(() => import('../notices').then((area) => area.openAsk()), true);
const Slot = lazy(() => import('../care').then((area) => area.openSlot()), true);

/** The last minutes of a lease, in which one may say that one goes on. */
const LAST = 5 * 60_000;
const STEP = 30 * 60_000;
/** So long after a slot one is asked how it was, and not how one is before the next. */
const JUST = 3 * 60 * 60_000;
const LONGEST = 4 * 60 * 60_000;

/** What a supporter does for themselves. */
const CARE: readonly string[] = ['care', 'after', 'log', 'week', 'consultation'];

/** Everything of a supporter. */
function Support({ parts }: { readonly parts: readonly string[] }) {
  const [, place, id] = parts;
  // The way there and the cards are for everybody who would like to become one.
  if (place === 'path') return <Path />;
  if (place === 'cards') return <Cards id={id} />;
  if (!me.value?.roles.includes('supporter'))
    return (
      <Page title={t('title')} lead={t('notSupporter')}>
        <LinkButton kind="primary" href="#/" label={talk('home')} />
        <LinkButton href="#/support/path" label={t('way')} />
      </Page>
    );
  if (place && CARE.includes(place)) return <Care parts={parts} />;
  if (place === 'plan') return <PlanPage />;
  if (place === 'card') return <OwnCard />;
  return <Overview />;
}

function Overview() {
  const { value: now, heard, away } = useAvailability();
  const busy = offers.value.value.some((one) => one.talk && one.talk.stage !== 'over');
  return (
    <Page back="/" title={t('title')} lead={t('lead')}>
      <div role="status">
        {away && (
          <section class="card card-quiet">
            <p>
              <strong>
                <Ruby text={t('away')} />
              </strong>
              <br />
              <Ruby text={t('awayNote')} />
            </p>
          </section>
        )}
      </div>
      <Asked />
      {now && <Chosen now={now} />}
      {now && !busy && (now.lease ? <Running now={now} lease={now.lease} /> : <Resting now={now} />)}
      {now?.lease && <Ask about="talk_requests" />}
      {now && !busy && <Week now={now} />}
      <Card>
        <ul class="menu">
          <li>
            <a href="#/support/plan">
              <span>
                <Ruby text={t('plan')} />
              </span>
            </a>
          </li>
          <li>
            <a href="#/support/card">
              <span>
                <Ruby text={t('card')} />
              </span>
            </a>
          </li>
          <li>
            <a href="#/talk/handovers">
              <span>
                <Ruby text={t('handovers')} />
              </span>
            </a>
          </li>
          <li>
            <a href="#/support/care">
              <span>
                <Ruby text={t('care')} />
              </span>
            </a>
          </li>
        </ul>
      </Card>
      <AsOf at={heard} />
    </Page>
  );
}

/** Talks that somebody else goes on with now: they left the list, and the moment for oneself is still there. */
function useLeft(value: readonly Offer[]): readonly string[] {
  const talks = useRef(new Set<string>());
  for (const one of value) if (one.talk?.stage === 'talking') talks.current.add(one.talk_request_id);
  return [...talks.current].filter((id) => value.every((one) => one.talk_request_id !== id));
}

/** What one is asked, and the talk one said yes to. */
function Asked() {
  const { value } = useOffers();
  const now = useNow(15);
  return (
    <>
      {useLeft(value).map((id) => (
        <AfterCard key={id} talk={id} />
      ))}
      {value.map((one) =>
        one.talk ? (
          <Conversation key={one.offer_id} one={one} />
        ) : (
          one.open && Date.parse(one.due) > now && <OfferCard key={one.offer_id} one={one} />
        ),
      )}
    </>
  );
}

/** Planned hours that somebody chose: when, and not who. */
function Chosen({ now }: { readonly now: Availability }) {
  // A copy of before there were any has none.
  if (!now.chosen?.length) return null;
  return (
    <Card title={t('chosen')}>
      <ul class="late">
        {now.chosen.map((from) => (
          <li key={from}>
            <Ruby text={t('chosenAt', { t: momentText(from) })} />
          </li>
        ))}
      </ul>
      <p class="small">
        <Ruby text={t('chosenNote')} />
      </p>
    </Card>
  );
}

function Limit({ now }: { readonly now: Availability }) {
  if (!now.limit) return null;
  return (
    <p role="status">
      <Ruby text={t(`limit_${now.limit.kind}`)} />
      {now.limit.until && (
        <>
          <br />
          <Ruby text={t('limitUntil', { t: momentText(now.limit.until) })} />
        </>
      )}
    </p>
  );
}

function leaseWord(lease: Lease): string {
  return t(lease.style === 'listen' ? 'listeningOnly' : 'listeningUntil', { t: momentText(lease.until) });
}

function Running({ now, lease }: { readonly now: Availability; readonly lease: Lease }) {
  const [busy, setBusy] = useState(false);
  const time = useNow(15);
  const end = Date.parse(lease.until);
  const longer = Math.min(end + STEP, time + LONGEST);
  async function run(what: () => ReturnType<typeof listen | typeof stopListening>, done: string) {
    setBusy(true);
    const result = await what();
    setBusy(false);
    toast(result.ok ? done : problemText(result.problem));
  }
  const { modes, style, topics, place, link } = lease;
  const extend = () => listen({ until: new Date(longer).toISOString(), modes, style, topics, place, link });
  return (
    <Card>
      <h2 class="sign sign-on">
        <Ruby text={leaseWord(lease)} />
      </h2>
      <div role="status">
        {end - time < LAST && (
          <p class="pinned">
            <Ruby text={t('soonOver')} />
            <br />
            <Ruby text={t('soonOver2')} />
          </p>
        )}
      </div>
      <p class="chips">
        {modes.map((mode) => (
          <span key={mode} class="chip">
            <Ruby text={talk(mode)} />
          </span>
        ))}
        {place && <span class="chip">{place}</span>}
      </p>
      <Limit now={now} />
      <Button
        kind="primary"
        busy={busy}
        label={t('rest')}
        onPress={() => run(stopListening, t('restDone'))}
      />
      {longer - end > 60_000 && (
        <Button busy={busy} label={t('longer')} onPress={() => run(extend, t('isOn'))} />
      )}
      <p class="small">
        <Ruby text={t('auto')} />
      </p>
    </Card>
  );
}

const TOLD = ['time', 'staff', 'signed_out', 'enough', 'rest'] as const;

function Resting({ now }: { readonly now: Availability }) {
  const planned = usePlanned();
  const why = TOLD.find((one) => one === now.ended?.why);
  const lasting = now.limit && !['talking', 'gap', 'lunch'].includes(now.limit.kind);
  const [listens, setListens] = useState(0);
  const until = now.last ? Date.parse(now.last.until) : 0;
  const slot = houseNow() - until < JUST ? now.last?.until : undefined;
  return (
    <>
      <Card>
        <h2 class="sign">
          <Ruby text={t('resting')} />
        </h2>
        {why && (
          <p>
            <Ruby text={t(`ended_${why}`)} />
            {now.ended?.reason && (
              <>
                <br />
                <Ruby text={t('endedReason', { reason: now.ended.reason })} />
              </>
            )}
          </p>
        )}
        <Limit now={now} />
      </Card>
      {!lasting && (
        <>
          <Slot
            when={slot ? 'after' : 'before'}
            {...(slot ? { slot } : {})}
            onListen={() => setListens(listens + 1)}
          />
          <LeaseForm now={now} planned={planned} listens={listens} />
        </>
      )}
    </>
  );
}

/** The planned stretch that goes on now, to begin it with one tap. */
function usePlanned(): PlannedNow | null {
  const [planned, setPlanned] = useState<PlannedNow | null>(null);
  useEffect(() => {
    call('get', '/me/availability_plan').then((result) => {
      const found = result.ok ? slotNow(result.value.slots, houseNow()) : null;
      if (!found) return;
      const { slot, until } = found;
      setPlanned({ ...waysOf(slot), until, word: momentText(until.toISOString()), style: slot.style });
    });
  }, []);
  return planned;
}

function Week({ now }: { readonly now: Availability }) {
  return (
    <Card title={t('week')}>
      <p>
        <Ruby text={t('weekMinutes', { m: now.minutes_this_week, n: now.minutes_a_week })} />
        <br />
        <Ruby text={t('dayTalks', { m: now.talks_today, n: now.talks_a_day })} />
      </p>
      <p class="small">
        <Ruby text={t('weekRest')} />
      </p>
    </Card>
  );
}

/** On home: how it stands, one tap from saying it. */
function Status() {
  const { value: now } = useAvailability();
  const time = useNow(15);
  if (!now) return null;
  const last = now.lease && Date.parse(now.lease.until) - time < LAST;
  return (
    <Card title={t('statusTitle')}>
      <p class={now.lease ? 'sign sign-on' : 'sign'}>
        <Ruby text={now.lease ? leaseWord(now.lease) : t('resting')} />
      </p>
      <div role="status">
        {last && (
          <p class="pinned">
            <Ruby text={t('soonOver')} />
          </p>
        )}
      </div>
      <LinkButton href="#/support" label={t(now.lease ? 'openRunning' : 'open')} />
      <LinkButton kind="quiet" href="#/support/care" label={t('care')} />
    </Card>
  );
}

const texts = () => Promise.all([t.ready(), talk.ready()]);

/** Everything of a supporter, with its texts in the language of the reader. */
export const open = () => texts().then(() => Support);

/** On top of home: what one is asked. */
export const openCards = () => texts().then(() => Asked);

/** Below on home: whether one listens. */
export const openStatus = () => texts().then(() => Status);
