import '../../ui/css/talk.css';
import '../../ui/css/care.css';
import { t as sharing } from '../../screens/sharing/texts';
import { EntryPage, InboxPage, OfPage } from './inbox';
import { LookPage } from './look';
import { LooksPage } from './looks';
import { NextPage } from './next';
import { PaperPage } from './paper';
import { TrendPage } from './trend';
import { ready } from './words';

interface Props {
  readonly id: string | undefined;
  readonly more: readonly string[];
}

/** What was shown to staff, how it was over the weeks, and the two doors beside it: a look in need, and a card from paper. */
function SharedPages({ id, more: [which] }: Props) {
  if (id === 'entry' && which) return <EntryPage key={which} id={which} />;
  if (id === 'of' && which) return <OfPage key={which} person={which} />;
  if (id === 'next' && which) return <NextPage key={which} person={which} />;
  if (id === 'trend' && which) return <TrendPage key={which} person={which} />;
  if (id === 'look' && which) return <LookPage key={which} person={which} />;
  if (id === 'paper' && which) return <PaperPage key={which} person={which} />;
  if (id === 'looks') return <LooksPage />;
  return <InboxPage />;
}

/** With their texts in the language of the reader. */
export const open = () => Promise.all([ready(), sharing.ready()]).then(() => SharedPages);
