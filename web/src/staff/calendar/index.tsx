import { LinkButton } from '../../ui/Button';
import { StaffPage } from '../parts';
import { ClosedDays } from './closing';
import { NewGathering } from './form';
import { LeadPage } from './lead';
import { CalendarList } from './list';
import { OccurrencePage } from './occurrence';
import { PaperPage } from './paper';
import { WishPage } from './wish';
import { ready, w } from './words';
import './calendar.css';

/** Every calendar page of the staff: `#/staff/calendar/…`. */
function Calendar({ parts }: { readonly parts: readonly string[] }) {
  const [place, gathering_id, recurrence_id, doing] = parts;
  if (place === undefined) return <CalendarList />;
  if (place === 'new') return <NewGathering key={gathering_id} like={gathering_id} />;
  if (place === 'closed') return <ClosedDays />;
  if (place === 'paper' && gathering_id) return <PaperPage key={gathering_id} month={gathering_id} />;
  if (place === 'wish' && gathering_id) return <WishPage key={gathering_id} id={gathering_id} />;
  if (place === 'at' && gathering_id && recurrence_id)
    return <OccurrencePage at={{ gathering_id, recurrence_id }} doing={doing} />;
  return (
    <StaffPage title="notFoundTitle" lead="notFoundLead" at="/calendar">
      <LinkButton href="#/staff/calendar" label={w('calTitle')} wide={false} />
    </StaffPage>
  );
}

/** The staff's calendar and the page of those who lead, with their texts in the language of the reader. */
export const open = () => ready().then(() => ({ Calendar, LeadPage }));
