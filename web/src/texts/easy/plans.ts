import type { Texts } from '..';
import type { plans as ja } from '../ja/plans';

export const plans: Texts<typeof ja> = {
  today: 'きょう',
  tomorrow: 'あした',
  am: '{午前|ごぜん}{t}',
  noon: '{昼|ひる}{t}',
  pm: '{午後|ごご}{t}',
  hour: '{h}{時|じ}',
  hourMinute: '{h}{時|じ}{m}{分|ふん}',
  span: '{from}から{to}',
  dayAnd: '{word} {day}',
  talk: '{話|はな}す',
  listen: '{聞|き}くだけ',
  drop_in: '{顔|かお}だけ',
  online: 'オンライン',
  undecided: 'まだ{決|き}めない',
  mine: 'わたし: {mode}',
  seatWaiting: '{席|せき}をまっています',
  cancelled: '{中止|ちゅうし}',
  changed: '{変|か}わりました',
  news: 'まだ{見|み}ていません',
  next: 'つぎの{集|あつ}まり',
  none: 'きょうの{予定|よてい}はありません。ゆっくりしてください。',
  all: '{予定|よてい}を{見|み}る',
};
