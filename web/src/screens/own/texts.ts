import { lazyArea } from '../../texts/area';
import { own } from '../../texts/ja/own';

/** The texts of わたしのデータ, in the language on screen. */
export const t = lazyArea<Record<keyof typeof own, string>>(own, {
  en: () => import('../../texts/en/own').then((texts) => texts.own),
  easy: () => import('../../texts/easy/own').then((texts) => texts.own),
});
