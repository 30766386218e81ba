import { lazyArea } from '../../texts/area';
import { care } from '../../texts/ja/care';

/** The texts of these pages, in the language on screen. */
export const t = lazyArea<Record<keyof typeof care, string>>(care, {
  en: () => import('../../texts/en/care').then((texts) => texts.care),
  easy: () => import('../../texts/easy/care').then((texts) => texts.care),
});
