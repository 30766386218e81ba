import type { HelpResource } from '../api/types';
import { localDate } from '../data/dates';
import { helpResources } from '../data/help';
import { signedIn } from '../data/person';
import { area, language } from '../texts';
import { dayText, shortDay, timeText } from '../texts/dates';
import { help } from '../texts/ja/help';
import { plain } from '../texts/ruby';
import { LinkButton } from '../ui/Button';
import { Card } from '../ui/Card';
import { Icon } from '../ui/Icon';
import { Page } from '../ui/Page';
import { Ruby } from '../ui/Ruby';
import { useData } from './use-data';

const t = area('help', help);

/**
 * M15: help. The two emergency numbers never wait for any data; the other rows come from the last copy, all at once, so that
 * nothing moves under a finger.
 */
export function Help() {
  const found = useData(helpResources, 'help');
  const rows = (found?.items ?? []).filter((row) => !row.hidden && row.kind !== 'emergency');
  const near = rows.filter((row) => row.kind !== 'place' && !row.region.includes('-'));
  const low = near.filter((row) => row.kind === 'phone' || row.kind === 'chat').slice(0, 6);
  const more = rows.filter((row) => !low.includes(row));
  return (
    <Page bare title={t('title')} lead={t('lead')}>
      <Card tone="help" title={t('danger')}>
        <LinkButton
          kind="help"
          href="tel:119"
          icon={<Icon name="phone" />}
          label={t('callTo', { number: '119', name: t('ambulance') })}
        />
        <LinkButton
          kind="help-second"
          href="tel:110"
          icon={<Icon name="phone" />}
          label={t('callTo', { number: '110', name: t('police') })}
        />
        <p class="small">
          <Ruby text={t('show')} />
        </p>
        <p class="show show-help">
          <Ruby text={t('showCard')} />
        </p>
      </Card>
      {low.length > 0 && (
        <Card title={t('low')}>
          <p class="line">
            <Ruby text={t('busy')} />
          </p>
          <Rows rows={low} />
        </Card>
      )}
      {found && signedIn.value && (
        <Card title={t('plan')}>
          <p>
            <Ruby text={t('planBody')} />
          </p>
          <LinkButton kind="help-second" href="#/comfort" label={t('planOpen')} />
        </Card>
      )}
      {found && (
        <Card title={t('staff')}>
          <p>
            <Ruby text={t('staffBody')} />
          </p>
          {signedIn.value && <LinkButton kind="help-second" href="#/talk/crisis" label={t('staffOpen')} />}
        </Card>
      )}
      {more.length > 0 && (
        <Card title={t('more')}>
          <Rows rows={more} />
        </Card>
      )}
      {found && (
        <p class="asof">
          <Ruby text={found.asOf ? t('asOf', when(found.asOf)) : t('builtIn')} />
        </p>
      )}
    </Page>
  );
}

function when(asOf: number): { day: string; time: string } {
  return { day: dayText(localDate(new Date(asOf))), time: timeText(asOf) };
}

/** Numbers and pages, each with the day somebody checked it. */
export function Rows({ rows }: { readonly rows: readonly HelpResource[] }) {
  return (
    <ul class="rows">
      {rows.map((row) => (
        <Row key={row.help_resource_id} row={row} />
      ))}
    </ul>
  );
}

function Row({ row }: { readonly row: HelpResource }) {
  const english = language.value === 'en';
  const name = english ? (row.name_en ?? row.name_ja) : row.name_ja;
  const reading = language.value === 'ja-x-easy' && /[\u4e00-\u9fff]/.test(name) && row.yomi;
  const hours = (english && row.hours_en) || row.hours_ja;
  return (
    <li>
      <div>
        <h3 lang={english && !row.name_en ? 'ja' : undefined}>{name}</h3>
        {reading && <p class="small">{reading}</p>}
        {hours && <p class="small">{hours}</p>}
        {row.number && <p class="number">{row.number}</p>}
        <p class="small">
          <Ruby text={verifiedText(row)} />
        </p>
      </div>
      {row.number && (
        <LinkButton
          kind="help-second"
          wide={false}
          href={`tel:${row.number.replace(/[^\d#*+]/g, '').replace('#', '%23')}`}
          label={t('call')}
          spoken={plain(t('callSpoken', { name }))}
        />
      )}
      {!row.number && row.url && (
        <LinkButton
          external
          kind="help-second"
          wide={false}
          href={row.url}
          label={t('open')}
          spoken={plain(t('openSpoken', { name }))}
        />
      )}
    </li>
  );
}

function verifiedText(row: HelpResource): string {
  if (!row.verified_on) return t('never');
  const checked = t('verified', { date: shortDay(row.verified_on) });
  return row.stale ? `${checked} ${t('stale')}` : checked;
}
