import { call } from '../../api/client';
import { localDate } from '../../data/dates';
import { dayText, timeText } from '../../texts/dates';
import { Button, LinkButton } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { EmptyState } from '../../ui/EmptyState';
import { Page } from '../../ui/Page';
import { Ruby } from '../../ui/Ruby';
import { problemText } from '../problem';
import { usePages } from '../use-pages';
import { t } from './texts';

/** だれが見たか: by day, who, at what, and why they could. */
export function Looks() {
  const { list: looks, problem, more } = usePages((page) => call('get', '/me/access_events', page));
  const days = [...new Set((looks ?? []).map((one) => localDate(new Date(one.at))))];
  return (
    <Page bare back="/own" title={t('looks')} lead={t('looksLead')}>
      <p role="status" class="line">
        {problem && <Ruby text={problemText(problem)} />}
      </p>
      {looks?.length === 0 && (
        <Card>
          <EmptyState text={t('looksEmpty')} />
        </Card>
      )}
      {days.map((day) => (
        <Card key={day} title={dayText(day)}>
          <ul class="rows">
            {looks
              ?.filter((one) => localDate(new Date(one.at)) === day)
              .map((one) => (
                <li key={one.access_event_id}>
                  <div>
                    <p>
                      <strong>
                        <Ruby text={t('who', { name: one.by.nickname })} />
                      </strong>{' '}
                      <Ruby text={timeText(one.at)} />
                    </p>
                    <p>
                      <Ruby text={t('saw', { thing: t(`thing_${one.thing}`) })} />
                    </p>
                    <p class="small">
                      <Ruby text={t(`ground_${one.ground}`)} />
                    </p>
                  </div>
                </li>
              ))}
          </ul>
        </Card>
      ))}
      {more && <Button label={t('more')} onPress={more} />}
      <p class="line">
        <Ruby text={t('weekly')} />
      </p>
      <LinkButton href="#/settings/notices" label={t('weeklyGo')} />
    </Page>
  );
}
