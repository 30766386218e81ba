import type { Texts } from '..';
import type { wallStaff as ja } from '../ja/wall-staff';

export const wallStaff: Texts<typeof ja> = {
  wlTitle: 'いま{話|はな}せる{人|ひと}',
  wlEmpty: 'いまは、みんな{休|やす}みの{時間|じかん}です。',
  wlUntil: '{t}まで',
  wlNext: 'このあとの{時間|じかん}',
  wlToday: 'きょう',
  wlTomorrow: 'あした',
  wlMode_in_person: '{会|あ}って',
  wlMode_phone: '{電話|でんわ}で',
  wlMode_online: 'オンラインで',
  wlFoot: '{話|はな}したいときは、アプリか{職員|しょくいん}へ。',
  wlAway: '{t}の{情報|じょうほう}です。いま、つながっていません。',
};
