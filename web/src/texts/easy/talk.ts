import type { Texts } from '..';
import type { talk as ja } from '../ja/talk';

export const talk: Texts<typeof ja> = {
  title: '{話|はな}したいとき',
  lead: 'こまっていなくても、{話|はな}してだいじょうぶです。',
  staff: '{近|ちか}くの{職員|しょくいん}',
  staffBody: '{声|こえ}を{出|だ}すのがむずかしいときは、これを{見|み}せてください。',
  staffCard: '{少|すこ}し{話|はな}したいです。',
  lines: '{電話|でんわ}とチャット',
  linesBody: '{職員|しょくいん}がいない{時間|じかん}も、{話|はな}せるところがあります。',
  linesOpen: '{話|はな}せるところを{見|み}る',
  peers: '{仲間|なかま}',
  peersBody: 'いま{話|はな}せる{仲間|なかま}は、まだここに{出|で}ません。',
  peersNow: '{仲間|なかま}と{話|はな}したいときは、{職員|しょくいん}に{言|い}えます。',
};
