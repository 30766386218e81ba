import '../../ui/css/talk.css';
import '../../ui/css/care.css';
import { t as training } from '../../screens/training/texts';
import { ConsultationsPage } from './consultations';
import { PersonPage } from './person';
import { RulePage } from './rule';
import { SupportersPage } from './supporters';
import { ready } from './words';

interface Props {
  readonly place: 'care' | 'consultations';
  readonly id: string | undefined;
}

/** The staff's pages for those who support: shown as care, never as a measure of anybody. */
function CarePages({ place, id }: Props) {
  if (place === 'consultations') return <ConsultationsPage id={id} />;
  if (id === 'rule') return <RulePage />;
  return id ? <PersonPage key={id} id={id} /> : <SupportersPage />;
}

/** With their texts in the language of the reader. */
export const open = () => Promise.all([ready(), training.ready()]).then(() => CarePages);
