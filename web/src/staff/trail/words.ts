import { trailStaff } from '../../texts/ja/trail-staff';
import { addWords, type StaffKey, w } from '../words';

export { T, w } from '../words';

/** Waits for the language of these pages, whose texts are known to `w` from here on. */
export const ready = addWords(trailStaff, {
  en: () => import('../../texts/en/trail-staff').then((texts) => texts.trailStaff),
  easy: () => import('../../texts/easy/trail-staff').then((texts) => texts.trailStaff),
});

/** What an action is called in plain words; one that is new since this app was built keeps its own name. */
export function actionText(action: string): string {
  const key = `tr_${action.replace(':', '_')}`;
  return key in trailStaff ? w(key as StaffKey) : w('tr_other', { what: action });
}
