import { lazyArea } from '../../texts/area';
import { notices } from '../../texts/ja/notices';

/** The texts of notices, in the language on screen. */
export const t = lazyArea<Record<keyof typeof notices, string>>(notices, {
  en: () => import('../../texts/en/notices').then((texts) => texts.notices),
  easy: () => import('../../texts/easy/notices').then((texts) => texts.notices),
});
