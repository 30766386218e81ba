/** Ways to talk. */
export const talk = {
  title: '話したいとき',
  lead: '話すのは、こまったことでなくてもかまいません。',
  staff: '近くの職員',
  staffBody: '声を出しにくいときは、この画面を見せてください。',
  staffCard: '少し話したいです。',
  lines: '電話とチャット',
  linesBody: '職員がいない時間も、話せる窓口があります。',
  linesOpen: '窓口を見る',
  peers: '仲間',
  peersBody: 'いま話せる仲間は、まだここに出せません。',
  peersNow: '仲間と話したいことを、職員に伝えられます。',
} as const;
