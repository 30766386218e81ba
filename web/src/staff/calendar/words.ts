import { calendarStaff } from '../../texts/ja/calendar-staff';
import { addWords } from '../words';

export { type StaffKey, T, w } from '../words';

/** Waits for the language of the staff's calendar, whose texts are known to `w` from here on. */
export const ready = addWords(calendarStaff, {
  en: () => import('../../texts/en/calendar-staff').then((texts) => texts.calendarStaff),
  easy: () => import('../../texts/easy/calendar-staff').then((texts) => texts.calendarStaff),
});
