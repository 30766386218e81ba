import { signal } from '@preact/signals';
import { area } from '../texts';
import { app } from '../texts/ja/app';
import { Ruby } from '../ui/Ruby';
import { Veranda } from '../ui/Veranda';

const t = area('app', app);

/** True once this phone knows who is here, or that nobody is. */
export const started = signal(false);

/** The moment before: the same picture that the page shows before its first script. */
export function Opening() {
  return (
    <main class="page opening" aria-busy="true">
      <Veranda />
      <p>
        <Ruby text={t('intro')} />
      </p>
    </main>
  );
}
