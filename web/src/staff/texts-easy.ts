import { calendarStaff } from '../texts/easy/calendar-staff';
import { staff } from '../texts/easy/staff';

/** Every text of the staff screens in easy Japanese: one file to load. */
export const texts = { ...staff, ...calendarStaff };
