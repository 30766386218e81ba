import type { Texts } from '..';
import type { places as ja } from '../ja/places';

export const places: Texts<typeof ja> = {
  trayTitle: '{見|み}てください',
  trayLead: 'まだ{送|おく}れていません。{書|か}いたものはのこっています。',
  trayEmpty: '{見|み}るものは、ありません。',
  trayRetry: 'もういちど{送|おく}る',
  trayBoth: '{両方|りょうほう}のこす',
  trayDrop: 'これは{送|おく}らない',
  trayDropNote: '{送|おく}らないものは、この{電話|でんわ}から{消|き}えます。',
  trayDropped: '{消|け}しました。',
  trayAgain: 'もういちど{送|おく}ります。',
  trayMine: 'この{電話|でんわ}で{書|か}いたもの',
  trayTheirs: 'ほかの{電話|でんわ}で{書|か}いたもの',
  checkin: '{気分|きぶん}のきろく',
  win: 'できたこと',
  participation: '{集|あつ}まりへの{返事|へんじ}',
  care: '{手入|てい}れのきろく',
  plan: 'わたしの{安心|あんしん}メモ',
  settings: '{設定|せってい}',
  other: '{書|か}いたもの',
  missingTitle: 'この{画面|がめん}はありません',
  missingBody: '{場所|ばしょ}がかわったのかもしれません。',
  missingHome: 'きょうの{画面|がめん}へ',
};
