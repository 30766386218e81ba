import { lazyArea, type Values } from '../texts';
import { calendarStaff } from '../texts/ja/calendar-staff';
import { staff } from '../texts/ja/staff';
import { Ruby } from '../ui/Ruby';

/** The name of a staff text. */
export type StaffKey = keyof typeof staff | keyof typeof calendarStaff;

/** Every staff text of one language. */
export type StaffTexts = Readonly<Record<StaffKey, string>>;

/** The staff texts in Japanese, which travel with the screens. */
export const japanese: StaffTexts = { ...staff, ...calendarStaff };

/** The other languages, each loaded when somebody reads it. */
export const others = {
  en: (): Promise<StaffTexts> => import('./texts-en').then(({ texts }) => texts),
  easy: (): Promise<StaffTexts> => import('./texts-easy').then(({ texts }) => texts),
};

/** A staff text in the language on screen; it may hold furigana, so show it with `<T>` or `<Ruby>`. */
export const w = lazyArea<Record<StaffKey, string>>(japanese, others);

/** A staff text on screen. */
export function T({ k, words }: { readonly k: StaffKey; readonly words?: Values }) {
  return <Ruby text={w(k, words)} />;
}
