import { talkStaff } from '../../texts/ja/talk-staff';
import { addWords } from '../words';

export { type StaffKey, T, w } from '../words';

/** Waits for the language of these pages, whose texts are known to `w` from here on. */
export const ready = addWords(talkStaff, {
  en: () => import('../../texts/en/talk-staff').then((texts) => texts.talkStaff),
  easy: () => import('../../texts/easy/talk-staff').then((texts) => texts.talkStaff),
});
