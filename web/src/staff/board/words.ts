import { boardStaff } from '../../texts/ja/board-staff';
import { addWords } from '../words';

export { T, w } from '../words';

/** Waits for the language of these pages, whose texts are known to `w` from here on. */
export const ready = addWords(boardStaff, {
  en: () => import('../../texts/en/board-staff').then((texts) => texts.boardStaff),
  easy: () => import('../../texts/easy/board-staff').then((texts) => texts.boardStaff),
});
