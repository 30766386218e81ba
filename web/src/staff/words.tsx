import type { Texts, Values } from '../texts';
import { lazyArea } from '../texts/area';
import type { boardStaff } from '../texts/ja/board-staff';
import type { calendarStaff } from '../texts/ja/calendar-staff';
import type { careStaff } from '../texts/ja/care-staff';
import type { sharedStaff } from '../texts/ja/shared-staff';
import { staff } from '../texts/ja/staff';
import type { talkStaff } from '../texts/ja/talk-staff';
import type { trailStaff } from '../texts/ja/trail-staff';
import type { wallStaff } from '../texts/ja/wall-staff';
import { Ruby } from '../ui/Ruby';

/** The name of a staff text, of these screens or of an area below them. */
export type StaffKey =
  | keyof typeof staff
  | keyof typeof boardStaff
  | keyof typeof calendarStaff
  | keyof typeof talkStaff
  | keyof typeof careStaff
  | keyof typeof sharedStaff
  | keyof typeof trailStaff
  | keyof typeof wallStaff;

/** Every text of the staff screens in one language. */
export type StaffTexts = Texts<typeof staff>;

/** The staff texts in Japanese, which travel with the screens. */
export const japanese: StaffTexts = staff;

/** The other languages, each loaded when somebody reads it. */
export const others = {
  en: (): Promise<StaffTexts> => import('../texts/en/staff').then((texts) => texts.staff),
  easy: (): Promise<StaffTexts> => import('../texts/easy/staff').then((texts) => texts.staff),
};

type Words = Readonly<Record<string, string>>;
type Loaders = { readonly en: () => Promise<Words>; readonly easy: () => Promise<Words> };

const areas: { readonly ja: Words; readonly t: (key: string, values?: Values) => string }[] = [];

/** Adds the texts of an area, when its screens are loaded; the answer waits for the language on screen. */
export function addWords(ja: Words, load: Loaders): () => Promise<void> {
  const t = lazyArea<Record<string, string>>(ja, load);
  areas.push({ ja, t });
  return t.ready;
}

/** Waits for the language of the staff screens. */
export const ready = addWords(staff, others);

/** A staff text in the language on screen; it may hold furigana, so show it with `<T>` or `<Ruby>`. */
export const w = (key: StaffKey, values?: Values): string =>
  areas.find(({ ja }) => key in ja)?.t(key, values) ?? '';

/** A staff text on screen. */
export function T({ k, words }: { readonly k: StaffKey; readonly words?: Values }) {
  return <Ruby text={w(k, words)} />;
}
