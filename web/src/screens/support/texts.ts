import { lazyArea } from '../../texts/area';
import { support } from '../../texts/ja/support';

/** The texts of the supporter's pages, in the language on screen. */
export const t = lazyArea<Record<keyof typeof support, string>>(support, {
  en: () => import('../../texts/en/support').then((texts) => texts.support),
  easy: () => import('../../texts/easy/support').then((texts) => texts.support),
});
