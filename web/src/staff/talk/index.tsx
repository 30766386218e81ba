import '../../ui/css/talk.css';
import { ConcernsPage } from './concerns';
import { HandoversPage } from './handovers';
import { RequestsPage } from './requests';
import { SettingsPage } from './settings';
import { SupportersPage } from './supporters';
import { ready } from './words';

interface Props {
  readonly place: 'requests' | 'handovers' | 'concerns' | 'supporters' | 'talk';
  /** Which concern somebody came to answer. */
  readonly id: string | undefined;
}

/** The staff's pages for those who would like to talk. */
function TalkPages({ place, id }: Props) {
  if (place === 'supporters') return <SupportersPage />;
  if (place === 'talk') return <SettingsPage />;
  if (place === 'handovers') return <HandoversPage />;
  if (place === 'concerns') return <ConcernsPage id={id} />;
  return <RequestsPage />;
}

/** With their texts in the language of the reader. */
export const open = () => ready().then(() => TalkPages);
