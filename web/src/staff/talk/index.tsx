import '../../ui/css/talk.css';
import { ConcernsPage } from './concerns';
import { RequestsPage } from './requests';
import { SettingsPage } from './settings';
import { SupportersPage } from './supporters';
import { ready } from './words';

interface Props {
  readonly place: 'requests' | 'concerns' | 'supporters' | 'talk';
}

/** The staff's pages for those who would like to talk. */
function TalkPages({ place }: Props) {
  if (place === 'supporters') return <SupportersPage />;
  if (place === 'talk') return <SettingsPage />;
  if (place === 'concerns') return <ConcernsPage />;
  return <RequestsPage />;
}

/** With their texts in the language of the reader. */
export const open = () => ready().then(() => TalkPages);
