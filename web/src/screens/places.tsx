import { useEffect } from 'preact/hooks';
import { area } from '../texts';
import { places } from '../texts/ja/places';
import { LinkButton } from '../ui/Button';
import { Card } from '../ui/Card';
import { Page } from '../ui/Page';
import { Ruby } from '../ui/Ruby';

const t = area('places', places);

/** 話す: the ways to talk that exist today, never an empty promise. */
export function Talk({ place }: { readonly place: string | undefined }) {
  useEffect(() => {
    if (!place) return;
    const card = document.getElementById(place);
    card?.scrollIntoView({ block: 'start' });
    card?.focus({ preventScroll: true });
  }, [place]);
  return (
    <Page title={t('talkTitle')} lead={t('talkLead')}>
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

/** A page that is not there. */
export function Missing() {
  return (
    <Page title={t('missingTitle')} lead={t('missingBody')}>
      <LinkButton kind="primary" href="#/" label={t('missingHome')} />
    </Page>
  );
}
