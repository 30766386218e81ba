import { lazyArea } from '../../texts/area';
import { concern } from '../../texts/ja/concern';

/** The texts of 気になったこと, in the language on screen. */
export const t = lazyArea<Record<keyof typeof concern, string>>(concern, {
  en: () => import('../../texts/en/concern').then((texts) => texts.concern),
  easy: () => import('../../texts/easy/concern').then((texts) => texts.concern),
});
