import { lazyArea } from '../../texts/area';
import { cards } from '../../texts/ja/cards';

/** The cards, in the language on screen. */
export const t = lazyArea<Record<keyof typeof cards, string>>(cards, {
  en: () => import('../../texts/en/cards').then((texts) => texts.cards),
  easy: () => import('../../texts/easy/cards').then((texts) => texts.cards),
});
