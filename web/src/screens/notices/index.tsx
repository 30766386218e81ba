import '../../ui/css/talk.css';
import '../../ui/css/notices.css';
import { useEffect, useState } from 'preact/hooks';
import { request, rereadRequest } from '../../data/asking';
import { localDate } from '../../data/dates';
import { growStale } from '../../data/freshness';
import { byDay, screenOf } from '../../data/notice-rules';
import type { Notice, Notices } from '../../data/notice-types';
import { markAllRead, markRead, NOTICES, notice, olderThan } from '../../data/notices';
import { me } from '../../data/person';
import { takeUnread } from '../../data/unread';
import { go } from '../../router';
import { Button, LinkButton } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { EmptyState } from '../../ui/EmptyState';
import { Icon } from '../../ui/Icon';
import { Page } from '../../ui/Page';
import { Ruby } from '../../ui/Ruby';
import { toast } from '../../ui/Toast';
import { useCopy } from '../use-copy';
import { AskCard } from './ask';
import { Lost } from './phone';
import { Settings } from './settings';
import { t } from './texts';
import { AsOf, Away, clockOf, dayHeading, said } from './words';

/** お知らせ: what there was to hear of, newest first; with an id, the screen that it leads to. */
function NoticePages({ id }: { readonly id: string | undefined }) {
  return id ? <One id={id} /> : <List />;
}

function List() {
  const of = useCopy<Notices>(NOTICES, 'my_notices');
  const [older, setOlder] = useState<Notices | null>(null);
  const [busy, setBusy] = useState(false);
  const { value } = of;
  const unread = value?.unread ?? 0;
  useEffect(() => {
    if (value) takeUnread(value.unread);
  }, [value]);
  const first = value?.items ?? [];
  const known = new Set(first.map((one) => one.notice_id));
  const all = [...first, ...(older?.items ?? []).filter((one) => !known.has(one.notice_id))];
  const next = older ? older.next_cursor : value?.next_cursor;
  const [newest] = all;

  async function more(from: string) {
    setBusy(true);
    const result = await olderThan(from);
    setBusy(false);
    if (!result.ok) return toast(said(result.problem));
    setOlder({ ...result.value, items: [...(older?.items ?? []), ...result.value.items] });
  }
  async function readAll(last: Notice) {
    setBusy(true);
    const result = await markAllRead(last);
    setBusy(false);
    if (!result.ok) return toast(said(result.problem));
    const read_at = new Date().toISOString();
    if (older)
      setOlder({ ...older, items: older.items.map((one) => ({ ...one, read_at: one.read_at ?? read_at })) });
    await of.reload();
    toast(t('allReadDone'));
    document.querySelector('h1')?.focus();
  }
  return (
    <Page back="/" title={t('title')}>
      <Lost />
      <Away of={of.problem} />
      {value && all.length === 0 && (
        <Card>
          <EmptyState text={t('empty')} />
        </Card>
      )}
      {newest && unread > 0 && <Button busy={busy} label={t('allRead')} onPress={() => readAll(newest)} />}
      {byDay(all, (at) => localDate(new Date(at))).map(({ day, notices }) => (
        <Card key={day} title={dayHeading(day)}>
          <ul class="menu">
            {notices.map((one) => (
              <Row key={one.notice_id} one={one} />
            ))}
          </ul>
        </Card>
      ))}
      {next && <Button busy={busy} label={t('more')} onPress={() => more(next)} />}
      <LinkButton kind="quiet" href="#/settings/notices" label={t('change')} />
      <AsOf at={of.problem ? of.at : null} />
    </Page>
  );
}

function Row({ one }: { readonly one: Notice }) {
  const fresh = !one.read_at;
  return (
    <li>
      <a class={fresh ? 'notice notice-fresh' : 'notice'} href={`#/notices/${one.notice_id}`}>
        <span>
          {fresh && (
            <span class="hidden">
              <Ruby text={t('notRead')} />
            </span>
          )}
          <span class="notice-words">
            <Ruby text={t(`k_${one.kind}`)} />
          </span>
          <small>
            <Ruby text={clockOf(one.made_at)} />
          </small>
          {one.push === 'failed' && one.mail !== 'accepted' && (
            <small>
              <Ruby text={t('notOnPhone')} />
            </small>
          )}
          {one.mail === 'failed' && (
            <small>
              <Ruby text={t('notByMail')} />
            </small>
          )}
        </span>
        <Icon name="forward" />
      </a>
    </li>
  );
}

/** Where the tap on a notice leads: it is read then, and the step back does not come here again. */
function One({ id }: { readonly id: string }) {
  useEffect(() => {
    let here = true;
    const leave = (path: string) => here && go(path, { replace: true });
    notice(id).then(async (found) => {
      if (!found.ok) {
        if (here && found.problem.type !== 'offline') toast(t('gone'));
        return leave('/notices');
      }
      const { kind } = found.value;
      if (kind === 'talk_reminder' || kind === 'talk_over') await rereadRequest();
      // Something moved: what was asked for a moment ago is not fresh enough for the screen it leads to.
      growStale();
      const ownTalk = request.peek().value?.talk_request_id ?? null;
      leave(screenOf(found.value, { roles: me.peek()?.roles ?? [], ownTalk }));
      await markRead(id);
    });
    return () => {
      here = false;
    };
  }, [id]);
  return <main class="page" aria-busy="true" />;
}

/** The list and the way of each, with texts in the language of the reader. */
export const open = () => t.ready().then(() => NoticePages);

/** What somebody wants to be told, and on which phones. */
export const openSettings = () => t.ready().then(() => Settings);

/** The question whether to tell this phone, where it has just become of use. */
export const openAsk = () => t.ready().then(() => AskCard);

/** On home, when the way to this phone has ended by itself. */
export const openLost = () => t.ready().then(() => Lost);
