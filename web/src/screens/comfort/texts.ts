import { lazyArea } from '../../texts/area';
import { comfort } from '../../texts/ja/comfort';

/** The texts of わたしの安心メモ, in the language on screen. */
export const t = lazyArea<Record<keyof typeof comfort, string>>(comfort, {
  en: () => import('../../texts/en/comfort').then((texts) => texts.comfort),
  easy: () => import('../../texts/easy/comfort').then((texts) => texts.comfort),
});

export type Key = keyof typeof comfort;
