import { Card } from '../../ui/Card';
import { Icon } from '../../ui/Icon';
import { Page } from '../../ui/Page';
import { Ruby } from '../../ui/Ruby';
import { Erase } from './erase';
import { Leaving } from './leaving';
import { Looks } from './looks';
import { Take } from './take';
import { t } from './texts';

const PLACES = ['looks', 'take', 'erase'] as const;

/** わたしのデータ: who looked, taking everything along, erasing (`/own`, `/own/looks`, `/own/take`, `/own/erase`). */
function Own({ place }: { readonly place: string | undefined }) {
  if (place === 'looks') return <Looks />;
  if (place === 'take') return <Take />;
  if (place === 'erase') return <Erase />;
  return (
    <Page bare back="/settings" title={t('title')} lead={t('lead')}>
      <Leaving />
      <Card>
        <ul class="menu">
          {PLACES.map((one) => (
            <li key={one}>
              <a href={`#/own/${one}`}>
                <span>
                  <Ruby text={t(one)} />
                  <small>
                    <Ruby text={t(`${one}Hint`)} />
                  </small>
                </span>
                <Icon name="forward" />
              </a>
            </li>
          ))}
        </ul>
      </Card>
    </Page>
  );
}

/** With their texts in the language of the reader. */
export const open = () => t.ready().then(() => Own);

/** The line that somebody who is about to leave sees on their first page. */
export const openLeaving = () => t.ready().then(() => Leaving);
