import { calendarStaff } from '../texts/en/calendar-staff';
import { staff } from '../texts/en/staff';

/** Every text of the staff screens in English: one file to load. */
export const texts = { ...staff, ...calendarStaff };
