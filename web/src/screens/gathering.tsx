import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { isNews, keyOf, markSeen, type Occurrence, seenChanges } from '../data/gatherings';
import { type Detail, occurrence } from '../data/occurrence';
import { myPart, reflection } from '../data/participations';
import { dayText } from '../texts/dates';
import { LinkButton } from '../ui/Button';
import { Card } from '../ui/Card';
import { EmptyState } from '../ui/EmptyState';
import { Page } from '../ui/Page';
import { Ruby } from '../ui/Ruby';
import { Afterwards, TakePart } from './gathering-part';
import { Signals } from './gathering-signals';
import { t } from './gathering-texts';
import { dayOf, dayWord, isOver, spanText, spoken } from './gathering-words';
import { AsOf } from './gatherings';
import { lazy } from './lazy';
import { useData } from './use-data';
import { useNow } from './use-now';

const Ask = lazy(() => import('./notices').then((area) => area.openAsk()), true);

/** The cards of a gathering are there a little before it begins. */
const early = 30 * 60_000;

/** M12: one gathering: what, when, where, who; what changed and why; how to take part. */
export function Gathering({ id, rule }: { readonly id: string; readonly rule: string }) {
  const found = useData(async () => {
    const known = await occurrence(id, rule);
    const place = keyOf({ gathering_id: id, recurrence_id: rule });
    return {
      known,
      part: await myPart(id, rule),
      seen: await seenChanges(),
      chips: await reflection(place, known.detail?.my_reflection, known.asOf),
    };
  }, `${id}/${rule}`);
  const time = useNow(30);
  const one = found?.known.line;
  const change = one?.change?.changed_at;
  useEffect(() => {
    if (one) markSeen(one).catch(() => undefined);
  }, [change]);
  if (!found) return <main class="page" aria-busy="true" />;
  if (!one) {
    return (
      <Page back="/plans" title={t('goneTitle')}>
        <EmptyState text={t(found.known.gone ? 'gone' : 'lineOnly')}>
          <LinkButton href="#/plans" label={t('toPlans')} />
        </EmptyState>
      </Page>
    );
  }
  const { detail, asOf } = found.known;
  const off = one.state === 'cancelled';
  const over = isOver(one, time);
  const now = !off && !over && Date.parse(one.starts_at) - early <= time;
  return (
    <Page back="/plans" over={t(one.kind)} title={one.title}>
      {one.change && <Change one={one} news={isNews(one, found.seen)} />}
      {now && <Signals one={one} sent={detail?.my_signals ?? []} watched={Boolean(detail?.watcher)} />}
      {over && !off && <Afterwards place={keyOf(one)} part={found.part} chips={found.chips} />}
      <Facts one={one} detail={detail} />
      {detail && detail.what_happens.length > 0 && (
        <Card title={t('steps')}>
          <ol class="numbered">
            {detail.what_happens.map((step) => (
              <li key={step} class="own">
                {step}
              </li>
            ))}
          </ol>
        </Card>
      )}
      {!over && !off && <TakePart one={one} part={found.part} detail={detail} />}
      {!over && !off && found.part.mode && found.part.mode !== 'undecided' && (
        <Ask about="gathering_changes" />
      )}
      {detail?.leads && (
        <LinkButton href={`#/staff/lead/${one.gathering_id}/${one.recurrence_id}`} label={t('leadPage')} />
      )}
      <AsOf at={asOf} />
    </Page>
  );
}

/** What changed and why, before and after in words. */
function Change({ one, news }: { readonly one: Occurrence; readonly news: boolean }) {
  const { change } = one;
  if (!change) return null;
  const off = one.state === 'cancelled';
  const { starts_at, ends_at, place, title } = change.before;
  const was = (at: string, to: string) => `${dayWord(dayOf(at))} ${spanText(at, to)}`;
  const pairs: [string, string][] = off
    ? []
    : [
        ...(change.fields.includes('time') && starts_at && ends_at
          ? [[was(starts_at, ends_at), was(one.starts_at, one.ends_at)] as [string, string]]
          : []),
        ...(change.fields.includes('place')
          ? [[place ?? t('noPlace'), one.place ?? t('noPlace')] as [string, string]]
          : []),
        ...(change.fields.includes('title') && title ? [[title, one.title] as [string, string]] : []),
      ];
  const others = change.fields.filter((field) => !['time', 'place', 'title'].includes(field));
  return (
    <section class={news ? 'card card-news' : 'card'}>
      <h2>
        <Ruby text={t(off ? 'cancelledTitle' : 'changedTitle')} />
      </h2>
      <p class="own">
        <Ruby text={t('reason', { reason: change.reason })} />
      </p>
      {pairs.map(([before, after]) => (
        <dl key={after} class="facts">
          <Fact name={t('before')}>
            <span class="change-was">
              <Ruby text={before} />
            </span>
          </Fact>
          <Fact name={t('now')}>
            <strong>
              <Ruby text={after} />
            </strong>
          </Fact>
        </dl>
      ))}
      {!off && others.length > 0 && (
        <p class="line">
          <Ruby text={t('fields', { fields: others.map((field) => t(`f_${field}`)).join(t('comma')) })} />
        </p>
      )}
    </section>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <>
      <dt>
        <Ruby text={name} />
      </dt>
      <dd>{children}</dd>
    </>
  );
}

/** 「1時間30分」 */
function longText(minutes: number): string {
  const [h, m] = [Math.floor(minutes / 60), minutes % 60];
  return spoken(h && m ? t('hoursMinutes', { h, m }) : h ? t('hours', { h }) : t('minutes', { m }), m);
}

function Facts({ one, detail }: { readonly one: Occurrence; readonly detail: Detail | null }) {
  const minutes = (Date.parse(one.ends_at) - Date.parse(one.starts_at)) / 60_000;
  return (
    <Card>
      <dl class="facts">
        <Fact name={t('when')}>
          <p>
            <strong>
              <Ruby text={dayWord(dayOf(one.starts_at))} />
            </strong>
          </p>
          <p>
            <strong>
              <Ruby text={spanText(one.starts_at, one.ends_at)} />
            </strong>
          </p>
          <p class="small">
            <Ruby text={t('lasts', { n: longText(minutes) })} />
          </p>
          {!one.change && dayOf(one.starts_at) !== one.recurrence_id && (
            <p class="small">
              <Ruby text={t('shifted', { day: dayText(one.recurrence_id) })} />
            </p>
          )}
        </Fact>
        {one.place && (
          <Fact name={t('where')}>
            <strong class="own">{one.place}</strong>
          </Fact>
        )}
        {detail?.directions && (
          <Fact name={t('getThere')}>
            <span class="own">{detail.directions}</span>
          </Fact>
        )}
        {detail?.with && (
          <Fact name={t('withWhom')}>
            <strong class="own">{detail.with.nickname}</strong>
          </Fact>
        )}
        {detail?.host && (
          <Fact name={t('host')}>
            <span class="own">{detail.host.nickname}</span>
          </Fact>
        )}
        {detail?.watcher && (
          <Fact name={t('watcher')}>
            <span class="own">{detail.watcher.nickname}</span>
          </Fact>
        )}
      </dl>
      {detail?.online_link && !isOver(one) && one.state === 'planned' && (
        <LinkButton external href={detail.online_link} label={t('onlineOpen')} />
      )}
      {!detail && (
        <p class="line">
          <Ruby text={t('lineOnly')} />
        </p>
      )}
    </Card>
  );
}
