import { lazyArea, type Values } from '../texts';
import { staff as ja } from '../texts/ja/staff';
import { Ruby } from '../ui/Ruby';

/** The name of a staff text. */
export type StaffKey = keyof typeof ja;

/** A staff text in the language on screen; it may hold furigana, so show it with `<T>` or `<Ruby>`. */
export const w = lazyArea(ja as Record<StaffKey, string>, {
  en: () => import('../texts/en/staff').then((texts) => texts.staff),
  easy: () => import('../texts/easy/staff').then((texts) => texts.staff),
});

/** A staff text on screen. */
export function T({ k, words }: { readonly k: StaffKey; readonly words?: Values }) {
  return <Ruby text={w(k, words)} />;
}
