import { sharedStaff } from '../../texts/ja/shared-staff';
import { addWords } from '../words';

export { type StaffKey, T, w } from '../words';

/** Waits for the language of these pages, whose texts are known to `w` from here on. */
export const ready = addWords(sharedStaff, {
  en: () => import('../../texts/en/shared-staff').then((texts) => texts.sharedStaff),
  easy: () => import('../../texts/easy/shared-staff').then((texts) => texts.sharedStaff),
});
