import { lazyArea } from '../../texts/area';
import { sharing } from '../../texts/ja/sharing';

/** The texts of these pages, in the language on screen. */
export const t = lazyArea<Record<keyof typeof sharing, string>>(sharing, {
  en: () => import('../../texts/en/sharing').then((texts) => texts.sharing),
  easy: () => import('../../texts/easy/sharing').then((texts) => texts.sharing),
});
