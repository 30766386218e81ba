/** Words of the wall at the door. The other languages follow this shape. */
export const wallStaff = {
  wlTitle: 'いま話せる人',
  wlEmpty: 'いまは、みんなお休みの時間です。',
  wlUntil: '{t}まで',
  wlNext: 'このあとの時間',
  wlToday: 'きょう',
  wlTomorrow: 'あした',
  wlMode_in_person: '会って',
  wlMode_phone: '電話で',
  wlMode_online: 'オンラインで',
  wlFoot: '話したいときは、アプリか職員へ。',
  wlAway: '{t}の情報です。いま、つながっていません。',
} as const;
