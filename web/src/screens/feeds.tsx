import { useEffect, useState } from 'preact/hooks';
import { authorized } from '../api/authorized';
import type { Problem } from '../api/problem';
import { calendar, keyOf, type Occurrence } from '../data/gatherings';
import { newId } from '../data/ids';
import { online } from '../data/person';
import { houseDay } from '../data/zone';
import { dayText, shortDay } from '../texts/dates';
import { plain } from '../texts/ruby';
import { Button, LinkButton } from '../ui/Button';
import { Card } from '../ui/Card';
import { Choice } from '../ui/Choice';
import { Field } from '../ui/Field';
import { Page } from '../ui/Page';
import { Ruby } from '../ui/Ruby';
import { Sheet } from '../ui/Sheet';
import { toast } from '../ui/Toast';
import { t } from './gathering-texts';
import { dayOf, isOver, spanText } from './gathering-words';
import { problemText } from './problem';
import { useData } from './use-data';

type Level = 'busy' | 'name' | 'place';

interface Feed {
  readonly feed_id: string;
  readonly detail: Level;
  readonly label: string | null;
  readonly created_at: string;
  readonly last_used_on: string | null;
}

type Made = Feed & { readonly url: string; readonly webcal_url: string };

const LEVELS: readonly Level[] = ['busy', 'name', 'place'];
const LATE = ['lateApple', 'lateGoogle', 'lateOutlook', 'lateHere'] as const;

/** The plans in other calendar apps: how much of them, how it looks there, and every link that exists. */
export function Feeds() {
  const [level, setLevel] = useState<Level>('busy');
  const [label, setLabel] = useState('');
  const [made, setMade] = useState<Made | null>(null);
  const [feeds, setFeeds] = useState<readonly Feed[] | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const connected = online.value;

  async function list() {
    const reply = await authorized('get', '/me/calendar_feeds', {});
    if (reply.ok) setFeeds((reply.value as { items: Feed[] }).items);
  }
  useEffect(() => void list(), [connected]);

  async function make() {
    setBusy(true);
    const body = { detail: level, label: label.trim() || null };
    const reply = await authorized('post', '/me/calendar_feeds', { body, key: newId() });
    setBusy(false);
    setProblem(reply.ok ? null : reply.problem);
    if (!reply.ok) return;
    setMade(reply.value as Made);
    setLabel('');
    await list();
  }

  return (
    <Page back="/plans" title={t('feed')} lead={t('feedLead')}>
      {made ? (
        <Ready made={made} />
      ) : (
        <Card title={t('detailAsk')}>
          <Choice
            legendHidden
            legend={t('detailAsk')}
            options={LEVELS.map((value) => ({ value, label: t(value) }))}
            value={level}
            onChoose={setLevel}
          />
          <Preview level={level} />
          <p class="line">
            <Ruby text={t('oneToOne')} />
            <br />
            <Ruby text={t('anyone')} />
          </p>
          <Field label={t('label')} value={label} maxLength={40} onInput={setLabel} />
          {problem && (
            <p role="alert">
              <Ruby text={problem.type === 'offline' ? t('feedsOffline') : problemText(problem)} />
            </p>
          )}
          <Button kind="primary" busy={busy} label={t('make')} onPress={make} />
        </Card>
      )}
      <Card title={t('lateTitle')}>
        <ul class="late">
          {LATE.map((key) => (
            <li key={key}>
              <Ruby text={t(key)} />
            </li>
          ))}
        </ul>
      </Card>
      {feeds && <Links feeds={feeds} onStopped={list} />}
      {!feeds && !connected && (
        <p class="line">
          <Ruby text={t('feedsOffline')} />
        </p>
      )}
      <OpenToAll connected={connected} />
    </Page>
  );
}

/** The next real gatherings as the other app would show them. */
function Preview({ level }: { readonly level: Level }) {
  const month = houseDay().slice(0, 7);
  const found = useData(() => calendar(month, 3), month);
  const next = (found?.items ?? []).filter((one) => !isOver(one) && one.kind !== 'one_to_one').slice(0, 3);
  const name = (one: Occurrence) => {
    const off = one.state === 'cancelled';
    if (level === 'busy') return t(off ? 'busyOff' : 'busyWord');
    return off ? t('nameOff', { name: one.title }) : one.title;
  };
  return (
    <section>
      <h3>
        <Ruby text={t('preview')} />
      </h3>
      {found && next.length === 0 && (
        <p class="line">
          <Ruby text={t('previewNone')} />
        </p>
      )}
      <ul class="feed-look" aria-live="polite">
        {next.map((one) => (
          <li key={keyOf(one)}>
            <small>
              <Ruby text={`${dayText(dayOf(one.starts_at))} ${spanText(one.starts_at, one.ends_at)}`} />
            </small>
            <br />
            <strong>
              <Ruby text={name(one)} />
            </strong>
            {level === 'place' && one.place && (
              <>
                <br />
                <small class="own">{one.place}</small>
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The address that everybody may have: for family and friends. Nothing of the person is in it. */
function OpenToAll({ connected }: { readonly connected: boolean }) {
  const [slug, setSlug] = useState('');
  useEffect(() => {
    authorized('get', '/facility', {}).then(
      ({ ok, value }) => ok && setSlug((value as { slug: string }).slug),
      () => undefined,
    );
  }, [connected]);
  if (!slug) return null;
  const url = `${location.origin}/api/v1/open/${slug}.ics`;
  return (
    <Card title={t('openTitle')}>
      <p class="line">
        <Ruby text={t('openNote')} />
      </p>
      <Copy url={url} label={t('openCopy')} />
      <p class="link-text">{url}</p>
    </Card>
  );
}

function Copy({ url, label }: { readonly url: string; readonly label: string }) {
  const copy = () =>
    navigator.clipboard.writeText(url).then(
      () => toast(t('copied')),
      () => toast(t('copyByHand')),
    );
  return (
    <Button label={label} onPress={() => ('clipboard' in navigator ? copy() : toast(t('copyByHand')))} />
  );
}

/** The link, which is told only once. */
function Ready({ made }: { readonly made: Made }) {
  return (
    <Card title={t('made')}>
      <p>
        <Ruby text={t('madeNote')} />
        <br />
        <Ruby text={t('anyone')} />
      </p>
      <LinkButton kind="primary" href={made.webcal_url} label={t('subscribe')} />
      <Copy url={made.url} label={t('copy')} />
      <p class="link-text">{made.url}</p>
    </Card>
  );
}

/** Every link that exists, when it was read last, and how to stop it in two taps. */
function Links({ feeds, onStopped }: { readonly feeds: readonly Feed[]; readonly onStopped: () => void }) {
  const [stopping, setStopping] = useState<Feed | null>(null);
  const nameOf = (feed: Feed) => feed.label ?? plain(t(feed.detail));
  async function stop(feed: Feed) {
    setStopping(null);
    const reply = await authorized('delete', `/me/calendar_feeds/${feed.feed_id}`, {});
    toast(reply.ok ? t('stopped') : problemText(reply.problem));
    onStopped();
  }
  return (
    <Card title={t('mineFeeds')}>
      {feeds.length === 0 && (
        <p class="line">
          <Ruby text={t('noFeeds')} />
        </p>
      )}
      <ul class="rows">
        {feeds.map((feed) => (
          <li key={feed.feed_id}>
            <div>
              <p class="own">
                <Ruby text={feed.label ?? t(feed.detail)} />
              </p>
              {feed.label && (
                <p class="small">
                  <Ruby text={t(feed.detail)} />
                </p>
              )}
              <p class="small">
                <Ruby
                  text={
                    feed.last_used_on ? t('lastUsed', { day: shortDay(feed.last_used_on) }) : t('neverUsed')
                  }
                />
              </p>
            </div>
            <Button
              wide={false}
              label={t('stop')}
              spoken={plain(t('stopSpoken', { name: nameOf(feed) }))}
              onPress={() => setStopping(feed)}
            />
          </li>
        ))}
      </ul>
      <Sheet open={stopping !== null} title={t('stopSure')} onClose={() => setStopping(null)}>
        <p>
          <Ruby text={t('stopBody')} />
        </p>
        <Button kind="primary" label={t('stopYes')} onPress={() => stopping && stop(stopping)} />
        <Button kind="quiet" label={t('stopNo')} onPress={() => setStopping(null)} />
      </Sheet>
    </Card>
  );
}
