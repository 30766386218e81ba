import { lazyArea } from '../../texts/area';
import { handover } from '../../texts/ja/handover';

/** The texts of つなぐ, in the language on screen. */
export const t = lazyArea<Record<keyof typeof handover, string>>(handover, {
  en: () => import('../../texts/en/handover').then((texts) => texts.handover),
  easy: () => import('../../texts/easy/handover').then((texts) => texts.handover),
});
