import { lazyArea } from '../../texts/area';
import { talk } from '../../texts/ja/talk';

/** The texts of 話す, in the language on screen. */
export const t = lazyArea<Record<keyof typeof talk, string>>(talk, {
  en: () => import('../../texts/en/talk').then((texts) => texts.talk),
  easy: () => import('../../texts/easy/talk').then((texts) => texts.talk),
});
