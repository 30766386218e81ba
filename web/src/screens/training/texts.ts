import { lazyArea } from '../../texts/area';
import { training } from '../../texts/ja/training';

/** The texts of these pages, in the language on screen. */
export const t = lazyArea<Record<keyof typeof training, string>>(training, {
  en: () => import('../../texts/en/training').then((texts) => texts.training),
  easy: () => import('../../texts/easy/training').then((texts) => texts.training),
});
