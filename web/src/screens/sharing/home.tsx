import { useState } from 'preact/hooks';
import { localDate } from '../../data/dates';
import { me } from '../../data/person';
import { GRANTS, show, stop } from '../../data/sharing';
import { againOf, split } from '../../data/sharing-rules';
import type { Grant, Grants } from '../../data/sharing-types';
import { area } from '../../texts';
import { shortDay } from '../../texts/dates';
import { app } from '../../texts/ja/app';
import { plain } from '../../texts/ruby';
import { Button, LinkButton } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Icon } from '../../ui/Icon';
import { Page } from '../../ui/Page';
import { Ruby } from '../../ui/Ruby';
import { toast } from '../../ui/Toast';
import { useCopy } from '../use-copy';
import { t } from './texts';
import { AsOf, Away, namesText, saidOf, stateText, whatText, whoText } from './words';

const a = area('app', app);

/** Doors to what belongs to it; what somebody is shown is for those whom others can choose. */
const DOORS = [
  ['seen', 'doorSeen', 'doorSeenHint'],
  ['shown', 'doorShown', 'doorShownHint'],
  ['paper', 'doorPaper', 'doorPaperHint'],
  ['worry', 'doorWorry', 'doorWorryHint'],
] as const;

/** M6 見せる人: the result first, with one tap to stop it; then the way to show something. */
export function SharingHome() {
  const of = useCopy<Grants>(GRANTS, 'shared');
  const { live, past } = split(of.value?.items ?? []);
  return (
    <Page back="/settings" title={t('title')}>
      <Away of={of.problem} />
      {of.value && live.length === 0 && (
        <Card>
          <div class="empty">
            <p>
              <strong>
                <Ruby text={t('none')} />
              </strong>
              <br />
              <Ruby text={t('noneNote')} />
            </p>
          </div>
        </Card>
      )}
      {live.map((one) => (
        <Live key={one.share_grant_id} one={one} again={of.reload} />
      ))}
      <LinkButton kind="primary" href="#/sharing/new" label={t('choose')} />
      <Card>
        <ul class="menu">
          {DOORS.filter(
            ([place]) => place !== 'shown' || me.value?.roles.some((role) => role !== 'member'),
          ).map(([place, title, hint]) => (
            <li key={place}>
              <a href={`#/sharing/${place}`}>
                <span>
                  <Ruby text={t(title)} />
                  <small>
                    <Ruby text={t(hint)} />
                  </small>
                </span>
                <Icon name="forward" />
              </a>
            </li>
          ))}
        </ul>
      </Card>
      {past.length > 0 && <Past grants={past.slice(0, 20)} />}
      <AsOf at={of.problem ? of.at : null} />
    </Page>
  );
}

function Live({ one, again }: { readonly one: Grant; readonly again: () => Promise<void> }) {
  const [busy, setBusy] = useState(false);
  async function undo() {
    const result = await show(againOf(one, localDate()));
    toast(result.ok ? t('shownAgain') : saidOf(result.problem));
    await again();
  }
  async function end() {
    setBusy(true);
    const result = await stop(one.share_grant_id);
    setBusy(false);
    if (!result.ok) return toast(saidOf(result.problem));
    toast(t('stopped'), { label: a('undo'), run: () => void undo() });
    await again();
    document.querySelector('h1')?.focus();
  }
  return (
    <Card>
      <p>
        <strong>
          <Ruby text={stateText(one)} />
        </strong>
      </p>
      <p class="line">
        <Ruby text={namesText(one.to)} />
      </p>
      <Button
        busy={busy}
        label={t('stop')}
        spoken={plain(t('stopSpoken', { who: whoText(one.to), what: whatText(one) }))}
        onPress={end}
      />
    </Card>
  );
}

function Past({ grants }: { readonly grants: readonly Grant[] }) {
  return (
    <details class="talk-more">
      <summary>
        <Ruby text={t('past')} />
      </summary>
      <div>
        <ul>
          {grants.map((one) => (
            <li key={one.share_grant_id} class="line">
              <Ruby
                text={t('pastOne', {
                  who: whoText(one.to),
                  what: whatText(one),
                  from: shortDay(one.from),
                  until: shortDay(one.until),
                })}
              />
            </li>
          ))}
        </ul>
      </div>
    </details>
  );
}
