import { wallStaff } from '../../texts/ja/wall-staff';
import { addWords } from '../words';

export { T, w } from '../words';

/** Waits for the language of the wall, whose texts are known to `w` from here on. */
export const ready = addWords(wallStaff, {
  en: () => import('../../texts/en/wall-staff').then((texts) => texts.wallStaff),
  easy: () => import('../../texts/easy/wall-staff').then((texts) => texts.wallStaff),
});
