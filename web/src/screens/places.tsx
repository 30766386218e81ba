import { area } from '../texts';
import { places } from '../texts/ja/places';
import { LinkButton } from '../ui/Button';
import { Page } from '../ui/Page';

const t = area('places', places);

/** A page that is not there. */
export function Missing() {
  return (
    <Page title={t('missingTitle')} lead={t('missingBody')}>
      <LinkButton kind="primary" href="#/" label={t('missingHome')} />
    </Page>
  );
}
