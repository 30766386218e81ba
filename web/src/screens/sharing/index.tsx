import '../../ui/css/talk.css';
import { audienceOf, showsOf } from '../../data/sharing-rules';
import { go } from '../../router';
import { Page } from '../../ui/Page';
import { Confirm } from './confirm';
import { SharingHome } from './home';
import { PaperCard, PaperPage } from './paper';
import { Seen } from './seen';
import { EntryView, ShownPage } from './shown';
import { What, Whom } from './steps';
import { t } from './texts';
import { Worry } from './worry';

/** `/sharing/new/<what>/<whom>`, or for one entry `/sharing/entry/<id>/<what>/<whom>`: each step is a place, so that back is a step. */
function Way({ parts }: { readonly parts: readonly string[] }) {
  const entry = parts[1] === 'entry' ? (parts[2] ?? null) : null;
  const base = entry ? `/sharing/entry/${entry}` : '/sharing/new';
  const [what, whom] = parts.slice(entry ? 3 : 2);
  const shows = showsOf(what, entry !== null);
  const to = audienceOf(whom);
  if (!shows) return <What way={base} entry={entry !== null} back="/sharing" />;
  if (!to) return <Whom way={`${base}/${shows}`} back={base} />;
  return <Confirm shows={shows} entry={entry} to={to} back={`${base}/${shows}`} />;
}

function Entry({ id }: { readonly id: string }) {
  return (
    <Page back="/sharing/shown" title={t('shownTitle')}>
      <EntryView id={id} after={() => go('/sharing/shown', { replace: true })} />
    </Page>
  );
}

/** Everything under 見せる人. */
function Sharing({ parts }: { readonly parts: readonly string[] }) {
  const [, place, id] = parts;
  if (place === 'new' || place === 'entry') return <Way key={parts.join('/')} parts={parts} />;
  if (place === 'seen') return <Seen />;
  if (place === 'shown') return id ? <Entry key={id} id={id} /> : <ShownPage />;
  if (place === 'paper') return <PaperPage />;
  if (place === 'worry') return <Worry />;
  return <SharingHome />;
}

/** With their texts in the language of the reader. */
export const open = () => t.ready().then(() => Sharing);

/** On home, when something waits for a nod. */
export const openPaper = () => t.ready().then(() => PaperCard);
