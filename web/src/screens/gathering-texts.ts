import { lazyArea } from '../texts/area';
import { gatherings } from '../texts/ja/gatherings';

/** The texts of the calendar, in the language on screen. */
export const t = lazyArea<Record<keyof typeof gatherings, string>>(gatherings, {
  en: () => import('../texts/en/gatherings').then((texts) => texts.gatherings),
  easy: () => import('../texts/easy/gatherings').then((texts) => texts.gatherings),
});
