import { careStaff } from '../../texts/ja/care-staff';
import { addWords } from '../words';

export { type StaffKey, T, w } from '../words';

/** Waits for the language of these pages, whose texts are known to `w` from here on. */
export const ready = addWords(careStaff, {
  en: () => import('../../texts/en/care-staff').then((texts) => texts.careStaff),
  easy: () => import('../../texts/easy/care-staff').then((texts) => texts.careStaff),
});
