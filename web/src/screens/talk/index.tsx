import { useEffect } from 'preact/hooks';
import { LinkButton } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Page } from '../../ui/Page';
import { Ruby } from '../../ui/Ruby';
import { t } from './texts';

/** 話す: the ways to talk that exist today, never an empty promise. */
function Talk({ parts }: { readonly parts: readonly string[] }) {
  const place = parts[1];
  useEffect(() => {
    if (!place) return;
    const card = document.getElementById(place);
    card?.scrollIntoView({ block: 'start' });
    card?.focus({ preventScroll: true });
  }, [place]);
  return (
    <Page title={t('title')} lead={t('lead')}>
      <Card id="staff" title={t('staff')}>
        <p>
          <Ruby text={t('staffBody')} />
        </p>
        <p class="show">
          <Ruby text={t('staffCard')} />
        </p>
      </Card>
      <Card id="peers" title={t('peers')}>
        <p>
          <Ruby text={t('peersBody')} />
        </p>
        <p>
          <Ruby text={t('peersNow')} />
        </p>
      </Card>
      <Card id="lines" title={t('lines')}>
        <p>
          <Ruby text={t('linesBody')} />
        </p>
        <LinkButton kind="help-second" href="#/help" label={t('linesOpen')} />
      </Card>
    </Page>
  );
}

/** Everything under 話す, with its texts in the language of the reader. */
export const open = () => t.ready().then(() => Talk);
