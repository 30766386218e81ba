import { Raise } from './raise';
import { Raised } from './raised';
import { t } from './texts';

/** Everything under 気になったこと: saying it (`/talk/concern/…`), and what became of it (`/talk/concerns`). */
function Concerns({ parts }: { readonly parts: readonly string[] }) {
  const [, place, kind, person] = parts;
  if (place === 'concerns') return <Raised />;
  return <Raise about={kind === 'talk' || kind === 'person' ? { kind, person } : null} />;
}

/** With their texts in the language of the reader. */
export const open = () => t.ready().then(() => Concerns);
